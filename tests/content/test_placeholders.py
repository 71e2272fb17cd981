import pytest

from bot.content.model import Contact
from bot.content.placeholders import fill, names_in
from bot.errors import ContentError

CONTACTS = {
    name: Contact(name, name, short, ("MX",))
    for name, short in {
        "mx_911": "el 911",
        "comar": "la COMAR",
        "beta": "los Grupos Beta",
        "acnur": "ACNUR",
    }.items()
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Llama a {mx_911}.", "Llama al 911."),
        ("El número de {mx_911} sirve.", "El número del 911 sirve."),
        ("Ve a {comar}, es gratis.", "Ve a la COMAR, es gratis."),
        ("{comar} decide.", "La COMAR decide."),
        ("Es gratis. {comar} decide.", "Es gratis. La COMAR decide."),
        ("Es gratis.\n\n{comar} decide.", "Es gratis.\n\nLa COMAR decide."),
        ("¿{comar} avisa?", "¿La COMAR avisa?"),
        ("Di: {comar} no avisa", "Di: la COMAR no avisa"),
        ("Llama a los {beta}.", "Llama a los Grupos Beta."),
        ("La {comar} decide.", "La COMAR decide."),
        ("Para {acnur} o {mx_911}", "Para ACNUR o el 911"),
        ("Sala {mx_911}", "Sala el 911"),
        ("sin nada", "sin nada"),
    ],
)
def test_a_contact_joins_its_sentence(text: str, expected: str) -> None:
    assert fill(text, CONTACTS, {}) == expected


def test_values_go_first_and_are_not_read_again() -> None:
    assert fill("{a} {comar}", CONTACTS, {"a": "{comar}", "comar": "x"}) == "{comar} x"


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(ContentError, match="nadie"):
        fill("Ve a {nadie}", CONTACTS, {})


def test_names_are_found_in_order() -> None:
    assert names_in("{b} y {a} {no es} {") == ["b", "a"]
