"""The first of the two signals: what the patterns of data/urgent say about a message."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.content.model import Content, UrgentClass
from bot.errors import ContentError
from bot.language.lexicon import Lexicon, shared_lexicon
from bot.language.urgency.modifiers import Modifier, ModifierFinder
from bot.language.urgency.patterns import Hit, PatternSet, Words
from bot.language.urgency.safe_word import Cry, SafeWordFinder
from bot.language.urgency.vocabulary import Vocabulary
from bot.log import EventLog

_log = EventLog(__name__)


@dataclass(frozen=True)
class Signal:
    """What the patterns found.

    Attributes:
        words: the message, its unknown words mended.
        live: matches that nothing modifies.
        doubtful: matches of what may be danger, that nothing modifies, and of what is asked about
            ways to die.
        modified: matches that are denied, long ago, supposed or told; no figures of speech.
        raised: the priority that a pattern gives to a class, where one does.
        cry: a cry for help, if there is one.
        is_told: it speaks of the past or of a story, and nowhere of now.
        taken_out: places of the words of modified matches and of figures of speech, which the
            classifier is not to read.
    """

    words: Words
    live: tuple[Hit, ...] = ()
    doubtful: tuple[Hit, ...] = ()
    modified: tuple[tuple[Hit, Modifier], ...] = ()
    raised: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cry: Cry | None = None
    is_told: bool = False
    taken_out: frozenset[int] = frozenset()

    @property
    def is_urgent(self) -> bool:
        """Whether this alone makes the message urgent."""
        return bool(self.live) or (self.cry is not None and not self.cry.is_faint)

    @property
    def is_unsure(self) -> bool:
        """Whether this alone is a reason to ask."""
        return bool(self.doubtful) or self.cry is not None

    @property
    def readable(self) -> str:
        """What the classifier is to read."""
        return self.words.without(self.taken_out)


class PatternSignal:
    """Looks for the patterns of all urgent classes."""

    def __init__(self, content: Content, lexicon: Lexicon | None = None) -> None:
        """Compile the patterns; one that is broken is logged and left out.

        Args:
            content: holds the urgent classes.
            lexicon: the word lists; those of data/ if left out.
        """
        lexicon = lexicon or shared_lexicon()
        self._uses: dict[tuple[str, str], set[str]] = {}
        for name, urgent in content.urgent.items():
            for pattern, use in _patterns(urgent):
                self._uses.setdefault((name, pattern), set()).add(use)
        self._patterns = _compile([*self._uses], lexicon)
        self._vocabulary = Vocabulary.of(content, lexicon.lists.values())
        self._modifiers = ModifierFinder(lexicon.markers, lexicon.lists)
        self._small_words = lexicon.markers.negations | lexicon.markers.negation_passes
        self._safe_words = SafeWordFinder(lexicon.safe_words)

    def look(self, normalised: str) -> Signal:
        """Look at a message.

        Args:
            normalised: the message as ``normalise`` returns it.

        Returns:
            What was found. A raising pattern alone makes no match: it only raises its class.
        """
        cry = self._safe_words.find(Words.of(normalised))
        words = Words.of(self._vocabulary.mend(Words.of(normalised)))
        live: list[Hit] = []
        doubtful: list[Hit] = []
        modified: list[tuple[Hit, Modifier]] = []
        raised: dict[str, str] = {}
        judged = self._modifiers.judge(words, self._patterns.find(words))
        taken_out = judged.figures
        for hit, modifier in judged.hits:
            uses = self._uses[hit.key, hit.pattern]
            if uses == {_ALONE} and not _is_all_of(words, hit):
                continue
            if modifier is None:
                for use in uses - _SIGNS:
                    raised[hit.key] = min(use, raised.get(hit.key, use))
            if modifier is Modifier.FIGURE:
                taken_out.append(hit)
            elif uses.isdisjoint(_SIGNS):
                continue
            elif modifier is Modifier.MEANS:
                doubtful.append(hit)
            elif _PLAIN in uses:
                if modifier is None:
                    live.append(hit)
                else:
                    modified.append((hit, modifier))
            else:
                (doubtful if modifier is None else taken_out).append(hit)
        taken_out += [hit for hit, _ in modified]
        return Signal(
            words,
            tuple(live),
            tuple(doubtful),
            tuple(modified),
            raised,
            cry,
            judged.is_told,
            frozenset().union(*(self._with_small_words(words, hit) for hit in taken_out))
            - frozenset().union(*(range(hit.start, hit.end) for hit in live)),
        )

    def _with_small_words(self, words: Words, hit: Hit) -> range:
        """Return the places of a match and of what leads up to it: 'no me' before 'pega'."""
        start = hit.start
        while start and words.words[start - 1] in self._small_words:
            start -= 1
        return range(start, hit.end)


_PLAIN, _DOUBTFUL, _ALONE = "plain", "doubtful", "alone"
_SIGNS = {_PLAIN, _DOUBTFUL, _ALONE}  # of danger; the other uses only raise what is there


def _patterns(urgent: UrgentClass) -> Iterator[tuple[str, str]]:
    """Yield each pattern of a class with its use; a raising one's is the priority it gives."""
    for patterns, use in (
        (urgent.patterns, _PLAIN),
        (urgent.doubtful, _DOUBTFUL),
        (urgent.alone, _ALONE),
        (urgent.raise_to_p1, "P1"),
        (urgent.raise_to_p2, "P2"),
    ):
        yield from ((pattern, use) for pattern in patterns)


def _is_all_of(words: Words, hit: Hit) -> bool:
    return hit.start == 0 and hit.end == len(words.words)


def _compile(patterns: list[tuple[str, str]], lexicon: Lexicon) -> PatternSet:
    try:
        return PatternSet(patterns, lexicon.lists)
    except ContentError:
        good = []
        for name, pattern in patterns:
            try:
                PatternSet([(name, pattern)], lexicon.lists)
            except ContentError:
                _log.warning("urgency.pattern_broken", kind=name)
            else:
                good.append((name, pattern))
        return PatternSet(good, lexicon.lists)
