"""Patterns that people write in YAML, matched against a normalised message.

A pattern is a sequence of pieces: ``word``; ``word*`` any word that begins so; ``(a|b c)`` one of
them; ``[a|b c]`` one of them or nothing; ``...`` up to three words; ``<name>`` one of a list of
data/lexicon.yml. Words are normalised as a message is, so an editor may write them as children
do. Punctuation is no obstacle.

spaCy's Matcher would do as much, but importing it brings TensorFlow along (thinc does), which the
bridge must not load; a regular expression over the words is quicker, too.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.errors import ContentError
from bot.language.normalise import normalise

_PIECES = re.compile(r"\.\.\.|[()\[\]|]|[^\s()\[\]|]+")
_LIST = re.compile(r"<(\w+)>")
_BRACKETS = {"(": ")", "[": "]"}
_ENDS = (")", "]", "|")
_GAP = "(?:[^ ]+ ){0,3}"
_SHORTEST_STEM = 2
_MOST_HITS = 10
_MARKS = ".,?!"


@dataclass(frozen=True)
class Words:
    """A normalised message, word by word.

    Attributes:
        words: without punctuation.
        marks: the mark after each word, or nothing.
    """

    words: tuple[str, ...]
    marks: tuple[str, ...]

    @classmethod
    def of(cls, normalised: str) -> "Words":
        """Split a normalised message."""
        tokens = normalised.split()
        words = tuple(token.rstrip(_MARKS) for token in tokens)
        return cls(
            words, tuple(token[len(word) :] for token, word in zip(tokens, words, strict=True))
        )

    def without(self, taken_out: frozenset[int]) -> str:
        """Return the message without some of its words, given by their places."""
        return " ".join(
            word + mark
            for index, (word, mark) in enumerate(zip(self.words, self.marks, strict=True))
            if index not in taken_out
        )


@dataclass(frozen=True)
class Hit:
    """A place where a pattern matches.

    Attributes:
        key: what the pattern was filed under.
        pattern: the pattern as it stands in the file.
        start: first word of the match.
        end: word after the last of the match.
    """

    key: str
    pattern: str
    start: int
    end: int


@dataclass(frozen=True)
class _Compiled:
    key: str
    pattern: str
    expression: "re.Pattern[str]"


class PatternSet:
    """Many patterns, searched for at once."""

    def __init__(
        self,
        patterns: Iterable[tuple[str, str]],
        lists: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> None:
        """Compile patterns.

        Args:
            patterns: pairs of a key and a pattern.
            lists: what ``<name>`` stands for, by name.

        Raises:
            ContentError: a pattern is not in the syntax above.
        """
        self._by_word: dict[str, list[_Compiled]] = defaultdict(list)
        self._always: list[_Compiled] = []
        for key, pattern in patterns:
            expression, anchors = _compile(pattern, lists)
            compiled = _Compiled(key, pattern, expression)
            for word in anchors:
                self._by_word[word].append(compiled)
            if not anchors:
                self._always.append(compiled)

    def find(self, words: Words) -> Iterator[Hit]:
        """Find every match in a message.

        Yields:
            The matches; those of one pattern do not overlap, and of very many only the first and
            the last ten are given.
        """
        line = f" {' '.join(words.words)} "
        starts = {1: 0}
        position = 1
        for index, word in enumerate(words.words):
            position += len(word) + 1
            starts[position] = index + 1
        seen: set[int] = set()
        for compiled in self._candidates(words):
            if id(compiled) in seen:
                continue
            seen.add(id(compiled))
            matches = list(compiled.expression.finditer(line))
            for match in matches[:_MOST_HITS] + matches[_MOST_HITS:][-_MOST_HITS:]:
                start, end = starts[match.start()], starts[match.end()]
                yield Hit(compiled.key, compiled.pattern, start, end)

    def _candidates(self, words: Words) -> Iterator[_Compiled]:
        yield from self._always
        for word in dict.fromkeys(words.words):
            yield from self._by_word.get(word, ())


def _compile(
    pattern: str, lists: Mapping[str, tuple[str, ...]]
) -> tuple["re.Pattern[str]", frozenset[str]]:
    """Return the expression and words of which one must be there (none: always look)."""
    pieces = _PIECES.findall(_written_out(pattern, lists))
    expression, anchors = _sequence(pieces, pattern)
    if pieces:
        raise ContentError(f"«{pattern}»: un paréntesis se cierra sin abrirse")
    if re.compile(f" ?{expression}").fullmatch(" "):
        raise ContentError(f"«{pattern}»: un patrón necesita una palabra fija")
    return re.compile(f"(?<= ){expression}"), anchors


def _written_out(pattern: str, lists: Mapping[str, tuple[str, ...]]) -> str:
    """Put the words of the lists in the place of their names."""

    def choice(match: "re.Match[str]") -> str:
        if match[1] not in lists:
            raise ContentError(f"«{pattern}»: no hay una lista «{match[1]}»")
        return f"({'|'.join(lists[match[1]])})"

    return _LIST.sub(choice, pattern)


def _sequence(pieces: list[str], pattern: str) -> tuple[str, frozenset[str]]:
    """Take pieces up to the end of this group, or of one of its choices."""
    expression, anchors = "", frozenset[str]()
    while pieces and pieces[0] not in _ENDS:
        piece = pieces.pop(0)
        if piece == "...":
            part, words = _GAP, frozenset[str]()
        elif piece in _BRACKETS:
            part, words = _group(pieces, piece, pattern)
        else:
            part, words = _word(piece, pattern)
        expression += part
        if _rarity(words) > _rarity(anchors):
            anchors = words
    return expression, anchors


def _group(pieces: list[str], opening: str, pattern: str) -> tuple[str, frozenset[str]]:
    choices = [_sequence(pieces, pattern)]
    while pieces and pieces[0] == "|":
        pieces.pop(0)
        choices.append(_sequence(pieces, pattern))
    if not pieces or pieces.pop(0) != _BRACKETS[opening]:
        raise ContentError(f"«{pattern}»: falta cerrar un paréntesis")
    if not all(expression for expression, _ in choices):
        raise ContentError(f"«{pattern}»: falta una palabra entre paréntesis")
    together = f"(?:{'|'.join(expression for expression, _ in choices)})"
    if opening == "[":
        return together + "?", frozenset()
    if not all(words for _, words in choices):
        return together, frozenset()
    return together, frozenset[str]().union(*(words for _, words in choices))


def _word(piece: str, pattern: str) -> tuple[str, frozenset[str]]:
    if piece.endswith("*"):
        stem = normalise(piece[:-1]).replace(" ", "")
        if len(stem) < _SHORTEST_STEM:
            raise ContentError(f"«{pattern}»: «{piece}» es demasiado corto")
        return f"{re.escape(stem)}[^ ]* ", frozenset()
    words = Words.of(normalise(piece)).words
    if not words:
        raise ContentError(f"«{pattern}»: «{piece}» no es una palabra")
    return "".join(f"{re.escape(word)} " for word in words), frozenset({max(words, key=len)})


def _rarity(words: frozenset[str]) -> int:
    """Guess how seldom one of these words occurs: long words do."""
    return min((len(word) for word in words), default=0)
