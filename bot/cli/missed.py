"""`python -m bot missed …`: what the bot got wrong, for the people who write the content."""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from bot.clock import today
from bot.config import ROOT, load_settings
from bot.content.add_example import add_example
from bot.content.cache import current_content
from bot.content.model import Content
from bot.content.words import jaccard, words
from bot.errors import ContentError
from bot.language.clusters import clusters
from bot.store import missed
from bot.store.engine import Store, open_store
from bot.store.missed import Missed

_SHOWN_TOPICS = 3
_ALIKE = 0.7  # share of common words above which two messages are one, as in the checks
_KINDS = {
    missed.NOT_UNDERSTOOD: "no lo entendió",
    missed.SUGGESTED: "dudó",
    missed.THUMBS_DOWN: "la respuesta no sirvió",
    missed.WRONG_URGENT: "vio peligro y no había",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments.

    Args:
        parser: the parser of this command.
    """
    parser.description = (
        "Los mensajes que el bot no entendió, o que contestó mal, sin nombres, lugares ni "
        "números. Sin más palabras, los enseña en grupos."
    )
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="la carpeta que tiene data/ y tests/"
    )
    acts = parser.add_subparsers(dest="act", metavar="add|drop")
    add = acts.add_parser("add", help="añade un mensaje a los ejemplos de un tema")
    add.add_argument("number", type=int, help="el número del mensaje")
    add.add_argument("topic", help="el tema, por ejemplo: asylum_cost")
    add.add_argument("--test", action="store_true", help="a los mensajes de prueba, no a ejemplos")
    add.add_argument("--text", help="cómo debe quedar, si hay que cambiarlo")
    drop = acts.add_parser("drop", help="quita un mensaje de la lista, sin añadirlo")
    drop.add_argument("number", type=int, help="el número del mensaje")


def run(args: argparse.Namespace) -> int:
    """Run the command.

    Args:
        args: what ``add_arguments`` declared.

    Returns:
        0, or 1 if the act could not be done.
    """
    settings = load_settings()
    store = open_store(settings.database_url, settings.store_key, settings.older_store_keys)
    acts = {None: _list, "add": _add, "drop": _drop}
    try:
        return acts[args.act](args, store)
    except ContentError as error:
        print(f"No se hizo: {error}", file=sys.stderr)
        return 1


def _list(args: argparse.Namespace, store: Store) -> int:
    content = current_content(args.root / "data")
    kept = store.do(missed.all_kept)
    written = [one for one in kept if one.text]
    groups = clusters([one.text for one in written])
    if not kept:
        print("No hay mensajes que el bot haya entendido mal.")
        return 0
    print(
        f"{_count(len(written), 'mensaje', 'mensajes')} en "
        f"{_count(len(groups), 'grupo', 'grupos')}, los grupos más grandes primero."
    )
    for group in groups:
        _print_group([written[index] for index in group], content)
    _print_answers([one for one in kept if not one.text], content)
    return 0


def _print_group(group: list[Missed], content: Content) -> None:
    kinds = Counter(one.kind for one in group)
    said = ", ".join(f"{_KINDS[kind]}: {count}" for kind, count in kinds.most_common())
    print(f"\n{_count(len(group), 'mensaje', 'mensajes')} ({said})")
    if near := _nearest(group):
        print("  Se parece a: " + "; ".join(_named(name, content) for name in near))
    if answered := {one.answered for one in group if one.answered}:
        print("  Contestó: " + "; ".join(_named(name, content) for name in sorted(answered)))
    for one in group:
        print(f"  {one.id:>5}  {one.text}")


def _print_answers(unwritten: list[Missed], content: Content) -> None:
    """Print which answers did not help those who had come to them by buttons."""
    topics = Counter(one.answered for one in unwritten if one.answered)
    if topics:
        print("\nRespuestas que no sirvieron a quien llegó por los botones:")
        for topic, count in topics.most_common():
            print(f"  {count:>5}  {_named(topic, content)}")


def _nearest(group: Iterable[Missed]) -> list[str]:
    total: dict[str, float] = defaultdict(float)
    for one in group:
        for name, confidence in one.nearest:
            total[name] += confidence
    return sorted(total, key=lambda name: -total[name])[:_SHOWN_TOPICS]


def _named(name: str, content: Content) -> str:
    known = content.topics.get(name) or content.urgent.get(name) or content.small_talk.get(name)
    return f"{known.title} ({name})" if known else name


def _add(args: argparse.Namespace, store: Store) -> int:
    one = _find(args.number, store)
    text = args.text or one.text
    place = add_example(args.root, args.topic, text, today(), is_test=args.test)
    alike = [other.id for other in store.do(missed.all_kept) if _is_alike(one, other)]
    store.do(lambda tx: missed.drop(tx, alike))
    print(f"Añadido: {place}. {_left(len(alike))}")
    if not args.test:
        print("Los ejemplos se aprenden con «make train».")
    return 0


def _drop(args: argparse.Namespace, store: Store) -> int:
    one = _find(args.number, store)
    store.do(lambda tx: missed.drop(tx, [one.id]))
    print(_left(1))
    return 0


def _find(number: int, store: Store) -> Missed:
    found = next((one for one in store.do(missed.all_kept) if one.id == number and one.text), None)
    if found is None:
        raise ContentError(
            f"no hay un mensaje {number}: mira los números con «python -m bot missed»."
        )
    return found


def _is_alike(one: Missed, other: Missed) -> bool:
    alike = jaccard(frozenset(words(one.text)), frozenset(words(other.text)))
    return one.id == other.id or alike > _ALIKE


def _left(count: int) -> str:
    if count == 1:
        return "Ese mensaje ya no está en la lista."
    return f"Ese mensaje, y {count - 1} casi iguales, ya no están en la lista."


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
