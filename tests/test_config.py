import os
import stat

import pytest
from cryptography.fernet import Fernet

from bot.config import NAMES, ROOT, load_settings
from bot.errors import ConfigError

GOOD = {"TELEGRAM_BOT_TOKEN": "123:abcdefghijklmnopqrstuvw", "STAFF_GROUP_ID": "-100123"}


@pytest.fixture
def given(tmp_path):
    return {"VAR_DIR": str(tmp_path)}


def test_without_a_token_it_is_the_sandbox(given):
    settings = load_settings(given)
    assert settings.is_sandbox
    assert settings.telegram_api == "http://127.0.0.1:8080"


def test_with_a_token_it_is_telegram(given):
    settings = load_settings(given | GOOD)
    assert not settings.is_sandbox
    assert settings.telegram_api == "https://api.telegram.org"
    assert settings.staff_group == -100123


def test_secrets_are_made_once_and_only_the_owner_can_read_them(given, tmp_path):
    first = load_settings(given)
    assert load_settings(given) == first
    mode = (tmp_path / "secrets.env").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert len({first.store_key, first.rasa_token, first.actions_token}) == 3


def test_secrets_of_the_environment_win(given):
    key = Fernet.generate_key().decode()
    assert load_settings(given | {"STORE_KEY": key, "RASA_TOKEN": "t"}).store_key == key


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"TELEGRAM_BOT_TOKEN": "nonsense", "STAFF_GROUP_ID": "-1"}, "TELEGRAM_BOT_TOKEN"),
        ({**GOOD, "STAFF_GROUP_ID": "123"}, "STAFF_GROUP_ID"),
        ({"TELEGRAM_BOT_TOKEN": GOOD["TELEGRAM_BOT_TOKEN"]}, "STAFF_GROUP_ID"),
        ({"STAFF_GROUP_ID": "-1"}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_API_URL": "http://x:1"}, "TELEGRAM_BOT_TOKEN"),
        ({"STAFF_GROUPS": "us:-2"}, "TELEGRAM_BOT_TOKEN"),
        ({**GOOD, "STAFF_GROUPS": "us=-2"}, "STAFF_GROUPS"),
        ({**GOOD, "STAFF_GROUPS": "us:2"}, "STAFF_GROUPS"),
        ({**GOOD, "STAFF_GROUPS": "main:-2"}, "STAFF_GROUPS"),
        ({**GOOD, "STAFF_GROUPS": "us:-2,us:-3"}, "STAFF_GROUPS"),
        ({**GOOD, "STAFF_GROUPS": "us:-2,en:-2"}, "STAFF_GROUPS"),
        ({**GOOD, "STAFF_GROUPS": f"us:{GOOD['STAFF_GROUP_ID']}"}, "STAFF_GROUPS"),
        ({**GOOD, "TELEGRAM_API_URL": "ftp://x"}, "TELEGRAM_API_URL"),
        ({**GOOD, "TELEGRAM_API_URL": "https://x:nada"}, "TELEGRAM_API_URL"),
        ({"RASA_URL": "http://example.org:5005"}, "RASA_URL"),
        ({"ACTIONS_URL": "http://127.0.0.1"}, "ACTIONS_URL"),
        ({"SANDBOX_PORT": "0"}, "SANDBOX_PORT"),
        ({"SANDBOX_PORT": "puerto"}, "SANDBOX_PORT"),
        ({"RASA_START_SECONDS": "-1"}, "RASA_START_SECONDS"),
        ({"STORE_KEY": "corta"}, "STORE_KEY"),
        ({"DATABASE_URL": "postgresql://localhost/x"}, "STORE_KEY"),
        ({"DATA_DIR": "/no/existe"}, "DATA_DIR"),
        ({"BOT_LOG_LEVEL": "LOUD"}, "BOT_LOG_LEVEL"),
        ({"TEXTS_KEPT_DAYS": "0"}, "TEXTS_KEPT_DAYS"),
        ({"CASES_KEPT_DAYS": "un año"}, "CASES_KEPT_DAYS"),
        ({"TEXTS_KEPT_DAYS": "31"}, "RETENTION_REASON"),
        ({"CASES_KEPT_DAYS": "91", "RETENTION_REASON": "porque sí"}, "CASES_KEPT_DAYS"),
    ],
)
def test_a_wrong_value_is_named_in_one_sentence(given, wrong, named):
    with pytest.raises(ConfigError, match=named) as caught:
        load_settings(given | wrong)
    assert "\n" not in str(caught.value)


def test_each_team_has_its_group(given):
    settings = load_settings({**given, **GOOD, "STAFF_GROUPS": "us:-2, en: -3,"})
    assert settings.groups == {"main": settings.staff_group, "us": -2, "en": -3}


def test_the_example_names_every_setting():
    text = (ROOT / ".env.example").read_text()
    assert [name for name in NAMES if f"{name}=" not in text] == []


def test_the_page_for_operators_names_every_setting():
    text = (ROOT / "docs" / "operar.md").read_text()
    assert [name for name in NAMES if f"`{name}`" not in text] == []


def test_things_are_kept_shorter_freely_and_longer_for_a_reason(given):
    usual = load_settings(given)
    assert (usual.texts_kept_days, usual.cases_kept_days) == (30, 90)
    short = load_settings({**given, "TEXTS_KEPT_DAYS": "7", "CASES_KEPT_DAYS": "30"})
    assert (short.texts_kept_days, short.cases_kept_days) == (7, 30)
    reason = "lo pide el juzgado en el expediente 12"
    long = load_settings({**given, "CASES_KEPT_DAYS": "365", "RETENTION_REASON": reason})
    assert (long.cases_kept_days, long.retention_reason) == (365, reason)


def test_the_process_environment_is_read(monkeypatch, tmp_path):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    assert load_settings().var_dir == tmp_path.resolve()
    assert os.environ["VAR_DIR"] == str(tmp_path)
