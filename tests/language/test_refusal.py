import pytest

from bot.language.refusal import refuses_human


@pytest.mark.parametrize(
    "text",
    ["no quiero hablar con nadie", "no kiero q me escriba nadie", "mejor contigo",
     "ya no quiero una persona", "no me pases con nadie porfa"],
)  # fmt: skip
def test_a_human_is_refused(text: str) -> None:
    assert refuses_human(text)


@pytest.mark.parametrize(
    "text",
    ["quiero hablar con una persona", "no", "no quiero hablar con mi papa", "nadie me ayuda",
     "no quiero hablar con nadie de mi familia, me pegaron y ahora no se que hacer yo solo",
     ""],
)  # fmt: skip
def test_nothing_else_is_a_refusal(text: str) -> None:
    assert not refuses_human(text)
