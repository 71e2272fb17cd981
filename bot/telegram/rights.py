"""What the bot may do in the teams' groups, as Telegram tells it."""

from dataclasses import replace

from telegram import Bot, ChatMemberAdministrator, ChatMemberOwner
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.config import MAIN_TEAM, Settings
from bot.content.readiness import Gap
from bot.errors import ConfigError


async def lacking_rights(settings: Settings) -> list[Gap]:
    """Ask Telegram what the bot lacks in the teams' groups.

    Args:
        settings: with the token and the groups.

    Returns:
        What to change; nothing if all is well.

    Raises:
        ConfigError: there is no token, or Telegram does not answer.
    """
    if settings.is_sandbox:
        raise ConfigError(
            "no hay TELEGRAM_BOT_TOKEN en .env, y sin él no hay grupo que mirar: ponlo, o quita "
            "--ask-telegram."
        )
    try:
        async with Bot(settings.telegram_token, base_url=f"{settings.telegram_api}/bot") as bot:
            found = {team: await _lacking(bot, chat) for team, chat in settings.groups.items()}
    except InvalidToken as error:
        raise ConfigError(
            "Telegram no conoce el TELEGRAM_BOT_TOKEN: cópialo otra vez de BotFather."
        ) from error
    except TelegramError as error:
        raise ConfigError(
            "Telegram no contesta: revisa la conexión y TELEGRAM_API_URL, y repite la orden."
        ) from error
    if len(found) == 1:
        return found[MAIN_TEAM]
    return [replace(gap, names=(team,)) for team, gaps in found.items() for gap in gaps]


async def _lacking(bot: Bot, group: int) -> list[Gap]:
    try:
        chat = await bot.get_chat(group)
        member = await bot.get_chat_member(group, bot.id)
    except (BadRequest, Forbidden):
        return [
            _gap("el bot no está en el grupo del equipo", "añádelo, o corrige el número en .env")
        ]
    lacking = []
    if not isinstance(member, (ChatMemberAdministrator, ChatMemberOwner)):
        lacking.append(_gap("el bot no es administrador del grupo", "nómbralo en Administradores"))
    elif chat.is_forum and not getattr(member, "can_manage_topics", False):
        lacking.append(
            _gap(
                "el bot no puede gestionar temas en el grupo",
                "dale el permiso «Gestionar temas» en Administradores",
            )
        )
    if not bot.bot.can_read_all_group_messages:
        lacking.append(
            _gap("el bot tiene modo de privacidad", "en @BotFather: /setprivacy, Disable")
        )
    return lacking


def _gap(what: str, remedy: str) -> Gap:
    return Gap(what, remedy, is_group=True)
