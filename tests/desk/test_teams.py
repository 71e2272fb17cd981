from dataclasses import replace

import pytest

from bot.desk.hand_off import Reason, hand_off
from bot.desk.teams import team_for
from bot.store import cases, conversations, groups
from bot.store.engine import Store
from tests.kit.factories import child, content, plan, urgent_class


def with_teams():
    main = plan().teams["main"]
    us = replace(main, countries=frozenset({"US"}))
    english = replace(main, languages=frozenset({"en"}), countries=frozenset({"MX"}))
    lost = replace(main, languages=frozenset({"pt"}))
    return replace(plan(), teams={"main": main, "us": us, "english": english, "lost": lost})


@pytest.mark.parametrize(
    ("country", "language", "team"),
    [
        ("US", None, "us"),
        ("US", "en", "us"),
        ("MX", "en", "english"),
        ("MX", None, "main"),
        (None, None, "main"),
        (None, "pt", "main"),  # its team has no group
    ],
)
def test_a_case_goes_to_the_team_that_the_child_fits(store: Store, country, language, team):
    with store.begin() as tx:
        groups.configure(tx, {"main": -1, "us": -2, "english": -3})
        one = child(tx)
        conversations.set_country(tx, one, country)
        conversations.set_language(tx, one, language)
        assert team_for(tx, conversations.get(tx, one), with_teams()) == team
        hand_off(tx, one, Reason(urgent_class("P1"), "P1", "x"), content(), with_teams())
        case = cases.current(tx, one)
        assert case.team == team


def test_without_further_groups_all_are_the_main_teams(store: Store):
    with store.begin() as tx:
        one = child(tx)
        conversations.set_country(tx, one, "US")
        assert team_for(tx, conversations.get(tx, one), with_teams()) == "main"
