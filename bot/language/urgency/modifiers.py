"""What turns the sense of a match: denied, long ago, only feared, made up, or a figure of speech.

Each match is judged by itself, so 'antes me pegaba y ahorita me está pegando' stays urgent: its
second match is not modified.
"""

import enum
from collections.abc import Iterable
from functools import lru_cache

from bot.language.lexicon import Markers, shared_lexicon
from bot.language.urgency.patterns import Hit, PatternSet, Words

_REACH = 5  # words between a negation or condition and the match
_PRESENT_ENDINGS = ("ando", "iendo", "yendo", "andome", "iendome", "andonos", "iendonos")
_SENTENCE_ENDS = ".?!"


class Modifier(enum.Enum):
    """Why a match may be no present danger; the value says it in Spanish."""

    NEGATED = "negado"
    PAST = "pasado"
    HYPOTHETICAL = "supuesto"
    STORY = "no lo vive: tarea, juego o noticia"
    FIGURE = "modo de hablar"


class ModifierFinder:
    """Finds modifiers with the word lists of data/lexicon.yml."""

    def __init__(self, markers: Markers) -> None:
        """Compile the lists.

        Args:
            markers: the lists.

        Raises:
            ContentError: a phrase is no pattern.
        """
        self._markers = markers
        self._phrases = PatternSet(
            (name, pattern) for name, patterns in markers.phrases.items() for pattern in patterns
        )

    def judge(
        self, words: Words, hits: Iterable[Hit]
    ) -> tuple[list[tuple[Hit, Modifier | None]], list[Hit]]:
        """Say for each match what modifies it.

        Args:
            words: the message.
            hits: matches in it.

        Returns:
            The matches in the same order, each with its modifier or None; and the figures of
            speech, whether a pattern matched there or not.
        """
        phrases: dict[str, list[Hit]] = {}
        for phrase in self._phrases.find(words):
            phrases.setdefault(phrase.key, []).append(phrase)
        judged = [(hit, self._modifier(words, hit, phrases)) for hit in hits]
        return judged, phrases.get("figures", []).copy()

    def _modifier(self, words: Words, hit: Hit, phrases: dict[str, list[Hit]]) -> Modifier | None:
        if any(_overlap(hit, figure) for figure in phrases.get("figures", ())):
            return Modifier.FIGURE
        if self._is_negated(words, hit):
            return Modifier.NEGATED
        if self._is_hypothetical(words, hit, phrases.get("conditions", ())):
            return Modifier.HYPOTHETICAL
        is_now = "present" in phrases and "safe_now" not in phrases
        sentence = _sentence(words, hit)
        if not is_now and (
            (
                _within(phrases.get("past", ()), sentence, hit)
                and not self._has_present_form(words, hit)
            )
            or _within(phrases.get("elsewhere", ()), sentence, hit)
        ):
            return Modifier.PAST
        if _within(phrases.get("stories", ()), sentence, hit):
            return Modifier.STORY
        return None

    def _is_negated(self, words: Words, hit: Hit) -> bool:
        for index in range(hit.start - 1, max(-1, hit.start - 1 - _REACH), -1):
            if words.marks[index]:
                return False
            if words.words[index] in self._markers.negations:
                return True
            if words.words[index] not in self._markers.negation_passes:
                return False
        return False

    def _is_hypothetical(self, words: Words, hit: Hit, conditions: Iterable[Hit]) -> bool:
        if self._is_progressive(words, hit):
            return False
        for condition in conditions:
            between = range(condition.end, hit.start)
            if (
                condition.end <= hit.start <= condition.end + _REACH
                and not any(words.marks[index] for index in range(condition.end - 1, hit.start))
                and all(words.words[i] in self._markers.condition_passes for i in between)
            ):
                return True
        return False

    def _is_progressive(self, words: Words, hit: Hit) -> bool:
        return any(word.endswith(_PRESENT_ENDINGS) for word in words.words[hit.start : hit.end])

    def _has_present_form(self, words: Words, hit: Hit) -> bool:
        return self._is_progressive(words, hit) or any(
            word in self._markers.present_forms for word in words.words[hit.start : hit.end]
        )


@lru_cache(maxsize=1)
def shared_modifiers() -> ModifierFinder:
    """Return the finder with the lists of data/lexicon.yml."""
    return ModifierFinder(shared_lexicon().markers)


def _overlap(hit: Hit, other: Hit) -> bool:
    return hit.start < other.end and other.start < hit.end


def _sentence(words: Words, hit: Hit) -> range:
    start, end = hit.start, hit.end
    while start > 0 and words.marks[start - 1] not in tuple(_SENTENCE_ENDS):
        start -= 1
    while end < len(words.words) and words.marks[end - 1] not in tuple(_SENTENCE_ENDS):
        end += 1
    return range(start, end)


def _within(phrases: Iterable[Hit], sentence: range, hit: Hit) -> bool:
    """Tell whether a phrase stands in the sentence, outside the match."""
    return any(phrase.start in sentence and not _overlap(phrase, hit) for phrase in phrases)
