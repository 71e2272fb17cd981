"""Message texts: lengths, entities and Telegram's HTML."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.api import ENTITY_TYPES
from bot.sandbox.people import by_id
from bot.sandbox.refusal import bad_request

JSON = dict[str, Any]

MESSAGE_LENGTH = 4096
CAPTION_LENGTH = 1024

_TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}  # fmt: skip
_PIECE = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^<>]*)>|&(lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);|<")
_HREF = re.compile(r"""\s*href\s*=\s*("([^"]*)"|'([^']*)')\s*""")
_FOUND = (
    ("url", re.compile(r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?()»]")),
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}")),
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?!\w)")),
    ("mention", re.compile(r"(?<![\w@.])@[A-Za-z]\w{3,31}")),
    ("hashtag", re.compile(r"(?<![\w&])#\w*[^\W\d]\w*")),
)


@dataclass
class Text:
    """A text as it is shown, with the entities that format it."""

    text: str
    entities: list[JSON] = field(default_factory=list)

    def fields(self, name: str = "text") -> JSON:
        """Return the fields of a Message: ``text``/``entities`` or ``caption``/…."""
        if not self.text:
            return {}
        found = {name: self.text}
        entities = "entities" if name == "text" else "caption_entities"
        return {**found, entities: self.entities} if self.entities else dict(found)


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units, in which Telegram counts entities."""
    return len(text.encode("utf-16-le")) // 2


def read_text(
    text: str, parse_mode: str | None, entities: list[JSON] | None, limit: int = MESSAGE_LENGTH
) -> Text:
    """Read a text that the bot sends.

    Args:
        text: the text as given.
        parse_mode: only ``HTML`` is known here; Telegram's Markdown modes are refused.
        entities: entities given beside the text.
        limit: the longest text, in UTF-16 units (Telegram counts characters, so that this is
            the stricter of the two for emojis).

    Returns:
        The shown text without white space around it, with its entities.

    Raises:
        Refusal: the text cannot be parsed or is too long. An empty text is no error here.
    """
    if parse_mode and parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    shown = _parse_html(text) if parse_mode else Text(text, _checked(text, entities or []))
    shown = _strip(shown)
    if utf16_length(shown.text) > limit:
        what = "message" if limit == MESSAGE_LENGTH else "message caption"
        raise bad_request(f"{what} is too long")
    return Text(shown.text, _sorted([*shown.entities, *detect(shown.text)]))


def detect(text: str) -> list[JSON]:
    """Return the entities that Telegram finds by itself: commands, links, mentions, tags."""
    found: list[JSON] = []
    taken: list[range] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            if any(match.start() in span or match.end() - 1 in span for span in taken):
                continue
            taken.append(range(match.start(), match.end()))
            found.append(
                {
                    "type": kind,
                    "offset": utf16_length(text[: match.start()]),
                    "length": utf16_length(match.group()),
                }
            )
    return _sorted(found)


def _sorted(entities: list[JSON]) -> list[JSON]:
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _checked(text: str, entities: list[JSON]) -> list[JSON]:
    length = utf16_length(text)
    for entity in entities:
        if entity["type"] not in ENTITY_TYPES:
            raise bad_request("can't parse MessageEntity: unsupported type specified")
        if entity["offset"] < 0 or entity["length"] <= 0:
            raise bad_request("entity has an invalid offset or length")
        if entity["offset"] + entity["length"] > length:
            raise bad_request("entity ends after the end of the text")
        for kind, needed in (("text_link", "url"), ("text_mention", "user")):
            if entity["type"] == kind and not entity.get(needed):
                raise bad_request(f"can't parse MessageEntity: can't find field \"{needed}\"")
    return [shown for entity in entities if (shown := _as_shown(entity))]


def _as_shown(entity: JSON) -> JSON | None:
    """Return an entity as Telegram shows it: a mention of somebody it does not know is dropped."""
    if entity["type"] != "text_mention":
        return entity
    someone = by_id(entity["user"]["id"])
    return {**entity, "user": someone.as_user()} if someone else None


def _parse_html(source: str) -> Text:
    shown = ""
    entities: list[JSON] = []
    opened: list[tuple[str, JSON]] = []
    last = 0
    for match in _PIECE.finditer(source):
        shown += source[last : match.start()]
        last = match.end()
        closing, tag, rest, reference = match.groups()
        if reference:
            shown += html.unescape(match.group())
        elif tag is None:
            raise _unparsable("Unsupported start tag", source, match.start())
        elif closing:
            entity = _close(opened, tag, source, match.start())
            entity["length"] = utf16_length(shown) - entity["offset"]
            entities.extend([entity] if entity["length"] else [])
        else:
            entity = _open(tag.lower(), rest, source, match.start())
            opened.append((tag.lower(), {**entity, "offset": utf16_length(shown)}))
    if opened:
        raise bad_request(
            f"can't parse entities: Can't find end tag corresponding to start tag "
            f'"{opened[-1][0]}"'
        )
    return Text(shown + source[last:], entities)


def _open(tag: str, rest: str, source: str, place: int) -> JSON:
    if tag not in _TAGS or (rest.strip() and tag != "a"):
        raise _unparsable(f'Unsupported start tag "{tag}"', source, place)
    if tag != "a":
        return {"type": _TAGS[tag]}
    link = _HREF.fullmatch(rest)
    if link is None:
        raise _unparsable('Unsupported start tag "a"', source, place)
    return {"type": "text_link", "url": html.unescape(link[2] or link[3] or "")}


def _close(opened: list[tuple[str, JSON]], tag: str, source: str, place: int) -> JSON:
    if not opened or opened[-1][0] != tag.lower():
        raise _unparsable("Unmatched end tag", source, place)
    return opened.pop()[1]


def _unparsable(what: str, source: str, place: int) -> Exception:
    offset = len(source[:place].encode())
    return bad_request(f"can't parse entities: {what} at byte offset {offset}")


def _strip(shown: Text) -> Text:
    """Take the white space around a text away, as Telegram does, and move its entities."""
    before = utf16_length(shown.text) - utf16_length(shown.text.lstrip())
    text = shown.text.strip()
    end = utf16_length(text)
    moved = []
    for entity in shown.entities:
        start = max(entity["offset"] - before, 0)
        stop = min(entity["offset"] + entity["length"] - before, end)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return Text(text, moved)
