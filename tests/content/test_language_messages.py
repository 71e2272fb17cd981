"""What is said in other languages: numbers come from the contacts, and as they are dialled."""

from dataclasses import replace

from bot.content.language_messages import only_spanish, told
from tests.kit.factories import content


def test_a_contact_is_a_number_and_not_its_spanish_name() -> None:
    for language in content().languages.written.values():
        for message in (only_spanish(language, content()), told(language, content())):
            assert "911" in message.text
            assert "{" not in message.text
            assert "el 911" not in message.text


def test_another_number_is_said_at_once() -> None:
    ours = content()
    contacts = {**ours.contacts, "mx_911": replace(ours.contacts["mx_911"], dial="112")}
    english = ours.languages.written["en"]
    assert "call 112" in told(english, replace(ours, contacts=contacts)).text
