from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.limits import GROUP_WINDOW_SECONDS, PER_GROUP_WINDOW, PER_SECOND, Limits

wishes = st.lists(
    st.tuples(st.sampled_from(["group", "a", "b", "c"]), st.booleans(), st.floats(0, 2)),
    max_size=300,
)


@given(wishes)
def test_no_limit_of_telegram_is_ever_crossed(wanted):
    limits, now, sent = Limits(), 0.0, []
    for chat, is_alert, pause in wanted:
        now += pause
        is_group = chat == "group"
        if limits.may_send(chat, now, is_group=is_group, is_alert=is_alert):
            limits.sent(chat, now, is_group=is_group)
            sent.append((now, chat))
    for start, chat in sent:
        second = [other for at, other in sent if start <= at < start + 1]
        assert len(second) <= PER_SECOND
        assert second.count(chat) == 1
        minute = [at for at, other in sent if other == "group" and start <= at < start + 60]
        assert len(minute) <= PER_GROUP_WINDOW


def test_routine_lines_leave_room_for_alerts():
    limits, now = Limits(), 0.0
    while limits.may_send("group", now, is_group=True, is_alert=False):
        limits.sent("group", now, is_group=True)
        now += 1.5
    assert now < GROUP_WINDOW_SECONDS
    assert limits.may_send("group", now, is_group=True, is_alert=True)


def test_retry_after_holds_for_its_chat_alone():
    limits = Limits()
    limits.pause("a", 30.0)
    assert not limits.may_send("a", 29.0, is_group=False, is_alert=True)
    assert limits.may_send("b", 29.0, is_group=False, is_alert=False)
    assert limits.may_send("a", 31.0, is_group=False, is_alert=False)
