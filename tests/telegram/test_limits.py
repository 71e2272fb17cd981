from hypothesis import given
from hypothesis import strategies as st

from bot.store.outbox import ALARM, REPLY, ROUTINE, SOON, SPARE, URGENT
from bot.telegram.limits import (
    CROWDED,
    GROUP_WINDOW_SECONDS,
    PER_GROUP_WINDOW,
    PER_SECOND,
    ROOM,
    SECOND,
    SLACK_SECONDS,
    TALK_AHEAD,
    Limits,
)

GROUPS = {"group:main", "group:us"}
wishes = st.lists(
    st.tuples(
        st.sampled_from([*sorted(GROUPS), "a", "b", "c"]),
        st.sampled_from([ALARM, URGENT, SOON, REPLY, ROUTINE, SPARE]),
        st.booleans(),
        st.floats(0, 2),
    ),
    max_size=300,
)


@given(wishes)
def test_no_limit_of_telegram_is_ever_crossed(wanted):
    limits, now, sent = Limits(), 0.0, []
    for chat, priority, is_talk, pause in wanted:
        now += pause
        is_group = chat in GROUPS
        if limits.may_send(chat, now, is_group=is_group, priority=priority, is_talk=is_talk):
            limits.sent(chat, now, is_group=is_group, is_talk=is_talk)
            sent.append((now, chat))
    for start, chat in sent:
        second = [other for at, other in sent if start <= at < start + 1]
        assert len(second) <= PER_SECOND
        assert second.count(chat) == 1
        for group in GROUPS:
            minute = [at for at, other in sent if other == group and start <= at < start + 60]
            assert len(minute) <= PER_GROUP_WINDOW


def fill(limits: Limits, priority: int, now: float = 0.0) -> float:
    """Send to the group for as long as this priority may; return when it ended."""
    while limits.may_send("group:main", now, is_group=True, priority=priority):
        limits.sent("group:main", now, is_group=True)
        now += 1.5
    return now


def test_what_is_less_urgent_leaves_room_for_what_is_more():
    limits, now = Limits(), 0.0
    for priority in (SPARE, ROUTINE, REPLY, URGENT, ALARM):
        before = now
        now = fill(limits, priority, now)
        assert now > before, "there was room left"
    assert now < GROUP_WINDOW_SECONDS


def test_what_takes_two_messages_waits_until_there_is_room_for_both():
    limits = Limits()
    limits.sent("group:main", 0.0, is_group=True, calls=ROOM[URGENT] - 1)
    one = {"is_group": True, "priority": URGENT}
    assert limits.may_send("group:main", 2.0, **one)
    assert not limits.may_send("group:main", 2.0, **one, calls=2)


def test_one_teams_group_does_not_use_up_anothers():
    limits = Limits()
    fill(limits, URGENT)
    assert limits.may_send("group:us", 40.0, is_group=True, priority=SPARE)


def test_retry_after_holds_for_its_chat_alone_and_for_reactions_too():
    limits = Limits()
    limits.pause("a", 30.0)
    urgent = {"is_group": False, "priority": URGENT}
    assert not limits.may_send("a", 29.0, **urgent)
    assert not limits.may_call("a", 29.0)
    assert limits.may_send("b", 29.0, **urgent)
    assert limits.may_send("a", 31.0, **urgent)


def test_however_many_new_cases_come_those_who_talk_keep_their_share():
    limits, group = Limits(), {"is_group": True}
    talk = {**group, "priority": REPLY, "is_talk": True}
    assert limits.may_send("group:main", 0.0, **talk)
    limits.sent("group:main", 0.0, **group, is_talk=True)
    now = fill(limits, URGENT, 1.5)
    said = 1
    while limits.may_send("group:main", now, **talk):
        limits.sent("group:main", now, **group, is_talk=True)
        now, said = now + 1.5, said + 1
    assert said == 1 + TALK_AHEAD  # the rest of its share comes as room comes free; see below


def test_talk_beyond_its_share_does_not_hold_up_what_is_urgent():
    limits, now, sent = Limits(), 0.0, {True: 0, False: 0}
    for _ in range(400):  # ten minutes in which all of it waits all the time
        now += 1.5
        for is_talk in (False, True):  # the sender looks at the most urgent first
            wish = {"is_group": True, "priority": REPLY if is_talk else URGENT}
            if limits.may_send("group:main", now, **wish, is_talk=is_talk):
                limits.sent("group:main", now, is_group=True, is_talk=is_talk)
                sent[is_talk] += 1
    assert sent[True] >= 40
    assert sent[False] > 2 * sent[True]


def test_what_needs_two_messages_is_not_kept_waiting_for_ever_by_what_needs_one():
    limits, wish = Limits(), {"is_group": True, "priority": REPLY}
    now = fill(limits, REPLY)
    for _ in range(600):  # the two come first; what needs one, and talk, wait behind them
        now += 0.5
        if limits.may_send("group:main", now, **wish, calls=2):
            return
        for is_talk in (False, True):
            if limits.may_send("group:main", now, **wish, is_talk=is_talk, is_behind=True):
                limits.sent("group:main", now, is_group=True, is_talk=is_talk)
    raise AssertionError("there never was room for two")


def test_where_nobody_talks_nothing_is_kept_free():
    limits = Limits()
    now = fill(limits, URGENT)
    assert now > (ROOM[URGENT] - 1) * 1.5


def test_what_all_may_get_is_spread_over_the_second():
    limits, now, sent = Limits(), 100.0, []
    while now < 103.0:
        now += limits.wait(now)
        limits.sent(str(len(sent)), now, is_group=False)
        sent.append(now)
    assert len(sent) >= 3 * PER_SECOND / SECOND
    most = max(sum(start <= at < start + 0.2 for at in sent) for start in sent)
    assert most <= PER_SECOND * (0.2 + SLACK_SECONDS) + 1


def test_messages_are_saved_while_much_is_sent():
    limits = Limits()
    for number in range(CROWDED):
        assert not limits.is_crowded(number / PER_SECOND)
        limits.sent(str(number), number / PER_SECOND, is_group=False)
    assert limits.is_crowded(CROWDED / PER_SECOND)
    assert not limits.is_crowded(2.0)
