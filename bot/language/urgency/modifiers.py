"""What turns the sense of a match: denied, long ago, only feared, made up, or a figure of speech.

Each match is judged by itself, so 'antes me pegaba y ahorita me está pegando' stays urgent: its
second match is not modified.
"""

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

from bot.language.lexicon import Markers, shared_lexicon
from bot.language.urgency.patterns import Hit, PatternSet, Words

_REACH = 5  # words between a negation or condition and the match
_PRESENT_ENDINGS = ("ando", "iendo", "yendo", "andome", "iendome", "andonos", "iendonos")
_SENTENCE_ENDS = (".", "?", "!")
_WORD = re.compile(r"\w+")


class Modifier(enum.Enum):
    """Why a match may be no present danger; data/phrases.yml says it as «desk_signal_<value>».

    ``MEANS`` is never said: such a match is a reason to ask.
    """

    NEGATED = "negated"
    PAST = "past"
    HYPOTHETICAL = "hypothetical"
    RETURN = "return"
    GENERAL = "general"
    MEANS = "means"  # the same about ways to die, which one may ask for oneself
    STORY = "story"
    JOKE = "joke"
    FIGURE = "figure"


@dataclass(frozen=True)
class Judgement:
    """What the modifiers make of a message.

    Attributes:
        hits: the matches in their order, each with its modifier or None.
        figures: the figures of speech, whether a pattern matched there or not.
        is_told: it speaks of the past or of a story, and nowhere of now.
    """

    hits: list[tuple[Hit, Modifier | None]]
    figures: list[Hit]
    is_told: bool


class ModifierFinder:
    """Finds modifiers with the word lists of data/lexicon.yml."""

    def __init__(
        self, markers: Markers, lists: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    ) -> None:
        """Compile the lists.

        Args:
            markers: the lists.
            lists: what ``<name>`` stands for in them.

        Raises:
            ContentError: a phrase is no pattern.
        """
        self._markers = markers
        self._phrases = PatternSet(
            (
                (name, pattern)
                for name, patterns in markers.phrases.items()
                for pattern in patterns
            ),
            lists,
        )

    def judge(self, words: Words, hits: Iterable[Hit]) -> Judgement:
        """Say for each match what modifies it.

        Args:
            words: the message.
            hits: matches in it.

        Returns:
            What was found.
        """
        phrases: dict[str, list[Hit]] = {}
        for phrase in self._phrases.find(words):
            phrases.setdefault(phrase.key, []).append(phrase)
        message = _Message(words, phrases)
        return Judgement(
            [(hit, self._modifier(message, hit)) for hit in hits],
            phrases.get("figures", []).copy(),
            is_told=not message.is_now and not phrases.keys().isdisjoint(("past", "stories")),
        )

    def _modifier(self, message: "_Message", hit: Hit) -> Modifier | None:
        sentence = message.sentence_of(hit)
        if any(_overlap(hit, figure) for figure in message.phrases.get("figures", ())):
            return Modifier.FIGURE
        if self._is_negated(message.words, hit):
            return Modifier.NEGATED
        if self._is_hypothetical(message, hit, sentence):
            return Modifier.HYPOTHETICAL
        if self._is_threat(message, hit) and message.has("returns", sentence, beside=hit):
            return Modifier.RETURN
        if not message.is_now and self._is_past_or_far(message, hit, sentence):
            return Modifier.PAST
        if message.has("stories", sentence, beside=hit):
            return Modifier.STORY
        if self._is_general_question(message, sentence):
            is_about_dying = not self._markers.means.isdisjoint(message.words_of(hit))
            return Modifier.MEANS if is_about_dying else Modifier.GENERAL
        return Modifier.JOKE if "jokes" in message.phrases else None

    def _is_negated(self, words: Words, hit: Hit) -> bool:
        """Look for a negation before the match, and in a gap of it: 'mi tia ya no me pega'."""
        if self._negation_before(words, hit.start):
            return True
        inside = self._negation_before(words, hit.end - 1)
        return inside is not None and inside not in _WORD.findall(hit.pattern)

    def _negation_before(self, words: Words, place: int) -> str | None:
        for index in range(place - 1, max(-1, place - 1 - _REACH), -1):
            if words.marks[index]:
                return None
            if words.words[index] in self._markers.negations:
                return words.words[index]
            if words.words[index] not in self._markers.negation_passes:
                return None
        return None

    def _is_hypothetical(self, message: "_Message", hit: Hit, sentence: range) -> bool:
        """Tell whether it only might be; what the child would do to itself is never that."""
        words = message.words_of(hit)
        if message.is_progressive(hit) or not self._markers.own_acts.isdisjoint(words):
            return False
        return self._is_conditional(message, hit) or (
            message.opens_with("suppositions", sentence)
            and not message.has("present", sentence, beside=hit)
        )

    def _is_conditional(self, message: "_Message", hit: Hit) -> bool:
        """Look for a condition that leads up to the match: 'si la migra me agarra'."""
        words = message.words
        return any(
            condition.end <= hit.start <= condition.end + _REACH
            and not any(words.marks[condition.end - 1 : hit.start])
            and self._markers.condition_passes.issuperset(words.words[condition.end : hit.start])
            for condition in message.conditions
        )

    def _is_threat(self, message: "_Message", hit: Hit) -> bool:
        """Tell whether others would do harm, which is not being done yet."""
        words = message.words_of(hit)
        return not message.is_progressive(hit) and not self._markers.threats.isdisjoint(words)

    def _is_general_question(self, message: "_Message", sentence: range) -> bool:
        """Tell whether it is a question in which nothing happens to the one who writes."""
        words = message.words
        is_question = words.marks[sentence[-1]] == "?" or message.opens_with("questions", sentence)
        return is_question and self._markers.first_person.isdisjoint(
            words.words[sentence.start : sentence.stop]
        )

    def _is_past_or_far(self, message: "_Message", hit: Hit, sentence: range) -> bool:
        words = message.words_of(hit)
        if message.has("elsewhere", sentence, beside=hit):
            return True
        is_present = message.is_progressive(hit) or not self._markers.present_forms.isdisjoint(
            words
        )
        return not is_present and message.has("past", sentence, beside=hit)


