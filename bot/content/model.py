"""What the content is made of: topics, urgent classes, small talk, contacts, shelters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.content.follow_ups import FollowUps
from bot.content.languages import Languages


@dataclass(frozen=True)
class Source:
    """Where a statement comes from. A mirror or a law from memory has no url."""

    publisher: str
    title: str
    url: str | None = None
    date: str | None = None


@dataclass(frozen=True)
class Answer:
    """A topic's answer for one country (or for any), with an optional second message."""

    text: str
    more: str | None = None


@dataclass(frozen=True)
class Topic:
    """A subject that a child may ask about.

    Attributes:
        id: name of the file, of the intent and of the payload.
        group: folder that it stands in.
        title: what menus and buttons call it.
        examples: what children write when they mean it.
        answers: by country ``MX`` and ``US``, or one under ``ANY``.
        contacts: ids of contacts that are sent after the answer.
        follow_ups: ids of topics that a child would want next.
        sources: where the answer comes from.
        reviewed: when a person last read the answer against its sources.
        review_after: from this day on it may be wrong.
    """

    id: str
    group: str
    title: str
    examples: tuple[str, ...]
    answers: Mapping[str, Answer]
    contacts: tuple[str, ...]
    follow_ups: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: date
    review_after: date


@dataclass(frozen=True)
class LookAlike:
    """An ordinary message that looks urgent and is not; ``topic`` is what it means, if known."""

    text: str
    topic: str | None = None


@dataclass(frozen=True)
class Question:
    """The one safety question of a first reply and the labels of its answer buttons.

    ``counts`` follows the plain question about danger where this class is in doubt, and says what
    a child may not take for danger: 'Pensar en hacerte daño también cuenta.' It may be empty.
    """

    text: str
    answers: tuple[str, ...] = ()
    counts: str = ""


@dataclass(frozen=True)
class UrgentClass:
    """A kind of danger that is handed off to a human.

    Attributes:
        id: name of the file and of the intent.
        title: what the desk's card calls it.
        priority: ``P1``, ``P2`` or ``P3``.
        patterns: what must be detected; syntax in bot/language/urgency.
        doubtful: patterns of what may be it: the child is asked.
        alone: patterns that may be it where they are the whole message: the child is asked.
        raise_to_p1: patterns that make a P2 or P3 a P1.
        raise_to_p2: patterns that make a P3 a P2.
        examples: messages of this class.
        lookalikes: messages that are not.
        first_reply: by ``MX``, ``US`` and ``unknown``; holds ``{notice}`` and contact ids.
        question: the safety question.
        contacts: ids of the lines that answer now.
        checklist: what the caseworker asks and does, in order.
        never_say: what the caseworker must not say.
        sources: where the above comes from.
        reviewed: when a person last read it against its sources.
        review_after: from this day on it may be wrong.
    """

    id: str
    title: str
    priority: str
    patterns: tuple[str, ...]
    doubtful: tuple[str, ...]
    alone: tuple[str, ...]
    raise_to_p1: tuple[str, ...]
    raise_to_p2: tuple[str, ...]
    examples: tuple[str, ...]
    lookalikes: tuple[LookAlike, ...]
    first_reply: Mapping[str, str]
    question: Question
    contacts: tuple[str, ...]
    checklist: tuple[str, ...]
    never_say: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: date
    review_after: date


@dataclass(frozen=True)
class SmallTalk:
    """What is no topic: a greeting, thanks, an insult. The replies take turns."""

    id: str
    title: str
    examples: tuple[str, ...]
    replies: tuple[str, ...]
    follow_ups: tuple[str, ...] = ()
    reviewed: date | None = None


