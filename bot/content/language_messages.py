"""What is said to a child who writes in a language that the bot does not speak."""

from bot.content.languages import Language
from bot.content.message import Button, Message
from bot.content.model import Content
from bot.content.payloads import MENU, TALK_TO_HUMAN, danger_payload
from bot.content.phrases import render_phrase
from bot.content.placeholders import fill, names_in


def only_spanish(language: Language, content: Content) -> Message:
    """Say that the bot knows Spanish only; a person, and help in danger, are a button away.

    The bot cannot tell whether what it does not understand is a cry for help. So whoever writes
    in another language can always say so by a button.

    Args:
        language: the child's.
        content: the content.
    """
    return Message(
        _filled(language.only_spanish, content),
        [
            Button(language.button_danger, danger_payload("yes")),
            Button(language.button_human, TALK_TO_HUMAN),
            Button(render_phrase("button_topics", content), MENU),
        ],
    )


def told(language: Language, content: Content) -> Message:
    """Say that the team knows of the danger, after the first reply that is in Spanish.

    Args:
        language: the child's.
        content: the content.
    """
    return Message(_filled(language.told, content))


def _filled(text: str, content: Content) -> str:
    """Write contacts as a number to dial: their names are Spanish.

    Raises:
        ContentError: a name is no contact.
    """
    found = {name: content.contacts.get(name) for name in names_in(text)}
    dialled = {name: contact.dial for name, contact in found.items() if contact and contact.dial}
    return fill(text, content.contacts, dialled)
