"""What the hard words of a text mean, from data/words.yml."""

from bot.content.checks.phrasing import phrase_pattern
from bot.content.model import Content
from bot.content.words import plain

MOST = 3


def meanings(text: str, content: Content) -> list[str]:
    """Return what the hard words of a text mean, in the order in which they stand there.

    Args:
        text: what a child was told, or asks about.
        content: the content.

    Returns:
        At most three sentences' beginnings such as «La COMAR, la oficina de refugio de México».
    """
    bare = plain(text)
    found: dict[str, int] = {}
    for item in content.jargon:
        match = phrase_pattern(item.word).search(bare)
        if match:
            found.setdefault(item.say[:1].upper() + item.say[1:], match.start())
    return sorted(found, key=lambda say: found[say])[:MOST]
