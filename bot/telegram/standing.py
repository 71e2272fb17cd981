"""What somebody is in a group, as Telegram says."""

from telegram import Bot, ChatMember
from telegram.error import BadRequest

from bot.desk.access import Standing

_SUPERVISORS = {ChatMember.OWNER, ChatMember.ADMINISTRATOR}
# That the group itself is not found says nothing about the person.
_UNKNOWN_PERSON = ("user not found", "member not found", "participant_id_invalid")


async def standing_in(bot: Bot, chat: int, user_id: int) -> Standing | None:
    """Ask Telegram what somebody is in a group now.

    Args:
        bot: calls Telegram.
        chat: the group.
        user_id: Telegram's id.

    Returns:
        The standing, or None for who is no member.

    Raises:
        telegram.error.TelegramError: Telegram could not be asked.
    """
    try:
        member = await bot.get_chat_member(chat, user_id)
    except BadRequest as error:
        if any(words in error.message.lower() for words in _UNKNOWN_PERSON):
            return None
        raise
    if member.status in _SUPERVISORS:
        return Standing(is_supervisor=True)
    is_in = member.status == ChatMember.MEMBER or bool(getattr(member, "is_member", False))
    return Standing(is_supervisor=False) if is_in else None
