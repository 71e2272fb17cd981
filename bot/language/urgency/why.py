"""Says in words why the check found what it found: our own patterns, never the child's words."""

import enum
import re

from bot.content.model import Content
from bot.content.phrases import render_phrase
from bot.errors import ContentError
from bot.language.urgency.signal import Signal
from bot.log import EventLog

_log = EventLog(__name__)


class Likeness(enum.Enum):
    """How much a message is like messages of danger; the value is the end of a phrase's id."""

    MUCH = "much"
    SOMEWHAT = "somewhat"
    PART_MUCH = "part_much"
    PART_SOMEWHAT = "part_somewhat"


class Why:
    """Puts reasons into the words of data/phrases.yml."""

    def __init__(self, content: Content) -> None:
        """Take over the phrases."""
        self._content = content

    @property
    def nothing(self) -> str:
        """That there is no sign of danger."""
        return self._say("desk_signal_none")

    def of(self, signal: Signal, name: str | None, likeness: Likeness | None) -> str:
        """Return why a message may be danger.

        Args:
            signal: what the patterns say.
            name: the urgent class that was chosen, if any.
            likeness: what the classifier says; None: nothing worth telling.
        """
        reasons = [self._say("desk_signal_cry", word=signal.cry.word)] if signal.cry else []
        chosen = [hit.pattern for hit in signal.live if hit.key == name] or [
            hit.pattern for hit in signal.live
        ]
        if chosen:
            reasons.append(self._say("desk_signal_pattern", pattern=readable(chosen[0])))
        elif signal.doubtful:
            pattern = readable(signal.doubtful[0].pattern)
            reasons.append(self._say("desk_signal_doubtful", pattern=pattern))
        elif signal.modified:
            hit, modifier = signal.modified[0]
            but = self._say(f"desk_signal_{modifier.value}")
            pattern = readable(hit.pattern)
            reasons.append(self._say("desk_signal_modified", pattern=pattern, but=but))
        if likeness:
            reasons.append(self._say(f"desk_signal_like_{likeness.value}"))
        return "; ".join(filter(None, reasons)) or self.nothing

    def in_language(self, language: str) -> str:
        """Return that there is a cry in another language."""
        return self._say("desk_signal_foreign", language=language)

    def _say(self, phrase: str, **values: str) -> str:
        """Return a phrase; one that an edit has lost must not keep a child in danger from help."""
        try:
            return render_phrase(phrase, self._content, **values)
        except ContentError as error:
            _log.error("urgency.not_in_words", error, kind=phrase)
            return ""


def readable(pattern: str) -> str:
    """Write a pattern as a caseworker would: the first of each choice, without the optional."""
    text = re.sub(r"<(\w+)>", r"\1", re.sub(r"\[[^\]]*\]", "", pattern))
    while (simpler := re.sub(r"\(([^()|]*)(\|[^()]*)?\)", r"\1", text)) != text:
        text = simpler
    return " ".join(text.replace("*", "").replace("...", "…").split())
