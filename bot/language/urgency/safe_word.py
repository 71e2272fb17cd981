"""The cries for help that reach a human in any state and however they are spelt: 'AYUDA'."""

from dataclasses import dataclass

from bot.language.lexicon import SafeWords
from bot.language.spelling import is_one_slip_apart
from bot.language.urgency.patterns import Words

_SHORTEST_TYPO = 5
_MOST_WORDS = 8  # of a sentence that is a cry
_MOST_OTHERS = 2  # words in it that are neither a cry nor a filler
_SENTENCE_ENDS = (".", "!", "?")


@dataclass(frozen=True)
class Cry:
    """A cry for help.

    Attributes:
        word: the safe word that was meant.
        is_faint: it stands at the edge of a longer message, and may be no more than a request.
    """

    word: str
    is_faint: bool


class SafeWordFinder:
    """Finds cries."""

    def __init__(self, safe_words: SafeWords) -> None:
        """Keep the lists.

        Args:
            safe_words: the lists.
        """
        self._lists = safe_words
        self._long = sorted(word for word in safe_words.words if len(word) >= _SHORTEST_TYPO)

    def find(self, words: Words) -> Cry | None:
        """Look for a cry.

        Args:
            words: a normalised message.

        Returns:
            The plainest cry of its sentences, or None: 'ayuda con mi tarea' is none.
        """
        faint: Cry | None = None
        start = 0
        for index, mark in enumerate(words.marks):
            if mark in _SENTENCE_ENDS or index + 1 == len(words.words):
                sentence = Words(words.words[start : index + 1], words.marks[start : index + 1])
                cry = self._in_sentence(sentence)
                if cry and not cry.is_faint:
                    return cry
                faint = faint or cry
                start = index + 1
        return faint

    def _in_sentence(self, words: Words) -> Cry | None:
        """Judge one sentence, by its first and last words only if it is long."""
        edges = [*range(len(words.words))]
        if len(edges) > _MOST_WORDS:
            edges = [*edges[:2], *edges[-2:]]
        found = {index: self._meant(words.words[index]) for index in edges}
        others = [
            word
            for index, word in enumerate(words.words)
            if not found.get(index) and word not in self._lists.fillers and not word.isdigit()
        ]
        is_faint = (
            len(words.words) > _MOST_WORDS
            or len(others) > _MOST_OTHERS
            or any(word in self._lists.questions for word in words.words)
        )
        for index, meant in found.items():
            if not meant or (others and meant in self._lists.only_alone):
                continue
            if not self._is_request(words, index, has_others=bool(others)):
                return Cry(meant, is_faint=is_faint)
        return None

    def _meant(self, word: str) -> str | None:
        lists = self._lists
        if word in lists.words:
            return word
        if len(word) < _SHORTEST_TYPO - 1 or word in lists.not_typos or word in lists.fillers:
            return None
        return next((meant for meant in self._long if is_one_slip_apart(word, meant)), None)

    def _is_request(self, words: Words, index: int, *, has_others: bool) -> bool:
        before = [*reversed(words.words[:index])] if index and not words.marks[index - 1] else []
        if before and before[0] in self._lists.pronouns:
            if has_others:
                return True  # 'mi maestra me ayuda'
            del before[0]
        if before and before[0] in self._lists.requests_before:
            return True
        if any(word in self._lists.denials for word in before[:2]):
            return True
        after = ""
        if index + 1 < len(words.words) and words.marks[index] not in _SENTENCE_ENDS:
            after = words.words[index + 1]
        return after in self._lists.requests_after and has_others
