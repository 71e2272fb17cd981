"""Figures of the running bridge, for Prometheus: counts and times, never a text, id or name."""

from prometheus_client import Counter, Gauge, Histogram

# What became of a turn. RASA_DOWN: a fixed sentence stood in. FAILED: let go after several tries.
RASA, RASA_DOWN, FIXED, URGENT, HUMAN, FAILED = OUTCOMES = (
    "rasa", "rasa_down", "fixed", "urgent", "human", "failed",
)  # fmt: skip

ANSWERS = Counter("bot_answers", "Turns of children, by what became of them", ["outcome"])
for _outcome in OUTCOMES:
    ANSWERS.labels(_outcome)  # a count that begins to exist with its first event shows no rise
SENT = Counter("bot_deliveries", "Attempts to hand a row to Telegram, by delivery", ["delivery"])
ANSWER_SECONDS = Histogram(
    "bot_answer_seconds",
    "From the end of a turn's grouping window until its answer is in the outbox",
    buckets=(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30),
)
OLDEST_UNSENT = Gauge("bot_oldest_unsent_seconds", "Age of the oldest message that waits to go")
OLDEST_UNANSWERED = Gauge("bot_oldest_unanswered_seconds", "Age of the oldest unanswered message")
OLDEST_UNCLAIMED = Gauge("bot_oldest_unclaimed_seconds", "Age of the oldest case nobody has taken")
WAITING_CASES = Gauge("bot_unclaimed_cases", "Cases that nobody has taken")
IS_LEADER = Gauge("bot_is_leader", "1 in the bridge that sends and runs the desk")
