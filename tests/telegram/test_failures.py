from datetime import timedelta

import pytest
from telegram import error as telegram_error

from bot.telegram.failures import (
    BLOCKED,
    LATER,
    MESSAGE_GONE,
    MOST_REFUSALS,
    NOT_FOUND,
    REFUSED,
    REJECTED,
    THREAD_CLOSED,
    THREAD_GONE,
    TOO_LONG,
    UNCHANGED,
    backoff,
    delivery_of,
    delivery_to_group,
)

EXAMPLES = {
    "BadRequest": telegram_error.BadRequest("whatever"),
    "ChatMigrated": telegram_error.ChatMigrated(-100),
    "Conflict": telegram_error.Conflict("two"),
    "EndPointNotFound": telegram_error.EndPointNotFound("x"),
    "Forbidden": telegram_error.Forbidden("bot was blocked by the user"),
    "InvalidToken": telegram_error.InvalidToken(),
    "NetworkError": telegram_error.NetworkError("down"),
    "PassportDecryptionError": telegram_error.PassportDecryptionError("x"),
    "RetryAfter": telegram_error.RetryAfter(7),
    "TelegramError": telegram_error.TelegramError("x"),
    "TimedOut": telegram_error.TimedOut(),
}


def test_every_error_of_telegram_has_its_place():
    assert set(EXAMPLES) == set(telegram_error.__all__)
    for error in EXAMPLES.values():
        assert delivery_of(error).name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Message is not modified: …", UNCHANGED),
        ("Bad Request: message thread not found", THREAD_GONE),
        ("Chat not found", NOT_FOUND),
        ("Message is too long", TOO_LONG),
        ("Message to edit not found", MESSAGE_GONE),
        ("Message can't be edited", MESSAGE_GONE),
        ("Message can't be copied", REJECTED),
        ("TOPIC_CLOSED", THREAD_CLOSED),
        ("can't parse entities", REFUSED),
    ],
)
def test_bad_requests_are_told_apart(text, expected):
    assert delivery_of(telegram_error.BadRequest(text)) == expected


def test_blocked_is_final_and_told_to_the_staff():
    assert delivery_of(EXAMPLES["Forbidden"]) == BLOCKED
    assert BLOCKED.is_final
    assert BLOCKED.tell_staff


def test_a_lost_answer_is_tried_again():
    assert delivery_of(EXAMPLES["TimedOut"]) == LATER


def test_telegrams_own_wait_is_kept():
    assert delivery_of(EXAMPLES["RetryAfter"]).wait == timedelta(seconds=7)


def test_who_is_in_danger_does_not_wait_long_after_an_outage():
    assert all(backoff(attempts, is_urgent=True) <= timedelta(seconds=5) for attempts in range(40))


def test_backoff_grows_and_ends():
    waits = [backoff(attempts) for attempts in range(40)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=1)
    assert waits[-1] == timedelta(minutes=1)


@pytest.mark.parametrize(
    "error",
    [
        EXAMPLES["Forbidden"],
        telegram_error.BadRequest("Chat not found"),
        telegram_error.BadRequest("not enough rights to send"),
    ],
)
def test_a_group_that_refuses_once_is_asked_again(error):
    assert not delivery_to_group(delivery_of(error), 0).is_final


def test_what_can_never_be_sent_does_not_hold_up_its_case():
    too_long = delivery_of(telegram_error.BadRequest("Message is too long"))
    assert delivery_to_group(too_long, 0).is_final
    unknown = delivery_of(telegram_error.BadRequest("whatever"))
    assert delivery_to_group(unknown, MOST_REFUSALS).is_final
