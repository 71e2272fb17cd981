import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.payloads import more_payload, topic_payload
from bot.store.sealing import Sealer
from bot.telegram.callback_data import LIMIT, STAFF, read, sign
from tests.kit.factories import KEY, content

SEALER = Sealer(KEY)


def test_what_we_signed_is_read_back():
    assert read(SEALER, STAFF, sign(SEALER, STAFF, "take:17")) == "take:17"


def test_another_case_or_another_child_cannot_be_forged():
    data = sign(SEALER, STAFF, "take:17")
    assert read(SEALER, STAFF, data.replace("17", "18")) is None
    assert read(SEALER, "child", data) is None


@given(st.text(max_size=64))
def test_anything_else_is_refused(data):
    assert read(SEALER, STAFF, data) is None


def test_every_topic_fits_on_a_button():
    scope = "f" * 32
    for name in content().catalogue.topics:
        for payload in (topic_payload(name), more_payload(name)):
            assert len(sign(SEALER, scope, payload).encode()) <= LIMIT


def test_what_does_not_fit_is_our_mistake_and_said_so():
    with pytest.raises(ValueError, match="fit"):
        sign(SEALER, STAFF, "x" * 60)