@dataclass(frozen=True)
class _Message:
    """A message with the phrases of the word lists that stand in it, by the list's name."""

    words: Words
    phrases: Mapping[str, list[Hit]]

    @cached_property
    def is_now(self) -> bool:
        """Whether it says that it happens now, and nowhere that all is well again."""
        past = self.phrases.get("past", ())
        return "safe_now" not in self.phrases and any(
            not any(_overlap(present, other) for other in past)
            for present in self.phrases.get("present", ())
        )

    @cached_property
    def conditions(self) -> list[Hit]:
        """The conditions, without the 'si' that affirms: 'hoy si me mata'."""
        affirmed = self.phrases.get("affirmed", ())
        return [
            condition
            for condition in self.phrases.get("conditions", ())
            if not any(_overlap(condition, other) for other in affirmed)
        ]

    def has(self, name: str, sentence: range, beside: Hit) -> bool:
        """Tell whether a phrase of a list stands in the sentence, outside a match."""
        return any(
            phrase.start in sentence and not _overlap(phrase, beside)
            for phrase in self.phrases.get(name, ())
        )

    def opens_with(self, name: str, sentence: range) -> bool:
        """Tell whether the sentence begins with a phrase of a list."""
        return any(phrase.start == sentence.start for phrase in self.phrases.get(name, ()))

    def is_progressive(self, hit: Hit) -> bool:
        """Tell whether the match says that it is being done: 'me esta pegando'."""
        return any(word.endswith(_PRESENT_ENDINGS) for word in self.words_of(hit))

    def words_of(self, hit: Hit) -> tuple[str, ...]:
        """Return the words of a match."""
        return self.words.words[hit.start : hit.end]

    def sentence_of(self, hit: Hit) -> range:
        """Return the places of the words of the sentence that a match stands in."""
        marks = self.words.marks
        start, end = hit.start, hit.end
        while start > 0 and marks[start - 1] not in _SENTENCE_ENDS:
            start -= 1
        while end < len(marks) and marks[end - 1] not in _SENTENCE_ENDS:
            end += 1
        return range(start, end)


@lru_cache(maxsize=1)
def shared_modifiers() -> ModifierFinder:
    """Return the finder with the lists of data/lexicon.yml."""
    return ModifierFinder(shared_lexicon().markers, shared_lexicon().lists)


def _overlap(hit: Hit, other: Hit) -> bool:
    return hit.start < other.end and other.start < hit.end
