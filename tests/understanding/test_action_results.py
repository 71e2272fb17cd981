import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction

from bot.understanding.action_results import check_results_quickly

GOOD = {"events": [{"event": "slot", "name": "a", "value": 1}], "responses": [{"text": "hola"}]}


@pytest.fixture
def action(monkeypatch: pytest.MonkeyPatch) -> RemoteAction:
    check = RemoteAction._validate_action_result
    monkeypatch.setattr(RemoteAction, "_validate_action_result", check)  # and back afterwards
    check_results_quickly()
    return RemoteAction("action_any", None)


def test_what_an_action_returns_is_still_checked(action: RemoteAction):
    assert action._validate_action_result(GOOD)
    for bad in ({"events": "none"}, {"responses": ["text"]}, {"events": [{"name": "a"}]}):
        with pytest.raises(jsonschema.ValidationError):
            action._validate_action_result(bad)


def test_rasas_schema_is_not_checked_again(action: RemoteAction, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_args: object, **_more: object) -> None:
        raise AssertionError("the schema was checked again")

    for name in ("Draft7Validator", "Draft202012Validator"):
        monkeypatch.setattr(getattr(jsonschema, name), "check_schema", refuse)
    assert action._validate_action_result(GOOD)
