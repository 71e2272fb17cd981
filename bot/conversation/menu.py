"""The menu of topics, which works without Rasa."""

from bot.content.message import Button, Message
from bot.content.model import Content
from bot.content.payloads import MENU, TALK_TO_HUMAN, topic_payload
from bot.content.render import render_phrase

_PREFIX = "/menu:"


def menu_message(content: Content) -> Message:
    """Return the list of the groups that have topics, as buttons."""
    groups = dict.fromkeys(topic.group for topic in content.catalogue.topics.values())
    written = {topic.group for topic in content.topics.values()}
    buttons = [
        Button(render_phrase(f"group_{group}", content), _PREFIX + group)
        for group in groups
        if group in written
    ]
    return Message(render_phrase("menu", content), [*buttons, _human(content)])


def group_message(payload: str, content: Content) -> Message:
    """Return the topics of a group, as buttons; the whole menu if the group is not known.

    Args:
        payload: payload of a group's button.
        content: the content.
    """
    group = payload.removeprefix(_PREFIX)
    topics = [
        content.topics[name]
        for name, topic in content.catalogue.topics.items()
        if topic.group == group and name in content.topics
    ]
    if not topics:
        return menu_message(content)
    text = render_phrase("menu_group", content, group=render_phrase(f"group_{group}", content))
    buttons = [Button(topic.title, topic_payload(topic.id)) for topic in topics]
    return Message(
        text, [*buttons, Button(render_phrase("menu_elsewhere", content), MENU), _human(content)]
    )


def is_menu(payload: str) -> bool:
    """Return whether a payload is of the menu."""
    return payload == MENU or payload.startswith(_PREFIX)


def _human(content: Content) -> Button:
    return Button(render_phrase("button_human", content), TALK_TO_HUMAN)
