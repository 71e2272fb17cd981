import logging

import pytest

from bot.log import EventLog, SafeFormatter, safe_exception


def failing():
    try:
        raise ValueError("me llamo Xóchitl")
    except ValueError as error:
        raise RuntimeError("token 123:abc") from error


def caught() -> RuntimeError:
    try:
        failing()
    except RuntimeError as error:
        return error
    raise AssertionError


def test_an_exception_is_told_by_type_and_place_only():
    text = safe_exception(caught())
    assert text.startswith("RuntimeError at test_log.py:")
    assert "ValueError" in text
    assert "Xóchitl" not in text
    assert "123:abc" not in text


def test_the_formatter_leaves_the_message_of_the_exception_out():
    error = caught()
    info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "failed", (), info)
    text = SafeFormatter("%(message)s").format(record)
    assert "RuntimeError" in text
    assert "Xóchitl" not in text


def test_only_allowed_fields_can_be_logged():
    with pytest.raises(ValueError, match="text"):
        EventLog("x").info("said", text="me llamo Xóchitl")
