"""The teams' groups: which chat is whose, also after Telegram has moved one."""

from collections.abc import Mapping
from pathlib import Path

from bot.content.cache import current_content
from bot.content.render import render_phrase
from bot.desk import post
from bot.log import EventLog
from bot.store import cases, groups
from bot.store.cases import MAIN_TEAM
from bot.store.engine import Store, Tx
from bot.store.groups import Lost

_log = EventLog(__name__)


class Groups:
    """Says where a team's cases are shown, and whose group a chat is."""

    def __init__(self, store: Store, configured: Mapping[str, int], data_dir: Path) -> None:
        """Take over the settings.

        Args:
            store: remembers what has moved since.
            configured: the chat of each team; one of them is the main team.
            data_dir: the folder data/, for what the staff are told.
        """
        self._store = store
        self._data_dir = data_dir
        self._chats = store.do(lambda tx: self._configure(tx, configured))

    @property
    def chats(self) -> dict[str, int]:
        """The chat of each team."""
        return dict(self._chats)

    def chat(self, team: str | None) -> int:
        """Return the chat of a team; of one that is not there, the main team's."""
        return self._chats.get(team or MAIN_TEAM, self._chats[MAIN_TEAM])

    def team_of(self, chat: int) -> str | None:
        """Return whose group a chat is, or None if it is nobody's."""
        return next((team for team, own in self._chats.items() if own == chat), None)

    async def follow(self, team: str, chat: int) -> None:
        """Follow a team's group to another chat: its cases are shown there anew."""
        await self._store.run(lambda tx: self.move(tx, team, chat))

    def move(self, tx: Tx, team: str, chat: int) -> None:
        """Like :meth:`follow`, within a transaction."""
        self._show_anew(tx, groups.move(tx, team, chat))
        self._chats[team] = chat
        _log.warning("group.moved")

    async def refresh(self) -> None:
        """Look whether another bridge has followed a group."""
        self._chats = await self._store.run(groups.chats)

    def _configure(self, tx: Tx, configured: Mapping[str, int]) -> dict[str, int]:
        self._show_anew(tx, groups.configure(tx, configured))
        return groups.chats(tx)

    def _show_anew(self, tx: Tx, lost: Lost) -> None:
        for case_id in lost.in_hand:
            case = cases.get(tx, case_id)
            if case is not None:
                post.post_new_case(tx, case)
        for case_id in lost.not_copied:
            case = cases.get(tx, case_id)
            if case is not None:
                told = render_phrase("desk_undelivered_moved", current_content(self._data_dir))
                post.alert(tx, case, told)
