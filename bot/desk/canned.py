"""Replies that are ready: the team's own sentences, and the bot's answers."""

from datetime import date

from rapidfuzz import fuzz, process

from bot.content.model import Content
from bot.content.placeholders import fill
from bot.content.render import render_answer, render_phrase
from bot.desk import relay
from bot.desk.access import Worker
from bot.desk.plan import Canned, Plan
from bot.errors import CaseConflict
from bot.language.plain_words import plain_words
from bot.store import conversations
from bot.store.cases import Case
from bot.store.engine import Tx

NEAREST = 3  # topics that are offered when none is named clearly


def canned_text(canned_id: str, content: Content, plan: Plan) -> str | None:
    """Return a canned reply as the child reads it, or None if there is none of that name."""
    found = next((one for one in plan.canned if one.id == canned_id), None)
    return None if found is None else _filled(found, content)


def answer_text(tx: Tx, case: Case, topic_id: str, content: Content, today: date) -> str:
    """Return the bot's answer to a topic in the country where the child is.

    Raises:
        ContentError: there is no such topic.
    """
    country = conversations.get(tx, case.conversation_id).country
    messages = render_answer(topic_id, country, content, today)
    return "\n\n".join(message.text for message in messages)


def find_topics(wish: str, content: Content) -> list[str]:
    """Return the topics that somebody means.

    Args:
        wish: an id, or words of a title.
        content: the topics.

    Returns:
        One topic if it is clear which, else the nearest few.
    """
    if wish in content.topics:
        return [wish]
    titles = {name: topic.title for name, topic in content.topics.items()}
    words = set(plain_words(wish).split())
    whole = [
        name
        for name, title in titles.items()
        if words and words <= set(plain_words(title).split())
    ]
    if len(whole) == 1:
        return whole
    among = {name: titles[name] for name in whole} or titles
    nearest = process.extract(
        wish, among, scorer=fuzz.token_set_ratio, processor=plain_words, limit=NEAREST
    )
    return [name for _, _, name in nearest]


def send(
    tx: Tx, case: Case | None, worker: Worker, text: str, dedupe: str, content: Content
) -> None:
    """Send a ready reply to the child; the same preview sends it once only.

    Raises:
        CaseConflict: the worker does not hold the case, or it was sent already.
    """
    if case is None or not relay.is_holder(case, worker):
        raise CaseConflict(render_phrase("desk_only_holder", content))
    if not relay.send(tx, case, worker, relay.RELAY, {"text": text}, dedupe=dedupe):
        raise CaseConflict(render_phrase("desk_sent_before", content))


def _filled(canned: Canned, content: Content) -> str:
    return fill(canned.text, content.contacts, {})
