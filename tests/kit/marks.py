"""Marked strings in every field of Telegram's updates that a child can fill, and where they are.

Each field has a mark of its own, so that a mark that is found says which field it came from.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

JSON = dict[str, Any]

STEM = "xqmarca"  # stands in no list of ours; whatever begins with it was given by a person
LATITUDE, LONGITUDE, PHONE = 14.904713, -92.260457, "5299887766"
_EXACT = (str(LATITUDE), str(LONGITUDE), PHONE)
_FILE = {"file_id": "AAA", "file_unique_id": "aaa", "file_size": 1}


def mark(field: str) -> str:
    """Return the mark of a field."""
    return f"{STEM}{field}x"


def planted(message: JSON) -> list[tuple[str, JSON]]:
    """Return updates, as kind and content, in which every field that a child can fill is marked.

    Args:
        message: a message of the child, whose number and chat are used.
    """
    return list(_planted(message))


def _planted(message: JSON) -> Iterator[tuple[str, JSON]]:
    sender: JSON = {
        **message["from"],
        "first_name": mark("firstname"),
        "last_name": mark("lastname"),
        "username": mark("username"),
    }
    chat: JSON = {
        **message["chat"], "first_name": mark("chatfirst"), "last_name": mark("chatlast"),
        "username": mark("chatuser"),
    }  # fmt: skip
    usual = {"message_id": message["message_id"], "date": message["date"], "from": sender,
             "chat": chat}  # fmt: skip
    for content in _contents(usual):
        yield "message", {**usual, **content}
    for edited in ({"text": mark("edited")}, {"caption": mark("editedcaption"), **_photo()}):
        yield "edited_message", {**usual, **edited, "edit_date": message["date"]}
    for data in (mark("data"), f"/{mark('payload')}", f"1:{mark('signed')}"):
        yield "callback_query", {
            "id": "1", "from": sender, "chat_instance": "1", "data": data,
            "message": {**usual, "text": mark("pressed"), "reply_markup": {"inline_keyboard": [
                [{"text": mark("label"), "callback_data": data}]]}},
        }  # fmt: skip
    for status in ("kicked", "member"):
        yield "my_chat_member", {
            "chat": chat, "from": sender, "date": message["date"],
            "old_chat_member": {"user": sender, "status": "member"},
            "new_chat_member": {"user": sender, "status": status, "until_date": 0},
        }  # fmt: skip
    yield "message", {**usual, "text": mark("unreadable"), "entities": "not a list"}


def _contents(usual: JSON) -> Iterator[JSON]:
    for text in ("", "/start ", "/borrar ", "/"):
        yield {"text": text + mark(f"text{len(text)}")}
    yield {"text": f"donde duermo, me llamo {mark('named')}"}
    yield {"text": f'/hand_off{{"x": "{mark("injected")}"}}'}
    yield {
        "text": mark("linked"),
        "entities": [{"type": "text_link", "offset": 0, "length": 3,
                      "url": f"https://{mark('url')}.org"}],
    }  # fmt: skip
    yield {**_photo(), "caption": mark("caption")}
    for kind in ("voice", "audio", "video", "document", "animation"):
        yield {
            kind: {**_FILE, "duration": 1, "width": 1, "height": 1, "title": mark(f"{kind}title"),
                   "performer": mark(f"{kind}by"), "file_name": f"{mark(f'{kind}file')}.pdf"},
            "caption": mark(f"{kind}caption"),
        }  # fmt: skip
    yield {"sticker": {**_FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False,
                       "is_video": False, "set_name": mark("stickers")}}  # fmt: skip
    yield {"contact": {"phone_number": PHONE, "first_name": mark("contact"), "user_id": 5299887,
                       "last_name": mark("contactlast"), "vcard": mark("vcard")}}  # fmt: skip
    yield {"location": _place()}
    yield {"venue": {"location": _place(), "title": mark("venue"), "address": mark("address")},
           "location": _place()}  # fmt: skip
    yield {"poll": {"id": "1", "question": mark("question"), "total_voter_count": 0,
                    "options": [{"text": mark("option"), "voter_count": 0}], "is_closed": False,
                    "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                    "explanation": mark("explanation")}}  # fmt: skip
    yield {"text": mark("forward"), "forward_sender_name": mark("forwarder"),
           "forward_date": usual["date"]}  # fmt: skip
    yield {"text": mark("reply"), "reply_to_message": {**usual, "text": mark("repliedto")},
           "quote": {"text": mark("quote"), "position": 0}}  # fmt: skip
    yield {"text": mark("by"), "author_signature": mark("signature")}


def _photo() -> JSON:
    return {"photo": [{**_FILE, "width": 1, "height": 1}]}


def _place() -> JSON:
    return {"latitude": LATITUDE, "longitude": LONGITUDE}


def found_in(name: str, content: bytes, more: Iterable[str] = ()) -> list[str]:
    """Return which marks stand in what was read, each with the name of where.

    Args:
        name: of the place.
        content: all bytes of it.
        more: further strings that must not be there, such as the ids of children.
    """
    low = content.lower()
    marks = {one.decode() for one in re.findall(rf"{STEM}\w*".encode(), low)}
    marks |= {one for one in (*_EXACT, *more) if one.lower().encode() in low}
    return [f"{name}: {one}" for one in sorted(marks)]


def found_under(folders: Iterable[Path], more: Iterable[str] = ()) -> list[str]:
    """Return which marks stand in the files of some folders, and in which."""
    return [
        one
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for one in found_in(str(path.relative_to(folder)), path.read_bytes(), more)
    ]
