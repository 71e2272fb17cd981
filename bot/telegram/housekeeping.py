"""What happens in a team's group that is nobody's act: it moves, somebody goes or hides."""

from typing import Any

from bot.content.cache import current_content
from bot.content.render import render_phrase
from bot.desk import post, relay
from bot.desk.depart import depart
from bot.store import cases, conversations
from bot.store.cases import Case
from bot.store.engine import Tx
from bot.telegram.bridge import Bridge
from bot.telegram.intake import AtOnce
from bot.telegram.updates import ANONYMOUS, GROUP_MOVED, MEMBER, THREAD_CLOSED


class Housekeeping:
    """Acts at once, in the transaction that keeps the update."""

    def __init__(self, bridge: Bridge) -> None:
        """Make it over the bridge's parts."""
        self._it = bridge
        self.at_once: dict[str, AtOnce] = {
            GROUP_MOVED: self._group_moved,
            MEMBER: self._member_changed,
            ANONYMOUS: self._anonymous,
            THREAD_CLOSED: self._thread_closed,
        }

    def _group_moved(self, tx: Tx, body: dict[str, Any]) -> None:
        self._it.groups.move(tx, body["team"], body["chat"])

    def _member_changed(self, tx: Tx, body: dict[str, Any]) -> None:
        """Ask anew what somebody may do; who went is out at once."""
        user, team = body["user"], body["team"]
        self._it.access.forget(user, team)
        if not body["is_out"]:
            return
        key = tx.sealer.pseudonym("staff", user)
        depart(tx, key, team, current_content(self._it.data_dir), self._it.plan)

    def _anonymous(self, tx: Tx, body: dict[str, Any]) -> None:
        """Tell an administrator who writes as the group that nothing of it goes to the child."""
        case = self._case_of(tx, body)
        if case is None or case.conversation_id is None:
            return
        if relay.is_internal(body["text"] or body["caption"]):
            return
        content = current_content(self._it.data_dir)
        alias = conversations.get(tx, case.conversation_id).alias
        said = render_phrase("desk_anonymous", content, alias=alias)
        post.alert(tx, case, said, reply_to=body["message_id"])

    def _thread_closed(self, tx: Tx, body: dict[str, Any]) -> None:
        """Open the thread of a case in hand again, so that everybody can write there."""
        case = self._case_of(tx, body)
        if case is not None and case.state != cases.CLOSED:
            post.close_thread(tx, case)

    def _case_of(self, tx: Tx, body: dict[str, Any]) -> Case | None:
        if body["thread"] is not None:
            return cases.by_thread(tx, body["team"], body["thread"])
        if body["reply_to"] is not None:
            return cases.by_message(tx, body["team"], body["reply_to"])
        return None
