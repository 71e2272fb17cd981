"""Fitting texts into what Telegram takes: 1 to 4,096 characters, counted as UTF-16 units."""

from bot.store.outbox import OutboxRow

LIMIT = 4096


def length(text: str) -> int:
    """Return the length of a text as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str) -> list[str]:
    """Cut a text into pieces that Telegram takes, at line ends or spaces where there are any.

    Args:
        text: any text.

    Returns:
        One piece at least; what is only white space becomes "…", since Telegram takes no empty
        message.
    """
    found = []
    rest = text.strip()
    while length(rest) > LIMIT:
        cut = _longest_prefix(rest)
        space = max(rest.rfind("\n", 0, cut), rest.rfind(" ", 0, cut))
        at = space if space > cut // 2 else cut
        found.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    found.append(rest or "…")
    return found


def join_lines(rows: list[OutboxRow], between: str = "\n") -> tuple[list[OutboxRow], str]:
    """Put the texts of several rows into one message, as many as fit.

    Args:
        rows: rows with a text, oldest first; not empty.
        between: what stands between two texts.

    Returns:
        The rows that are in it, and the message.
    """
    taken, text = [rows[0]], str(rows[0].body["text"])
    for row in rows[1:]:
        longer = f"{text}{between}{row.body['text']}"
        if length(longer) > LIMIT:
            break
        taken.append(row)
        text = longer
    return taken, text


def _longest_prefix(text: str) -> int:
    units = 0
    for index, character in enumerate(text):
        units += 2 if ord(character) > 0xFFFF else 1
        if units > LIMIT:
            return index
    return len(text)
