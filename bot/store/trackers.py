"""Rasa's tracker store, for the one thing that Rasa has no call for: forgetting a child."""

from sqlalchemy import create_engine, inspect, text


def erase(url: str, conversation: str) -> None:
    """Delete all events of a conversation from Rasa's SQL tracker store.

    Args:
        url: SQLAlchemy URL of the tracker store.
        conversation: Rasa's ``sender_id``.
    """
    engine = create_engine(url, future=True)
    try:
        if inspect(engine).has_table("events"):  # made by Rasa on its first start
            with engine.begin() as conn:
                conn.execute(
                    text("DELETE FROM events WHERE sender_id = :sender"), {"sender": conversation}
                )
    finally:
        engine.dispose()
