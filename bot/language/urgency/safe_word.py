"""The cries for help that reach a human in any state and however they are spelt: 'AYUDA'."""

from bot.language.lexicon import SafeWords
from bot.language.spelling import is_one_slip_apart
from bot.language.urgency.patterns import Words

_SHORTEST_TYPO = 5
_MOST_WORDS_AROUND = 8
_MOST_OTHER_WORDS = 2
_SENTENCE_ENDS = (".", "!", "?")


class SafeWordFinder:
    """Finds a cry that stands alone, or nearly."""

    def __init__(self, safe_words: SafeWords) -> None:
        """Keep the lists.

        Args:
            safe_words: the lists.
        """
        self._lists = safe_words
        self._long = [word for word in safe_words.words if len(word) >= _SHORTEST_TYPO]

    def find(self, words: Words) -> str | None:
        """Look for a cry.

        Args:
            words: a normalised message.

        Returns:
            The safe word that was meant, or None: 'ayuda con mi tarea' is none.
        """
        if len(words.words) > _MOST_WORDS_AROUND:
            return self._repeated(words)
        found = [self._meant(word) for word in words.words]
        others = [
            word
            for word, meant in zip(words.words, found, strict=False)
            if not meant and word not in self._lists.fillers and not word.isdigit()
        ]
        if len(others) > _MOST_OTHER_WORDS:
            return None
        for index, meant in enumerate(found):
            if not meant or (others and meant in self._lists.only_alone):
                continue
            if not self._is_request(words, index, has_others=bool(others)):
                return meant
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

    def _repeated(self, words: Words) -> str | None:
        """In a longer message, a cry counts that is repeated or is a sentence of its own."""
        counts: dict[str, int] = {}
        for index, word in enumerate(words.words):
            if word not in self._lists.words:
                continue
            counts[word] = counts.get(word, 0) + 1
            starts = not index or words.marks[index - 1] in _SENTENCE_ENDS
            if counts[word] > 2 or (starts and words.marks[index] in _SENTENCE_ENDS):
                return word
        return None
