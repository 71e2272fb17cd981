"""Cries for help in other languages, which the Spanish patterns and the classifier miss.

They are looked for in any message that has no more Spanish words than words of the language: a
cry is too short to be sure of its language, and a false alarm hurts less than a miss.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from bot.content.model import Content
from bot.errors import ContentError
from bot.language.foreign import ForeignReader
from bot.language.normalise import normalise
from bot.language.urgency.patterns import Hit, PatternSet, Words
from bot.language.urgency.why import Why
from bot.log import EventLog

if TYPE_CHECKING:
    from bot.language.urgency.check import Priority, Urgency

_log = EventLog(__name__)


class ForeignCries:
    """Looks for the cries of all languages of data/languages.yml."""

    def __init__(self, content: Content) -> None:
        """Compile the patterns; one that is broken is logged and left out.

        Args:
            content: holds the languages and the urgent classes.
        """
        self._reader = ForeignReader(content)
        self._why = Why(content)
        self._classes = content.urgent
        self._languages = content.languages.written
        self._patterns = PatternSet(_good_patterns(content))

    def add_to(self, found: "Urgency", text: str) -> "Urgency":
        """Make a message urgent if there is a cry in it.

        Args:
            found: what the check says of it as a Spanish message.
            text: what the child wrote.

        Returns:
            ``found`` as it is, or the cry if that is at least as grave.
        """
        gravest = self._gravest(text)
        if gravest is None:
            return found
        priority = self._priority(gravest)
        if found.outcome == "urgent" and found.priority and found.priority < priority:
            return found
        language = self._languages[_language_of(gravest)]
        return replace(
            found,
            outcome="urgent",
            urgent_class=_class_of(gravest),
            score=1.0,
            priority=priority,
            why=self._why.in_language(language.name),
        )

    def language_of(self, text: str) -> str | None:
        """Return in which language a message is, or None for Spanish and whatever is doubtful."""
        return self._reader.written_in(text) or self.language_in(text)

    def language_in(self, text: str) -> str | None:
        """Return the language of the gravest cry in a message, or None if there is none."""
        gravest = self._gravest(text)
        return _language_of(gravest) if gravest else None

    def _gravest(self, text: str) -> Hit | None:
        hits = [
            hit
            for hit in self._patterns.find(Words.of(normalise(text)))
            if self._reader.evidence(text, _language_of(hit)).lead >= 0
        ]
        return min(
            hits,
            key=lambda hit: (self._priority(hit), hit.start - hit.end, hit.key),
            default=None,
        )

    def _priority(self, hit: Hit) -> "Priority":
        return cast("Priority", self._classes[_class_of(hit)].priority)


def _good_patterns(content: Content) -> Iterator[tuple[str, str]]:
    for language in content.languages.written.values():
        for urgent_class, patterns in language.cries.items():
            for pattern in patterns if urgent_class in content.urgent else ():
                key = f"{language.id} {urgent_class}"
                try:
                    PatternSet([(key, pattern)])
                except ContentError:
                    _log.warning("urgency.pattern_broken", kind=key)
                else:
                    yield key, pattern


def _language_of(hit: Hit) -> str:
    return hit.key.partition(" ")[0]


def _class_of(hit: Hit) -> str:
    return hit.key.partition(" ")[2]
