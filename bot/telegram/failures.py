"""What became of a message, from a closed list; each of Telegram's errors has its place."""

from dataclasses import dataclass
from datetime import timedelta

from telegram import error as telegram_error

LONGEST_URGENT_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=1)
MOST_REFUSALS = 8  # of one message by the staff group, if Telegram does not say what is wrong
MOST_LOST_COPIES = 4  # a copy whose answer is lost again and again may have arrived each time


@dataclass(frozen=True)
class Delivery:
    """The outcome of sending.

    Attributes:
        name: "sent", "later", "blocked", "not_found", "too_long", "message_gone", "rejected",
            "refused", "unchanged", "thread_gone" or "thread_closed".
        is_final: it will not be tried again.
        tell_staff: a caseworker's message did not arrive, and she must know.
        wait: for "later": how long Telegram asks to wait; None: back off by ourselves.
    """

    name: str
    is_final: bool
    tell_staff: bool = False
    wait: timedelta | None = None


SENT = Delivery("sent", is_final=True)
UNCHANGED = Delivery("unchanged", is_final=True)  # an edit that changes nothing
LATER = Delivery("later", is_final=False)
BLOCKED = Delivery("blocked", is_final=True, tell_staff=True)
NOT_FOUND = Delivery("not_found", is_final=True, tell_staff=True)
TOO_LONG = Delivery("too_long", is_final=True, tell_staff=True)
MESSAGE_GONE = Delivery("message_gone", is_final=True, tell_staff=True)  # can't be edited any more
REJECTED = Delivery("rejected", is_final=True, tell_staff=True)
REFUSED = Delivery("refused", is_final=True, tell_staff=True)  # for a reason that we don't know
THREAD_GONE = Delivery("thread_gone", is_final=False)
THREAD_CLOSED = Delivery("thread_closed", is_final=False)

_BAD_REQUESTS = (
    ("message is not modified", UNCHANGED),
    ("topic_not_modified", UNCHANGED),
    ("message thread not found", THREAD_GONE),
    ("topic_deleted", THREAD_GONE),
    ("topic_id_invalid", THREAD_GONE),
    ("chat not found", NOT_FOUND),
    ("user not found", NOT_FOUND),
    ("peer_id_invalid", NOT_FOUND),
    ("topic_closed", THREAD_CLOSED),
    ("message is too long", TOO_LONG),
    ("caption is too long", TOO_LONG),
    ("text is empty", REJECTED),
    ("button_data_invalid", REJECTED),
    ("message to copy not found", REJECTED),
    ("message to edit not found", MESSAGE_GONE),
    ("message can't be edited", MESSAGE_GONE),
    ("message to react not found", REJECTED),
    ("message can't be", REJECTED),
    ("reaction_invalid", REJECTED),
)


def delivery_of(error: Exception) -> Delivery:
    """Return what an exception of a call to Telegram means.

    An answer that was lost counts as not sent: a second copy hurts a child less than silence.

    Args:
        error: what the call raised.
    """
    if isinstance(error, telegram_error.RetryAfter):
        return Delivery("later", is_final=False, wait=_as_timedelta(error.retry_after))
    if isinstance(error, telegram_error.Forbidden):
        return BLOCKED
    if isinstance(error, telegram_error.BadRequest):
        text = error.message.lower()
        return next((delivery for part, delivery in _BAD_REQUESTS if part in text), REFUSED)
    if isinstance(error, telegram_error.ChatMigrated):
        return LATER
    if isinstance(error, telegram_error.TelegramError):
        # NetworkError, TimedOut, Conflict, InvalidToken, EndPointNotFound …:
        # nothing about the message is wrong, so it waits until the world is right again.
        return LATER
    return REJECTED


def delivery_to_group(delivery: Delivery, attempts: int) -> Delivery:
    """Return what a failure means for the staff group.

    A case must reach the staff even if the bot was thrown out of the group, lost its rights or the
    group was unreachable for a while: people put that right, and then the rows must be there.

    Args:
        delivery: what the failure would mean for a child's chat.
        attempts: how often it failed before.
    """
    if delivery in {BLOCKED, NOT_FOUND}:
        return LATER
    return LATER if delivery == REFUSED and attempts < MOST_REFUSALS else delivery


def backoff(attempts: int, *, is_urgent: bool = False) -> timedelta:
    """Return how long to wait after that many failures: 1, 2, 4 … s, at most a minute.

    Args:
        attempts: failures before this one.
        is_urgent: a child in danger waits for it: at most 5 s, our own figure, which is still kind
            to a server that is down.
    """
    longest = LONGEST_URGENT_WAIT if is_urgent else LONGEST_WAIT
    return min(timedelta(seconds=2 ** min(attempts, 10)), longest)


def _as_timedelta(value: "int | timedelta") -> timedelta:
    return value if isinstance(value, timedelta) else timedelta(seconds=value)
