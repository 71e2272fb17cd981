"""docs/contenido.md: its commands work, its files pass, its messages are what the checks say."""

import argparse
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from bot.cli import content as command
from bot.config import ROOT
from bot.content.checks import held_out, length
from bot.content.checks.run import find_all
from bot.content.checks.spelling import dictionary
from bot.content.contact_block import PER_COUNTRY
from bot.content.readiness import CALL_IS_GOOD_FOR
from bot.content.render import OVERDUE_SHOWN_DAYS
from bot.language.normalise import normalise
from bot.language.urgency.patterns import PatternSet, Words
from bot.store import missed

TODAY = date(2026, 11, 24)
GUIDE = (ROOT / "docs/contenido.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
COMMANDS = [line for kind, _, text in BLOCKS if kind == "sh" for line in text.splitlines()]
FILES = {name: text for kind, name, text in BLOCKS if kind == "yaml"}
(MESSAGES,) = (text for kind, _, text in BLOCKS if kind == "text")
ONLY_READ = re.compile(r"python -m bot (content (check|list|show)\b.*|ready)")

TOPIC = "data/topics/daily_needs/lost_phone.yml"
TESTS = "tests/topics/daily_needs/lost_phone.yml"
URGENT = "data/urgent/lost_or_stranded.yml"
CATALOGUE, CONTACTS = "data/catalogue.yml", "data/contacts.yml"
NEIGHBOURS = ("daily_needs/phone_and_internet", "family/lost_family_contact",
              "daily_needs/find_shelter")  # fmt: skip


@dataclass(frozen=True)
class Mistake:
    """A slip of the pen in one of the guide's files, and a part of what is said about it."""

    label: str
    old: str
    new: str
    says: str
    file: str = TOPIC


MISTAKES = (
    Mistake("dos puntos sin comillas", "title: Perdí", "title: Ayuda: perdí", "de más"),
    Mistake("un campo mal escrito", "follow_ups:", "folow_ups:", "no existe aquí"),
    Mistake("un contacto que no existe", "{mx_911}", "{mx_91}", "no existe"),
    Mistake("un número escrito a mano", "{mx_911}", "911", "escrito a mano"),
    Mistake("demasiado largo", "Dilo a una", "Dilo a una " * 30, "caracteres"),
    Mistake("cuesta leerlo", "Así nadie más la usa.", "Automáticamente inhabilitarás "
            "extraordinarias comunicaciones electrónicas malintencionadas posteriores.", "leerlo"),
    Mistake("una promesa", "Así nadie más la usa.", "No te va a pasar nada.", "promete"),
    Mistake("una palabra sin explicar", "Así nadie más", "Ni el sponsor ni nadie", "se explica"),
    Mistake("una palabra difícil (aviso)", "con el teléfono", "mediante el teléfono", "difícil"),
    Mistake("falta de ortografía (aviso)", "contraseña", "contrazeña", "diccionario"),
    Mistake("sin fuentes", "sources:\n  - {publisher: Seguridad digital básica, title: Qué hacer "
            "si pierdes el celular, date: sin fecha}\n", "", "de dónde sale"),
    Mistake("una fecha imposible", "2027-05-23", "2027-02-30", "no existe"),
    Mistake("vencida (aviso)", "reviewed: 2026-11-24\nreview_after: 2027-05-23",
            "reviewed: 2026-05-24\nreview_after: 2026-11-20", "venció"),
    Mistake("un botón que no lleva a nada", "find_shelter", "find_shelters", "no existe"),
    Mistake("pocos ejemplos", "", "", "se entiende mal"),
    Mistake("dos ejemplos iguales", "  - se me perdio", "  - en el bus me robaron el cel\n"
            "  - se me perdio", "casi repite"),
    Mistake("una prueba que ya es ejemplo", "un vato me quito el fon anoche",
            "me robaron el cel en el bus", "entre los ejemplos", TESTS),
    Mistake("un país que no toca", "  ANY:", "  MX:", "no lleva respuesta"),
    Mistake("un patrón mal escrito", "patterns:\n", "patterns:\n  - estoy (perdido|perdida\n",
            "paréntesis", URGENT),
    Mistake("el contacto: un número mal copiado", "'+525555555555'", "'+5255555555'",
            "número que exista", CONTACTS),
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in which an editor has followed the guide up to «Leer lo que dice la revisión»."""
    kept = [CATALOGUE, CONTACTS, URGENT, "data/words.yml", "data/phrases.yml"]
    kept += [f"data/topics/{name}.yml" for name in NEIGHBOURS]
    for name in kept:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    catalogue = tmp_path / CATALOGUE
    text = catalogue.read_text("utf-8")
    catalogue.write_text(
        text.replace("  daily_needs:\n", f"  daily_needs:\n{FILES[CATALOGUE]}"), "utf-8"
    )
    (new,) = (line for line in COMMANDS if "content new" in line)
    assert run_content(tmp_path, *shlex.split(new)[4:]) == 0
    for name in (TOPIC, TESTS):
        assert (tmp_path / name).exists()
        (tmp_path / name).write_text(FILES[name], "utf-8")
    contacts = tmp_path / CONTACTS
    contacts.write_text(f"{contacts.read_text('utf-8')}\n{FILES[CONTACTS]}", "utf-8")
    return tmp_path


def run_content(root: Path, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(["--root", str(root), *arguments]))


def said_about(mistake: Mistake, project: Path) -> str:
    path = project / mistake.file
    right = path.read_text("utf-8")
    assert mistake.old in right, mistake
    path.write_text(right.replace(mistake.old, mistake.new, 1), "utf-8")
    found = [
        str(finding)
        for finding in find_all(project, TODAY)
        if finding.file == mistake.file and mistake.says in f"{finding.field} {finding.what}"
    ]
    path.write_text(right, "utf-8")
    assert found, mistake
    return found[0]


def test_the_messages_are_what_the_checks_say(project: Path) -> None:
    """On failure, the difference shows what the guide should say now."""
    mistakes = [
        item for item in MISTAKES if "ortografía" not in item.label or dictionary() is not None
    ]
    said = "".join(f"# {item.label}\n{said_about(item, project)}\n" for item in mistakes)
    shown = MESSAGES
    if len(mistakes) < len(MISTAKES):  # no dictionary here
        shown = re.sub(r"# falta de ortografía.*\n.*\n", "", shown)
    assert _without_last_lines(shown) == _without_last_lines(said)


def _without_last_lines(text: str) -> str:
    """Take out the numbers of lines that move whenever a contact is added."""
    return re.sub(r"(?<=contacts\.yml:)\d+", "N", text)


def test_the_guides_files_pass_but_for_the_examples_left_out(project: Path) -> None:
    found = [
        (finding.file, finding.field)
        for finding in find_all(project, TODAY)
        if finding.file in {TOPIC, TESTS} or "casa_puente" in finding.field
    ]
    assert found == [(TOPIC, "examples")]


def test_the_guides_topic_can_be_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_content(project, "show", "lost_phone") == 0
    assert "Desde cualquiera puedes llamar al 911" in capsys.readouterr().out


@pytest.mark.parametrize("line", [line for line in COMMANDS if ONLY_READ.fullmatch(line)])
def test_a_command_that_only_reads_works(line: str) -> None:
    done = subprocess.run(
        [sys.executable, *shlex.split(line)[1:]],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode in ({0} if "show" in line or "list" in line else {0, 1})
    assert done.stdout.strip()
    assert done.stderr == ""


@pytest.mark.parametrize("line", [line for line in COMMANDS if not ONLY_READ.fullmatch(line)])
def test_a_command_that_does_something_exists(line: str) -> None:
    last = line.rpartition("| ")[2]
    if target := re.fullmatch(r"make (\w+)", last):
        assert re.search(rf"^{target[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
    elif tests := re.fullmatch(r"python -m pytest (\S+)", last):
        assert (ROOT / tests[1]).exists()
    elif ours := re.fullmatch(r"python -m bot (\w+) ?(.*)", last):
        parser = argparse.ArgumentParser()
        import_module(f"bot.cli.{ours[1]}").add_arguments(parser)
        parser.parse_args(shlex.split(ours[2]))
    else:
        assert last == "source .venv/bin/activate"


def test_there_are_commands_of_both_kinds() -> None:
    """So that the tests above do not pass because they found nothing."""
    only_read = [line for line in COMMANDS if ONLY_READ.fullmatch(line)]
    assert len(only_read) >= 6
    assert len(COMMANDS) - len(only_read) >= 6


def test_every_command_in_the_text_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"`make (\w+)`", GUIDE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for act in re.findall(r"`content (\w+)`", GUIDE):
        assert act in {"check", "list", "new", "show"}


def test_every_file_that_the_guide_names_exists() -> None:
    for name in re.findall(r"`((?:data|tests)/[\w./-]*)`", GUIDE):
        assert (ROOT / name).exists(), name
    for pattern in re.findall(r"`(data/\w+/<[^`]+)`", GUIDE):
        assert list(ROOT.glob(re.sub(r"<[^>]+>", "*", pattern))), pattern


def test_the_patterns_match_what_the_guide_says() -> None:
    rows = re.findall(r"^\| `(.+?)` \| [^|]+ \| «(.+?)» \| «(.+?)» \|$", GUIDE, re.MULTILINE)
    assert len(rows) == 5
    for pattern, found, not_found in rows:
        patterns = PatternSet([("x", pattern.replace("\\|", "|"))])
        assert list(patterns.find(Words.of(normalise(found)))), found
        assert not list(patterns.find(Words.of(normalise(not_found)))), not_found


def test_the_limits_are_those_of_the_code() -> None:
    for words in (
        f"**{length.CHARACTERS} caracteres y tres párrafos",
        f"A los **{OVERDUE_SHOWN_DAYS} días**",
        f"cada {CALL_IS_GOOD_FOR.days} días",
        f"Se guarda {missed.KEPT.days} días",
        "hasta seis líneas",
        "hasta tres por país",
        "(cinco por tema)",
        "**60 o más**",
    ):
        assert words in GUIDE
    assert (length.PARAGRAPHS, length.FIRST_REPLY_LINES) == (3, 6)
    assert (PER_COUNTRY, held_out.ENOUGH) == (3, 5)
