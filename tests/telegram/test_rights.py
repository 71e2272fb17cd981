"""What Telegram tells about the bot in the staff group, asked of the sandbox."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.config import SANDBOX_GROUP, SANDBOX_TOKEN, Settings, load_settings
from bot.errors import ConfigError
from bot.sandbox.bot_api import _HANDLERS
from bot.telegram.rights import lacking_rights
from tests.kit.sandbox import Sandbox, running_sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
def settings(sandbox: Sandbox, tmp_path: Path) -> Settings:
    """As if the sandbox were Telegram."""
    own = load_settings({"VAR_DIR": str(tmp_path)})
    return replace(own, telegram_api=sandbox.base_url, is_sandbox=False)


async def told(settings: Settings) -> list[str]:
    return [gap.what for gap in await lacking_rights(settings)]


async def test_nothing_is_lacking(settings: Settings) -> None:
    assert (settings.telegram_token, settings.staff_group) == (SANDBOX_TOKEN, SANDBOX_GROUP)
    assert await told(settings) == []


async def test_a_bot_that_may_not_manage_threads(settings: Settings, sandbox: Sandbox) -> None:
    sandbox.do("rights", can_manage_topics=False)
    assert await told(settings) == ["el bot no puede gestionar temas en el grupo"]


async def test_privacy_mode(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    open_bot = _HANDLERS["getMe"]
    monkeypatch.setitem(
        _HANDLERS,
        "getMe",
        lambda *asked: {**open_bot(*asked), "can_read_all_group_messages": False},
    )
    assert await told(settings) == ["el bot tiene modo de privacidad"]


async def test_in_a_group_without_threads_there_are_none_to_manage(tmp_path: Path) -> None:
    own = load_settings({"VAR_DIR": str(tmp_path)})
    with running_sandbox(mode="plain") as plain:
        asked = replace(own, telegram_api=plain.base_url, is_sandbox=False)
        assert "el bot no puede gestionar temas en el grupo" not in await told(asked)


async def test_another_group(settings: Settings) -> None:
    elsewhere = replace(settings, staff_group=-1009999999999)
    assert await told(elsewhere) == ["el bot no está en el grupo del equipo"]


async def test_what_cannot_be_asked_is_one_sentence(settings: Settings) -> None:
    with pytest.raises(ConfigError, match="no conoce"):
        await lacking_rights(replace(settings, telegram_token="1:otro"))
    with pytest.raises(ConfigError, match="no contesta"):
        await lacking_rights(replace(settings, telegram_api="http://127.0.0.1:9"))
    with pytest.raises(ConfigError, match="no hay TELEGRAM_BOT_TOKEN"):
        await lacking_rights(replace(settings, is_sandbox=True))


async def test_what_is_lacking_in_one_of_several_groups_names_its_team(
    settings: Settings, sandbox: Sandbox
) -> None:
    sandbox.add_group("us", -1001000000002)
    sandbox.do("rights", chat="us", can_manage_topics=False)
    both = replace(settings, other_groups={"us": -1001000000002})
    (gap,) = await lacking_rights(both)
    assert gap.names == ("us",)
