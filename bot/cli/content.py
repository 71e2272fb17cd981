"""`python -m bot content …`: what the people who write the content work with."""

import argparse
import sys
from pathlib import Path

from bot.clock import today
from bot.config import ROOT
from bot.content.cache import ContentCache
from bot.content.checks.files import read_content_files
from bot.content.checks.finding import Finding
from bot.content.checks.run import find_all
from bot.content.load import load_content
from bot.content.new_topic import write_new_topic
from bot.content.render import render_answer
from bot.content.state import COMPLETE, topic_states
from bot.errors import ContentError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments.

    Args:
        parser: the parser of this command.
    """
    parser.description = "El contenido del bot: revisarlo, verlo y empezar temas nuevos."
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="la carpeta que tiene data/ y tests/"
    )
    acts = parser.add_subparsers(dest="act", required=True, metavar="check|list|new|show")
    check = acts.add_parser("check", help="revisa todo y dice qué corregir, archivo por archivo")
    check.add_argument("files", nargs="*", help="solo estos archivos (si no, todos)")
    check.add_argument("--errors", action="store_true", help="sin los avisos")
    acts.add_parser("list", help="los temas y su estado: completo, vencido, delgado, sin escribir")
    new = acts.add_parser("new", help="empieza un tema: escribe sus dos archivos con pistas")
    new.add_argument("group", help="el grupo, por ejemplo: asylum")
    new.add_argument("id", help="el tema, por ejemplo: what_is_asylum")
    show = acts.add_parser("show", help="lo que ve la niña o el niño")
    show.add_argument("id", help="el tema")
    show.add_argument("--country", choices=["MX", "US"], help="dónde está (si no, no se sabe)")
    show.add_argument("--more", action="store_true", help="lo que sigue a «Quiero saber más»")


def run(args: argparse.Namespace) -> int:
    """Run the command.

    Args:
        args: what ``add_arguments`` declared.

    Returns:
        0, or 1 if there are errors in the content or the act could not be done.
    """
    acts = {"check": _check, "list": _list, "new": _new, "show": _show}
    try:
        return acts[args.act](args)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1


def _check(args: argparse.Namespace) -> int:
    findings = find_all(args.root, today())
    if args.files:
        wanted = {_below(Path(name), args.root) for name in args.files}
        findings = [finding for finding in findings if finding.file in wanted]
    errors = [finding for finding in findings if finding.level == "error"]
    warnings = [finding for finding in findings if finding.level == "warning"]
    if warnings and not args.errors:
        _print_findings("Avisos (no impiden publicar)", warnings)
    if errors:
        _print_findings("Errores (hay que corregirlos)", errors)
    print(f"{_count(errors, 'error', 'errores')}, {_count(warnings, 'aviso', 'avisos')}.")
    return 1 if errors else 0


def _count(findings: list[Finding], one: str, many: str) -> str:
    return f"{len(findings)} {one if len(findings) == 1 else many}"


def _below(path: Path, root: Path) -> str:
    full = path.resolve()
    return full.relative_to(root.resolve()).as_posix() if full.is_relative_to(root) else str(path)


def _print_findings(heading: str, findings: list[Finding]) -> None:
    print(f"{heading}:")
    for finding in findings:
        print(finding)
    print()


def _list(args: argparse.Namespace) -> int:
    files = read_content_files(args.root, today())
    states = topic_states(files)
    group = ""
    for item in states:
        if item.group != group:
            group = item.group
            print(f"\n{group}")
        print(f"  {item.state:13} {item.id:27} {item.title}{item.note}")
    complete = sum(item.state == COMPLETE for item in states)
    print(f"\n{complete} de {len(states)} temas completos.")
    return 0


def _new(args: argparse.Namespace) -> int:
    for path in write_new_topic(args.root, args.group, args.id, today()):
        print(f"Escrito: {path.relative_to(args.root)}")
    print(
        "Llena los dos archivos, y después: python -m bot content check. "
        "Los ejemplos se aprenden con «make train»."
    )
    return 0


def _show(args: argparse.Namespace) -> int:
    content = ContentCache(args.root / "data").current()
    if args.id not in content.topics:
        content = load_content(args.root / "data")  # says what is broken
    for message in render_answer(args.id, args.country, content, today(), more=args.more):
        print(message.text)
        if message.buttons:
            print(" ".join(f"[{button.label}]" for button in message.buttons))
        print("─" * 40)
    return 0
