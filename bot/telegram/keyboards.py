"""Buttons as Telegram wants them."""

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.store.sealing import Sealer
from bot.telegram.callback_data import sign

SHORT = 14  # labels up to this length may share a row on a small phone


def inline(
    sealer: Sealer, scope: str, buttons: Iterable[Sequence[str]]
) -> InlineKeyboardMarkup | None:
    """Return an inline keyboard, or None if there is nothing to press.

    Args:
        sealer: signs the payloads.
        scope: whose buttons: a conversation's id, or ``callback_data.STAFF``.
        buttons: pairs of label and payload.
    """
    rows: list[list[InlineKeyboardButton]] = []
    may_join = False
    for label, payload in buttons:
        button = InlineKeyboardButton(label, callback_data=sign(sealer, scope, payload))
        is_short = len(label) <= SHORT
        if may_join and is_short and len(rows[-1]) < 3:
            rows[-1].append(button)
        else:
            rows.append([button])
        may_join = is_short
    return InlineKeyboardMarkup(rows) if rows else None


def lasting(content: Content) -> ReplyKeyboardMarkup:
    """Return the keyboard that stays under the child's messages."""
    names = (("help",), ("topics", "human"), ("exit",))
    labels = [[render_phrase(f"button_{name}", content) for name in row] for row in names]
    return ReplyKeyboardMarkup(labels, resize_keyboard=True, is_persistent=True)
