"""The messages that are never trained on: present, enough, and far from the examples."""

from collections.abc import Iterator

from bot.content.checks.files import CheckedFile, ContentFiles
from bot.content.checks.finding import Finding
from bot.content.checks.likeness import Sentence, like_pairs

ENOUGH = 5
_TESTED = {"topic": "topic_tests", "urgent": "urgent_tests", "small_talk": "small_talk_tests"}
_LISTS = {
    "topic": ("examples",),
    "small_talk": ("examples",),
    "urgent": ("examples", "lookalikes"),
    "topic_tests": ("messages",),
    "small_talk_tests": ("messages",),
    "urgent_tests": ("urgent", "not_urgent"),
}


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find content without test messages, test files without content, and messages learnt."""
    for kind, tests_kind in _TESTED.items():
        content = {file.name.removeprefix("data/"): file for file in files.of(kind)}
        tests = {file.name.removeprefix("tests/"): file for file in files.of(tests_kind)}
        for name, file in content.items():
            if name not in tests:
                yield Finding(
                    file.name,
                    1,
                    "",
                    "no tiene mensajes de prueba",
                    f"escribe cinco en tests/{name}, distintos de los ejemplos",
                )
        for name, file in tests.items():
            if name not in content:
                yield Finding(
                    file.name,
                    1,
                    "",
                    f"prueba algo que no existe: data/{name}",
                    "muévelo o bórralo",
                )
            yield from _enough(file)
    yield from _apart_from_examples(files)


def _enough(file: CheckedFile) -> Iterator[Finding]:
    for name in _LISTS[file.kind]:
        count = len(list(file.texts(name)))
        if file.document and count < ENOUGH:
            yield file.finding(
                (name,),
                f"hay {count} mensajes de prueba y deben ser al menos {ENOUGH}",
                "escribe los que faltan, sin mirar los ejemplos",
            )


def _apart_from_examples(files: ContentFiles) -> Iterator[Finding]:
    trained = [*_sentences(files, "topic", "urgent", "small_talk")]
    tested = [*_sentences(files, *_TESTED.values())]
    is_test = {id(sentence) for sentence in tested}
    for first, second, share in like_pairs([*trained, *tested]):
        if id(second) not in is_test:
            continue
        if id(first) in is_test:
            both_say_what_it_is = "not_urgent" not in (first.place[0], second.place[0])
            if first.words == second.words and both_say_what_it_is:
                yield second.finding(f"se prueba también en {first.where()}", "deja uno")
        elif first.words == second.words or _same_subject(first, second):
            yield second.finding(
                f"está casi igual ({share:.0%}) entre los ejemplos: {first.where()}",
                "escribe otro: así solo se prueba la memoria",
            )


def _same_subject(example: Sentence, test: Sentence) -> bool:
    return example.file.name.removeprefix("data/") == test.file.name.removeprefix("tests/")


def _sentences(files: ContentFiles, *kinds: str) -> Iterator[Sentence]:
    for file in files.of(*kinds):
        for name in _LISTS[file.kind]:
            for place, text in file.texts(name):
                yield Sentence(file, place, text)
