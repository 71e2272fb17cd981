"""`python -m bot ready`, over the project's own content and a good one made from it."""

import argparse
import socket
from pathlib import Path

import pytest

from bot.cli import ready
from bot.config import ROOT
from bot.content.readiness import Gap
from bot.telegram import rights


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    ready.add_arguments(parser)
    return ready.run(parser.parse_args(list(arguments)))


def test_what_we_ship_may_not_open_and_says_why_in_spanish(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_network(*_arguments: object) -> None:
        raise AssertionError("ready used the network without being asked to")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    assert run() == 1
    said = capsys.readouterr().out
    assert said.startswith("Antes de abrir falta:\n\n 1. ")
    for words in (
        "data/organization.yml es todavía el ejemplo.",
        "Nadie está de turno para P1.",
        "Nadie está de turno para P2.",
        "turning_18, sponsor_requirements, sponsor_without_papers, is_border_open.",
        "privacidad",
        "Nadie ha mirado los derechos del bot en el grupo",
        "sin marcar nunca: mx_911, us_911, ",
    ):
        assert words in said, said
    assert "/" + "home" not in said


def test_many_names_are_counted_and_the_first_ones_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = tuple(f"contacto_{number}" for number in range(20))
    monkeypatch.setattr(ready, "find_gaps", lambda *_: [Gap("faltan", "llama", names)])
    assert run() == 1
    said = capsys.readouterr().out
    assert " 1. Faltan: contacto_0, contacto_1," in said
    assert "contacto_7 y 12 más.\n    → Llama.\n\nQueda 1 cosa.\n" in said


def test_nothing_left_is_success(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready, "find_gaps", lambda *_: [])
    assert run() == 0
    assert capsys.readouterr().out == "No falta nada: se puede abrir.\n"


@pytest.mark.parametrize("told", [[], [Gap("no es administrador", "nómbralo", is_group=True)]])
def test_what_telegram_tells_stands_in_place_of_the_date(
    told: list[Gap], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lacking(_settings: object) -> list[Gap]:
        return told

    monkeypatch.setattr(rights, "lacking_rights", lacking)
    monkeypatch.setattr(ready, "find_gaps", lambda *_: [Gap("nadie miró", "mira", is_group=True)])
    assert run("--ask-telegram") == len(told)
    said = capsys.readouterr().out
    assert "Nadie miró" not in said
    assert ("No es administrador" in said) is bool(told)


def test_another_project_can_be_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--root", str(tmp_path)) == 1
    said = capsys.readouterr().out
    assert "data/organization.yml falta" in said
    assert str(ROOT) not in said
