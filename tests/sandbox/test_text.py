import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.refusal import Refusal
from bot.sandbox.text import detect, read_text, utf16_length


@pytest.mark.parametrize(
    ("source", "shown", "entities"),
    [
        ("<b>Hola</b> tú", "Hola tú", [("bold", 0, 4)]),
        ("  <i>a</i> ", "a", [("italic", 0, 1)]),
        ("🆘 <b>ya</b>", "🆘 ya", [("bold", 3, 2)]),
        ("a &lt;b&gt; &amp; c", "a <b> & c", []),
        ('<a href="https://e.mx">aquí</a>', "aquí", [("text_link", 0, 4)]),
        ("<b>a <i>b</i></b>", "a b", [("bold", 0, 3), ("italic", 2, 1)]),
        ("<b></b>vacío", "vacío", []),
    ],
)
def test_html_becomes_entities(
    source: str, shown: str, entities: list[tuple[str, int, int]]
) -> None:
    read = read_text(source, "HTML", None)
    assert read.text == shown
    assert [(e["type"], e["offset"], e["length"]) for e in read.entities] == entities


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unmatched end tag at byte offset 1"),
        ("<b><i>a</b></i>", "Unmatched end tag at byte offset 7"),
        ("3 < 4", "Unsupported start tag at byte offset 2"),
        ("ñ <p>a</p>", 'Unsupported start tag "p" at byte offset 3'),
    ],
)
def test_wrong_html_is_refused(source: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_text(source, "HTML", None)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


def test_other_parse_modes_are_refused() -> None:
    with pytest.raises(Refusal, match="unsupported parse_mode"):
        read_text("*a*", "MarkdownV2", None)


def test_the_length_counts_after_entities() -> None:
    assert len(read_text(f"<b>{'a' * 4096}</b>", "HTML", None).text) == 4096
    with pytest.raises(Refusal, match="message is too long"):
        read_text("a" * 4097, None, None)
    with pytest.raises(Refusal, match="message is too long"):
        read_text("🆘" * 2049, None, None)
    with pytest.raises(Refusal, match="message caption is too long"):
        read_text("a" * 1025, None, None, 1024)


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        ({"type": "bold", "offset": 3, "length": 9}, "entity ends after the end of the text"),
        ({"type": "bold", "offset": -1, "length": 2}, "entity has an invalid offset or length"),
        ({"type": "loud", "offset": 0, "length": 2}, "unsupported type specified"),
        ({"type": "text_link", "offset": 0, "length": 2}, 'can\'t find field "url"'),
    ],
)
def test_wrong_entities_are_refused(entity: dict[str, object], reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        read_text("hola", None, [entity])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start", [("bot_command", "/start")]),
        ("ve a /temas@bot_de_prueba ya", [("bot_command", "/temas@bot_de_prueba")]),
        ("y/o", []),
        ("mira https://gob.mx/comar.", [("url", "https://gob.mx/comar")]),
        (
            "@alguien #ayuda a@b.mx",
            [("mention", "@alguien"), ("hashtag", "#ayuda"), ("email", "a@b.mx")],
        ),
        ("https://e.mx/#parte", [("url", "https://e.mx/#parte")]),
    ],
)
def test_telegram_finds_entities_by_itself(text: str, found: list[tuple[str, str]]) -> None:
    assert [(e["type"], text[e["offset"] :][: e["length"]]) for e in detect(text)] == found


@given(st.text())
def test_entities_lie_within_any_text(text: str) -> None:
    encodable = text.encode(errors="ignore").decode()
    shown = read_text(encodable[:4000], None, None, limit=10_000)
    for entity in shown.entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"]
        assert entity["offset"] + entity["length"] <= utf16_length(shown.text)
