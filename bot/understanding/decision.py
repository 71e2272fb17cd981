"""What the bot would do with a message: the words that importer, fallback and parse share."""

ANSWER = "answer"
SUGGEST = "suggest"
NOT_UNDERSTOOD = "not_understood"
HAND_OFF = "hand_off"
ASK_DANGER = "ask_danger"
SMALL_TALK = "small_talk"

SAY_COUNTRY = "say_country"  # the small talk that only says or asks about a place
OUT_OF_SCOPE = "out_of_scope"  # the small talk that is about nothing that the bot knows

NONE_OF_THESE = "none_of_these"  # the button «Otra cosa» under topics that were offered
FOLLOW_UP = (
    "follow_up_"  # and a kind of data/follow_ups.yml: an intent that leans on what was before
)
AS_FIRST = "as_first"  # the intent that such a message has where nothing was before
LEANS = "leans"  # the kind, also where the intent is about something graver
SECOND = "second"  # what else a message asks: {"topic": …} or, of the first topic, {"leans": …}
URGENCY = "urgency"  # what the urgency check says: {"outcome": …, "class": …}