@dataclass(frozen=True)
class Contact:
    """A line, an office or a page.

    Attributes:
        id: what texts write in braces.
        name: its full name.
        short: its name within a sentence, with its article («la COMAR»).
        countries: where the child must be for it to work; ``ANY`` for everywhere.
        phone: E.164 or a short code.
        dial: how a child in that country dials it.
        text: number for an SMS, with ``text_word`` what to write in it.
        text_word: see ``text``.
        whatsapp: WhatsApp number, with ``whatsapp_word`` what to write to it.
        whatsapp_word: see ``whatsapp``.
        url: its page.
        what_short: what it is for, in few words.
        hours_short: when somebody answers; None if that is not known.
        free_short: what it costs.
        languages: which languages are spoken.
        says: one line for the child on whether it may tell migration or the police.
        tells_migration: the same as the researchers noted it, for the team.
        show_to_children: False hides it from children everywhere.
        sure: ``high``, ``medium`` or ``low``.
        sources: where the number comes from.
        verified_by_call: when a person last dialled it.
    """

    id: str
    name: str
    short: str
    countries: tuple[str, ...]
    phone: str | None = None
    dial: str | None = None
    text: str | None = None
    text_word: str | None = None
    whatsapp: str | None = None
    whatsapp_word: str | None = None
    url: str | None = None
    what_short: str | None = None
    hours_short: str | None = None
    free_short: str | None = None
    languages: str | None = None
    says: str | None = None
    tells_migration: str | None = None
    show_to_children: bool = False
    sure: str = "low"
    sources: tuple[Source, ...] = ()
    verified_by_call: date | None = None


@dataclass(frozen=True)
class Shelter:
    """A place to sleep in Mexico, as far as a child may know of it: no telephone, no note.

    Attributes:
        id: its id.
        city: its town, with another in brackets that people know better.
        state: its state.
        latitude: degrees north of the town, never of the house.
        longitude: degrees east of the town.
        name: what it is called.
        run_by: who runs it.
        says: one line for the child on whom it is for.
        kind: ``shelter``, or ``comedor`` where nobody sleeps.
        takes_unaccompanied: ``yes``, ``no``, ``through_dif`` or ``unknown``.
        address: its address.
        publish_address: whether the address may be given once somebody has called.
        verified_by_call: when a person last called.
        as_of: when a source last saw it working: ``2026-01``, ``2025``, ``2024-2025``, or words.
        source: that source.
        sure: ``high``, ``medium`` or ``low``.
    """

    id: str
    city: str
    state: str
    latitude: float
    longitude: float
    name: str
    run_by: str
    says: str | None
    kind: str
    takes_unaccompanied: str
    address: str | None
    publish_address: bool
    verified_by_call: date | None
    as_of: str
    source: Source
    sure: str


@dataclass(frozen=True)
class Jargon:
    """A word that a child will hear from an agent, and what it means in short.

    Attributes:
        word: as data/words.yml lists it: plain, ``*`` for any ending.
        say: the word and its meaning, as a child is told.
    """

    word: str
    say: str


@dataclass(frozen=True)
class CatalogueTopic:
    """A topic that the bot must know, whether its file is written yet or not."""

    id: str
    group: str
    title: str
    need: str
    by_country: bool


@dataclass(frozen=True)
class Catalogue:
    """Which topics and small talk there must be."""

    topics: Mapping[str, CatalogueTopic] = field(default_factory=dict)
    small_talk: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """All of data/ that the bot speaks from, by id."""

    topics: Mapping[str, Topic] = field(default_factory=dict)
    urgent: Mapping[str, UrgentClass] = field(default_factory=dict)
    small_talk: Mapping[str, SmallTalk] = field(default_factory=dict)
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    shelters: Mapping[str, Shelter] = field(default_factory=dict)
    organization: str = ""  # who runs the bot; empty while it is the sample
    phrases: Mapping[str, str] = field(default_factory=dict)
    catalogue: Catalogue = field(default_factory=Catalogue)
    follow_ups: FollowUps = field(default_factory=FollowUps)
    languages: Languages = field(default_factory=Languages)
    jargon: tuple[Jargon, ...] = ()
