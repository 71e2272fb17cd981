"""Who is in the teams' groups: their administrators, and those who left with a case in hand."""

import asyncio

from telegram import BotCommand, BotCommandScopeChat

from bot.content.cache import current_content
from bot.content.render import render_phrase
from bot.desk import rota
from bot.desk.depart import depart
from bot.log import EventLog
from bot.store import cases, staff
from bot.store.engine import Tx
from bot.telegram.bridge import Bridge
from bot.telegram.commands import COMMANDS

LOOK_EVERY_SECONDS = 60.0
LONG_LOOK_EVERY = 10  # looks: at administrators, and at everybody who is known
_log = EventLog(__name__)


class Roster:
    """Keeps the list of the staff true, and the staff's commands in Telegram's menu."""

    def __init__(self, bridge: Bridge) -> None:
        """Make it over the bridge's parts."""
        self._it = bridge
        self._with_commands: set[int] = set()  # groups whose menu was set

    async def run(self) -> None:
        """Look for ever; cancel to stop."""
        looks = 0
        while True:
            for team, chat in self._it.groups.chats.items():
                try:
                    await self.say_commands(chat)
                    is_long_look = looks % LONG_LOOK_EVERY == 0
                    if is_long_look:
                        await self.note_supervisors(team, chat)
                    await self.look_for_departed(team, all_known=is_long_look)
                except Exception as error:  # this loop must outlive any failure
                    _log.warning("roster.not_looked", error)
            looks += 1
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def note_supervisors(self, team: str, chat: int) -> None:
        """Learn who administers a team's group, so that they can be rung before they ever act."""
        members = await self._it.bot.get_chat_administrators(chat)
        people = [member.user for member in members if not member.user.is_bot]

        def note(tx: Tx) -> None:
            keys = {tx.sealer.pseudonym("staff", person.id): person for person in people}
            for key, person in keys.items():
                staff.note_supervisor(tx, key, team, person.id, person.first_name)
            staff.keep_supervisors(tx, team, keys)

        await self._it.store.run(note)

    async def look_for_departed(self, team: str, *, all_known: bool = True) -> None:
        """Look who is no longer in a team's group, and free the cases of who is not.

        Args:
            team: whose group.
            all_known: look at everybody who is known, and not only at those who hold a case or
                are on duty.
        """
        content, plan = current_content(self._it.data_dir), self._it.plan

        def find(tx: Tx) -> dict[str, int | None]:
            people = staff.of_team(tx, team) if all_known else rota.on_duty(tx, team, plan)
            holders = {case.holder for case in cases.not_closed(tx, team) if case.holder}
            keys = holders | {one.key for one in people}
            return {key: staff.user_of(tx, key) for key in keys}

        for key, user in (await self._it.store.run(find)).items():
            is_gone = user is None or await self._it.access.standing(user, team) is None
            if is_gone:
                await self._it.store.run(
                    lambda tx, key=key: depart(tx, key, team, content, plan)  # type: ignore[misc]
                )
                self._it.outbox_news.set()

    async def say_commands(self, chat: int) -> None:
        """Show the staff's commands in Telegram's menu of a group, and nowhere else."""
        if chat in self._with_commands:
            return
        content = current_content(self._it.data_dir)
        commands = [
            BotCommand(name, render_phrase(f"staff_command_{name}", content)) for name in COMMANDS
        ]
        await self._it.bot.set_my_commands(commands, scope=BotCommandScopeChat(chat))
        self._with_commands.add(chat)
