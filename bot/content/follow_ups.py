"""Questions that lean on the topic before: their kinds, and which topic answers each of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.errors import ContentError

ANY = "ANY"
ANY_GROUP = "any"


@dataclass(frozen=True)
class Target:
    """What answers a kind of question.

    Attributes:
        topics: a topic by country (``MX``, ``US``), or one under ``ANY``.
        quotes: or else words of the topic's own answer, whose paragraph answers it.
    """

    topics: Mapping[str, str] = field(default_factory=dict)
    quotes: tuple[str, ...] = ()

    def topics_in(self, country: str | None) -> list[str]:
        """Return the topic for a country; all of them if it is not known and they differ."""
        if ANY in self.topics:
            return [self.topics[ANY]]
        if country is None:
            return list(dict.fromkeys(self.topics.values()))
        return [self.topics[country]] if country in self.topics else []


@dataclass(frozen=True)
class FollowUpKind:
    """A kind of question that says nothing of its subject.

    Attributes:
        id: its name in data/follow_ups.yml.
        need: what is wanted, in a line.
        says: how children write it, as patterns.
        examples: messages of the kind.
        small_talk: small talk that means the same right after an answer, if any.
    """

    id: str
    need: str
    says: tuple[str, ...]
    examples: tuple[str, ...] = ()
    small_talk: str | None = None


@dataclass(frozen=True)
class FollowUps:
    """All of data/follow_ups.yml.

    Attributes:
        around: patterns of what may stand around such a question without changing it.
        kinds: the kinds, by id.
        groups: what answers a kind after the topics of a group (``any``: of all groups): group,
            kind, topic.
        topics: the same for one topic, which goes first; also under ``MX`` and ``US`` the topic
            that is about the same in that country.
    """

    around: tuple[str, ...] = ()
    kinds: Mapping[str, FollowUpKind] = field(default_factory=dict)
    groups: Mapping[str, Mapping[str, Target]] = field(default_factory=dict)
    topics: Mapping[str, Mapping[str, Target]] = field(default_factory=dict)

    def target(self, topics: Iterable[tuple[str, str]], kind: str) -> tuple[str, Target] | None:
        """Return what answers a question of a kind.

        Args:
            topics: what was talked of, the last answer first, each with its group. What one of
                them says for itself goes before what is said for a group.
            kind: the kind of question, or ``MX`` or ``US`` for «and in that country?».

        Returns:
            The topic that it was found for, and the target; None where nothing is known.
        """
        topics = list(topics)
        levels = [
            *((topic, self.topics.get(topic)) for topic, _ in topics),
            *((topic, self.groups.get(group)) for topic, group in topics),
            *((topic, self.groups.get(ANY_GROUP)) for topic, _ in topics),
        ]
        return next(
            ((topic, found[kind]) for topic, found in levels if found and kind in found), None
        )


def build_follow_ups(data: Any) -> FollowUps:
    """Make the follow-ups from the data of their file.

    Raises:
        ContentError: a part is missing or of the wrong kind.
    """
    fields = _mapping(data, "el archivo")
    kinds = _mapping(fields.get("kinds"), "kinds")
    return FollowUps(
        around=_texts(fields, "around", "around"),
        kinds={name: _kind(name, kind) for name, kind in kinds.items()},
        groups=_targets(fields, "groups"),
        topics=_targets(fields, "topics"),
    )


def _kind(name: str, data: Any) -> FollowUpKind:
    fields = _mapping(data, f"kinds.{name}")
    if not isinstance(fields.get("need"), str):
        raise ContentError(f"kinds.{name}.need: falta el texto")
    small_talk = fields.get("small_talk")
    return FollowUpKind(
        id=name,
        need=fields["need"],
        says=_texts(fields, "says", f"kinds.{name}.says"),
        examples=_texts(fields, "examples", f"kinds.{name}.examples"),
        small_talk=str(small_talk) if small_talk else None,
    )


def _targets(fields: Mapping[str, Any], name: str) -> dict[str, dict[str, Target]]:
    return {
        about: {
            kind: _target(target) for kind, target in _mapping(kinds, f"{name}.{about}").items()
        }
        for about, kinds in _mapping(fields.get(name), name).items()
    }


def _target(data: Any) -> Target:
    if isinstance(data, dict):
        return Target({str(country): str(topic) for country, topic in data.items()})
    values = [str(value) for value in data] if isinstance(data, list) else [str(data)]
    if all(value.startswith("«") for value in values):
        return Target(quotes=tuple(value.strip("«»") for value in values))
    return Target({ANY: values[0]})


def _texts(fields: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    values = fields.get(name) or []
    if not isinstance(values, list):
        raise ContentError(f"{where}: debe ser una lista")
    return tuple(str(value) for value in values)


def _mapping(data: Any, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ContentError(f"{where}: faltan los campos")
    return data
