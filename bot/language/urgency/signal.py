"""The first of the two signals: what the patterns of data/urgent say about a message."""

from dataclasses import dataclass

from bot.content.model import Content
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
        modified: matches that are denied, long ago, supposed or told; no figures of speech.
        raised: classes of which a pattern says that life is at risk now.
        cry: a cry for help, if there is one.
        taken_out: places of the words of modified matches and of figures of speech, which the
            classifier is not to read.
    """

    words: Words
    live: tuple[Hit, ...] = ()
    modified: tuple[tuple[Hit, Modifier], ...] = ()
    raised: frozenset[str] = frozenset()
    cry: Cry | None = None
    taken_out: frozenset[int] = frozenset()

    @property
    def is_urgent(self) -> bool:
        """Whether this alone makes the message urgent."""
        return bool(self.live) or (self.cry is not None and not self.cry.is_faint)

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
        self._patterns = _compile(
            [
                (name, pattern)
                for name, urgent in content.urgent.items()
                for pattern in (*urgent.patterns, *urgent.raise_to_p1)
            ]
        )
        self._raising = frozenset(
            (name, pattern)
            for name, urgent in content.urgent.items()
            for pattern in urgent.raise_to_p1
        )
        self._own = frozenset(
            (name, pattern)
            for name, urgent in content.urgent.items()
            for pattern in urgent.patterns
        )
        self._vocabulary = Vocabulary.of(content)
        self._modifiers = ModifierFinder(lexicon.markers)
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
        modified: list[tuple[Hit, Modifier]] = []
        raised: set[str] = set()
        judged, taken_out = self._modifiers.judge(words, self._patterns.find(words))
        for hit, modifier in judged:
            mark = (hit.key, hit.pattern)
            if modifier is None and mark in self._raising:
                raised.add(hit.key)
            if modifier is Modifier.FIGURE:
                taken_out.append(hit)
            if mark not in self._own or modifier is Modifier.FIGURE:
                continue
            if modifier is None:
                live.append(hit)
            else:
                modified.append((hit, modifier))
        taken_out += [hit for hit, _ in modified]
        return Signal(
            words,
            tuple(live),
            tuple(modified),
            frozenset(raised),
            cry,
            frozenset().union(*(self._with_small_words(words, hit) for hit in taken_out))
            - frozenset().union(*(range(hit.start, hit.end) for hit in live)),
        )

    def _with_small_words(self, words: Words, hit: Hit) -> range:
        """Return the places of a match and of what leads up to it: 'no me' before 'pega'."""
        start = hit.start
        while start and words.words[start - 1] in self._small_words:
            start -= 1
        return range(start, hit.end)


def _compile(patterns: list[tuple[str, str]]) -> PatternSet:
    try:
        return PatternSet(patterns)
    except ContentError:
        good = []
        for name, pattern in patterns:
            try:
                PatternSet([(name, pattern)])
            except ContentError:
                _log.warning("urgency.pattern_broken", kind=name)
            else:
                good.append((name, pattern))
        return PatternSet(good)
