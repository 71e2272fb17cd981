"""Lists of the desk that stand in two places do not drift apart."""

import re

import pytest

from bot.config import ROOT
from bot.desk import deadlines, due
from tests.kit.factories import content

SOURCES = [path for name in ("bot", "actions") for path in (ROOT / name).rglob("*.py")]
NAMED = re.compile(r'render_phrase\(\s*f?"(\w+)"|_message\("(\w+)"\)')


def test_each_kind_of_deadline_has_a_handler():
    own = {name: value for name, value in vars(deadlines).items() if name.isupper()}
    kinds = {
        kind for value in own.values() for kind in ([value] if isinstance(value, str) else value)
    }
    assert kinds
    assert kinds <= set(due.HANDLERS)


def test_steps_of_a_chain_are_handled_in_the_order_of_their_gravity():
    order = list(due.HANDLERS)
    for chain in due.CHAINS:
        assert [order.index(kind) for kind in chain] == sorted(map(order.index, chain))


@pytest.mark.parametrize(
    "name",
    sorted(
        {
            name
            for path in SOURCES
            for found in NAMED.findall(path.read_text())
            for name in found
            if name
        }
    ),
)
def test_each_phrase_that_the_code_names_is_written(name):
    assert name in content().phrases
