"""What is answered in the light of the topic before, from the project's own content."""

from datetime import date

import pytest

from bot.content.follow_up_messages import (
    ALMOST_ADULT,
    Before,
    Named,
    Reply,
    country_reply,
    follow_up_reply,
)
from bot.content.payloads import TALK_TO_HUMAN
from bot.content.render import render_phrase
from tests.kit.factories import content

TODAY = date(2026, 11, 24)


def before(
    topic: str, country: str | None = "MX", anchor: str | None = None, **more: bool
) -> Before:
    topics = content().topics
    return Before(topics[topic], country, topics[anchor] if anchor else None, **more)


def ask(kind: str, topic: str, country: str | None = "MX", **more: object) -> Reply:
    names = more.pop("names", None)
    return follow_up_reply(kind, before(topic, country, **more), content(), TODAY, names)  # type: ignore[arg-type]


def text(reply: Reply) -> str:
    return "\n\n".join(message.text for message in reply.messages)


def phrase(name: str) -> str:
    return render_phrase(name, content())


def test_another_topic_answers_what_it_is_about() -> None:
    assert ask("time", "what_is_asylum").topic == "how_long_asylum"
    assert ask("cost", "who_can_get_asylum").topic == "asylum_cost"


@pytest.mark.parametrize(
    ("country", "words"), [("MX", "CURP"), ("US", "con papeles o sin papeles")]
)
def test_a_paragraph_of_the_same_answer_is_repeated(country: str, words: str) -> None:
    said = text(ask("no_papers", "school", country))
    assert said.startswith(phrase("follow_up_own"))
    assert words in said
    assert len(said) < len(content().topics["school"].answers[country].text)


def test_a_paragraph_of_both_countries_is_headed_by_them() -> None:
    said = text(ask("no_papers", "school", None))
    assert phrase("in_mexico") in said
    assert phrase("in_united_states") in said


def test_what_the_country_has_no_paragraph_for_is_not_known() -> None:
    assert text(ask("cost", "school", "MX")) == phrase("follow_up_not_known")


def test_what_is_reached_by_a_follow_up_leaves_the_first_topic_in_mind() -> None:
    said = text(ask("no_papers", "how_long_asylum", anchor="ask_asylum_mexico"))
    assert "No te deben rechazar por no traer papeles" in said


def test_where_it_depends_on_the_country_both_are_offered() -> None:
    reply = ask("how", "what_is_asylum", None)
    assert text(reply) == phrase("follow_up_which")
    labels = [button.payload for button in reply.messages[0].buttons]
    assert labels[:2] == ["/ask_asylum_mexico", "/ask_asylum_us"]
    assert ask("how", "what_is_asylum", "US").topic == "ask_asylum_us"


@pytest.mark.parametrize("kind", sorted(content().follow_ups.kinds))
@pytest.mark.parametrize("country", ["MX", "US", None])
def test_every_topic_has_a_reply_to_every_kind_with_a_way_to_a_human(
    kind: str, country: str | None
) -> None:
    for topic in content().topics:
        reply = ask(kind, topic, country)
        if reply.topic is not None:
            assert reply.topic in content().topics
            continue
        assert text(reply), topic
        last = reply.messages[-1].buttons
        assert TALK_TO_HUMAN in [button.payload for button in last], topic
        assert all(len(message.text) <= 1500 for message in reply.messages), topic


def test_again_is_the_same_and_more_is_the_rest_once() -> None:
    assert ask("again", "what_is_asylum").topic == "what_is_asylum"
    more = ask("more", "what_is_asylum")
    assert more.says_more
    assert text(more).startswith("Pedirlo no quiere decir que te lo den")
    assert text(ask("more", "what_is_asylum", has_said_more=True)) == phrase("nothing_more")
    assert text(ask("more", "does_it_cost")) == phrase("nothing_more")


def test_why_is_the_rest_too() -> None:
    assert text(ask("why", "what_is_asylum")) == text(ask("more", "what_is_asylum"))
    assert text(ask("why", "does_it_cost")) == phrase("follow_up_not_known")


def test_shorter_is_the_first_paragraph_with_its_hard_words() -> None:
    said = text(ask("explain", "ask_asylum_mexico"))
    assert said.startswith(phrase("follow_up_shorter"))
    assert "Es gratis" not in said
    assert phrase("follow_up_words") in said
    assert "La COMAR, la oficina de refugio de México" in said


def test_what_is_it_explains_words_or_else_says_it_shorter() -> None:
    assert text(ask("what_is_it", "ask_asylum_mexico")).startswith(phrase("follow_up_words"))
    assert text(ask("what_is_it", "cannot_sleep")).startswith(phrase("follow_up_shorter"))


@pytest.mark.parametrize(
    ("age", "topic"), [(12, None), (ALMOST_ADULT, "turning_18"), (18, "turning_18")]
)
def test_who_is_almost_an_adult_is_told_what_changes(age: int, topic: str | None) -> None:
    reply = ask("age", "ask_asylum_mexico", names=Named(age=age))
    assert reply.topic == topic
    assert topic or text(reply) == phrase("follow_up_for_you")


def test_next_begins_anew_and_other_kinds_do_not() -> None:
    assert ask("next", "ask_asylum_mexico").is_new
    assert not ask("time", "ask_asylum_mexico").is_new


@pytest.mark.parametrize(("country", "there"), [("MX", "US"), ("US", "MX")])
def test_over_there_is_the_other_country(country: str, there: str) -> None:
    reply = ask("elsewhere", "asylum_deadline", country)
    assert (reply.topic, reply.country) == ("asylum_deadline", there)
    named = ask("elsewhere", "asylum_deadline", country, names=Named(country=country))
    assert named.country == country


def test_over_there_from_nowhere_is_not_known() -> None:
    assert text(ask("elsewhere", "asylum_deadline", None)) == phrase("follow_up_not_known")


@pytest.mark.parametrize(
    ("topic", "country", "answered"),
    [
        ("ask_asylum_us", "MX", "ask_asylum_mexico"),
        ("caught_by_inm", "US", "caught_by_border_patrol"),
        ("asylum_cost", "US", "asylum_cost"),
        ("what_is_asylum", "MX", None),
    ],
)
def test_and_in_that_country(topic: str, country: str, answered: str | None) -> None:
    reply = country_reply(country, before(topic), content(), is_asked=True)
    assert (reply.topic, reply.country) == (answered, country)
    assert answered or "México" in text(reply)


def test_who_says_where_it_is_gets_no_answer_twice() -> None:
    reply = country_reply("MX", before("what_is_asylum"), content(), is_asked=False)
    assert text(reply) == phrase("country_noted_mx")
    assert reply.messages[-1].buttons


def test_an_overdue_answer_is_not_taken_apart() -> None:
    late = date(2027, 12, 1)
    reply = follow_up_reply("no_papers", before("school"), content(), late)
    assert render_phrase("overdue_core", content()) in text(reply)
