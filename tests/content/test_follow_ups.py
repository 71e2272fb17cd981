"""Which topic answers a question that leans on the one before: data/follow_ups.yml."""

from typing import Any

import pytest

from bot.content.follow_ups import build_follow_ups
from bot.errors import ContentError
from tests.kit.factories import content

BEHAVED_IN_CODE = {
    "again", "explain", "what_is_it", "more", "why", "elsewhere", "how", "age", "for_me", "next",
    "where", "whom",
}  # fmt: skip


def made(**parts: Any) -> Any:
    kinds = {"time": {"need": "cuánto tarda", "says": ["cuanto tarda"]}}
    return build_follow_ups({"kinds": kinds, "groups": {}, "topics": {}, **parts})


def test_a_topic_goes_before_its_group_and_that_before_any() -> None:
    follow_ups = made(
        groups={"any": {"time": "a"}, "asylum": {"time": "b"}}, topics={"cost": {"time": "c"}}
    )
    found = [
        follow_ups.target([(topic, group)], "time")[1].topics_in(None)
        for topic, group in (("cost", "asylum"), ("deadline", "asylum"), ("school", "daily"))
    ]
    assert found == [["c"], ["b"], ["a"]]


def test_the_last_answer_goes_before_what_it_was_reached_from_unless_only_a_group_knows() -> None:
    follow_ups = made(
        groups={"asylum": {"time": "group"}},
        topics={"first": {"time": "own"}, "last": {"cost": "own"}},
    )
    both = [("last", "asylum"), ("first", "asylum")]
    assert follow_ups.target(both, "time")[0] == "first"
    assert follow_ups.target(both, "cost")[0] == "last"
    assert follow_ups.target(both, "safe") is None


def test_a_topic_by_country_is_one_two_or_none() -> None:
    target = made(topics={"what": {"how": {"MX": "a", "US": "b"}}}).target([("what", "x")], "how")
    assert target[1].topics_in("MX") == ["a"]
    assert target[1].topics_in(None) == ["a", "b"]
    only = made(topics={"what": {"how": {"MX": "a"}}}).target([("what", "x")], "how")
    assert only[1].topics_in("US") == []


def test_words_between_angle_quotes_are_quotes_of_the_answer() -> None:
    follow_ups = made(topics={"a": {"cost": "«es gratis»", "time": ["«tarda»", "«dura»"]}})
    assert follow_ups.topics["a"]["cost"].quotes == ("es gratis",)
    assert follow_ups.topics["a"]["time"].quotes == ("tarda", "dura")


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"kinds": []},
        {"kinds": {"time": {}}},
        {"kinds": {"time": {"need": "x", "says": 1}}},
        {"kinds": {}, "groups": {"asylum": "x"}, "topics": {}},
    ],
)
def test_a_broken_file_is_said_to_be(data: Any) -> None:
    with pytest.raises(ContentError):
        build_follow_ups(data)


def test_kinds_that_code_treats_apart_are_in_the_data() -> None:
    assert set(content().follow_ups.kinds) >= BEHAVED_IN_CODE
