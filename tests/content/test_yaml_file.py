from datetime import date
from pathlib import Path

import pytest

from bot.content.yaml_file import YamlProblem, parse_document, places, read_document


def test_words_stay_words() -> None:
    """An editor who writes No means the word, and YAML 1.1 would read false."""
    document = parse_document("answers: [Sí, No, yes, on, null, true, 3, 2.5, 007, +52, 1_000]")
    expected = ["Sí", "No", "yes", "on", None, True, 3, 2.5, "007", "+52", "1_000"]
    assert document.data["answers"] == expected


def test_dates_are_dates_unless_quoted_or_impossible() -> None:
    document = parse_document("- 2026-11-24\n- '2026-11-24'\n- 2026-11-31\n- 2026-11\n")
    assert document.data == [date(2026, 11, 24), "2026-11-24", "2026-11-31", "2026-11"]


def test_every_place_has_its_line() -> None:
    document = parse_document("a:\n  - x\n  - {b: y,\n     c: z}\nd: |\n  uno\n  dos\n")
    assert document.line(("a",)) == 1
    assert document.line(("a", 1)) == 3
    assert document.line(("a", 1, "c")) == 4
    assert document.line(("a", 1, "missing", 4)) == 3
    assert document.line(("nowhere",)) == 1
    assert document.blocks == {("d",): 6}


def test_repeated_keys_are_kept_apart() -> None:
    document = parse_document("a: 1\nb: {c: 1, c: 2}\na: 3\n")
    assert document.data == {"a": 3, "b": {"c": 2}}
    assert document.repeated == [(("b", "c"), 2), (("a",), 3)]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: b: c\n", 1, "dos puntos"),
        ("a: 1\nb: 'x\nc: 2\nd: 'y'\n", 2, "comilla"),
        ('a: 1\nb: "x\nc: 2\n', 2, "comilla"),
        ("a: [1, 2\nb: 3\n", 2, "corchete"),
        ("a: {b: 1\nc: 3\n", 2, "corchete"),
        ("a:\n  b: 1\n c: 2\n", 3, "sangrado"),
        ("a:\n\tb: 1\n", 2, "tabulador"),
        ("- a\n---\n- b\n", 2, "dos"),
        ("a: *b\n", 1, "asterisco"),
        ("a: !b c: d\n", 1, ""),
        ("a: \x07\n", 1, ""),
        ("a: @b\n", 1, "signo"),
        ("a: &x [*x]\n", 1, ""),
    ],
)
def test_problems_say_line_and_cause_in_spanish(text: str, line: int, says: str) -> None:
    with pytest.raises(YamlProblem) as raised:
        parse_document(text, "f.yml")
    assert raised.value.line == line
    assert says in raised.value.what
    assert str(raised.value).startswith(f"f.yml:{line}: ")


def test_a_file_from_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes("\ufefftítulo: sí\r\nb: |\r\n  uno\r\n  dos\r\n".encode())
    assert read_document(path).data == {"título": "sí", "b": "uno\ndos\n"}


def test_an_empty_file_is_nothing() -> None:
    assert parse_document("").data is None
    assert parse_document("# nada\n").data is None


def test_places_go_through_everything() -> None:
    found = dict(places({"a": [1, {"b": "x"}]}))
    assert list(found) == [(), ("a",), ("a", 0), ("a", 1), ("a", 1, "b")]
    assert found["a", 1, "b"] == "x"
