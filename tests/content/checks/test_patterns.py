"""The syntax is said twice, here and where patterns are matched; the two must not drift apart."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.content.checks.run import find_all
from bot.errors import ContentError
from bot.language.urgency.patterns import PatternSet

Edit = Callable[[str, str, str], Path]
FIRST = "me (esta|estan) pegando"
GOOD = [
    "me pega",
    "me (pega|va a pegar) [mi] (tio|tia)",
    "golpe* ... [la|el] cara",
    "(kiero|quiero) morirme",
    "[ya] no aguanto",
    "me (voy a (tirar|lanzar)|tiro) (al|a la) (tren|via*)",
]
BAD = [
    "me (pega|(va a) ya",
    "me (pega|) ya",
    "me (pega",
    "me (pega]",
    "me pega)",
    "me [pega",
    "()",
    "[ya]",
    "([ya])",
    "a*",
    "ya|ahora",
    "...",
]


def refused_by_the_matcher(pattern: str) -> bool:
    try:
        PatternSet([("key", pattern)])
    except ContentError:
        return True
    return False


@pytest.mark.parametrize("pattern", GOOD)
def test_good_patterns_pass_both(pattern: str, project: Path, edit: Edit) -> None:
    edit("data/urgent/violence_now.yml", f"- {FIRST}", f"- '{pattern}'")
    assert find_all(project, date(2026, 11, 24)) == []
    assert not refused_by_the_matcher(pattern)


def test_a_pattern_may_name_a_list_that_is_there(project: Path, edit: Edit) -> None:
    edit("data/urgent/violence_now.yml", f"- {FIRST}", "- mi <familiar> me pega")
    found = [finding.what for finding in find_all(project, date(2026, 11, 24))]
    assert found == ["«<familiar>» no se entiende en el patrón «mi <familiar> me pega»"]
    (project / "data/lexicon.yml").write_text("lists:\n  familiar: [mamá]\n", "utf-8")
    assert find_all(project, date(2026, 11, 24)) == []


@pytest.mark.parametrize("pattern", BAD)
def test_what_the_matcher_refuses_the_check_finds(pattern: str, project: Path, edit: Edit) -> None:
    edit("data/urgent/violence_now.yml", f"- {FIRST}", f"- '{pattern}'")
    assert refused_by_the_matcher(pattern)
    assert [finding.field for finding in find_all(project, date(2026, 11, 24))] == ["patterns[1]"]
