"""Finds sentences that share most of their words, among thousands, quickly."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.content.checks.files import CheckedFile
from bot.content.checks.finding import Finding, Level
from bot.content.words import jaccard, words
from bot.content.yaml_file import Place

LIKE = 0.7
"""Share of common words above which two sentences are one with small changes."""


@dataclass(frozen=True, eq=False)
class Sentence:
    """A message in a content file, and where it stands."""

    file: CheckedFile
    place: Place
    text: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, plain, in order; of a message without letters, the message itself."""
        return tuple(words(self.text)) or (self.text.strip(),)

    @cached_property
    def set(self) -> frozenset[str]:
        """Its words, plain, each once."""
        return frozenset(self.words)

    def where(self) -> str:
        """Return place and text for people."""
        line = self.file.document.line(self.place) if self.file.document else 1
        return f"{self.file.name}:{line} «{self.text.strip()}»"

    def finding(self, what: str, remedy: str, level: Level = "error") -> Finding:
        """Make a finding about this message."""
        return self.file.finding(self.place, f"«{self.text.strip()}» {what}", remedy, level)


def like_pairs(sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, Sentence, float]]:
    """Find pairs that share more than LIKE of their words.

    Two sets can only be that much alike if their rarest words meet, so only sentences that share
    one of these are compared.

    Args:
        sentences: any number.

    Yields:
        First and second in the order given, and the share.
    """
    ordered = list(sentences)
    counts = Counter(word for sentence in ordered for word in sentence.set)
    by_word: dict[str, list[int]] = defaultdict(list)
    for index, sentence in enumerate(ordered):
        rare = rare_words(sentence, counts)
        candidates = {other for word in rare for other in by_word[word]}
        for other in sorted(candidates):
            share = jaccard(ordered[other].set, sentence.set)
            if share > LIKE:
                yield ordered[other], sentence, share
        for word in rare:
            by_word[word].append(index)


def rare_words(sentence: Sentence, counts: Counter[str]) -> Sequence[str]:
    """Return as many of the rarest words as must meet in any sentence that is alike."""
    rarest = sorted(sentence.set, key=lambda word: (counts[word], word))
    return rarest[: len(rarest) - math.ceil(LIKE * len(rarest)) + 1]
