import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.cache import ContentCache, current_content

Edit = Callable[[str, str, str], Path]
EVIDENCE = "data/topics/asylum/evidence.yml"


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cache(project: Path, clock: Clock) -> ContentCache:
    made = ContentCache(project / "data", clock)
    made.current()
    return made


def later(path: Path, clock: Clock) -> None:
    """Let the check come due, and make sure that the file's time differs."""
    clock.seconds += 2.0
    stamp = path.stat().st_mtime_ns + 1_000_000_000
    os.utime(path, ns=(stamp, stamp))


def text_of(cache: ContentCache) -> str:
    return cache.current().topics["evidence"].answers["ANY"].text


def test_an_edit_is_live_within_two_seconds(cache: ContentCache, clock: Clock, edit: Edit) -> None:
    path = edit(EVIDENCE, "Guarda", "Esconde")
    clock.seconds += 1.9
    assert text_of(cache).startswith("Guarda")
    later(path, clock)
    assert text_of(cache).startswith("Esconde")


def test_unchanged_files_are_not_read_again(
    cache: ContentCache, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = cache.current()
    monkeypatch.setattr("bot.content.cache.read_file", lambda file: pytest.fail(f"read {file}"))
    clock.seconds += 5
    assert cache.current() is before


@pytest.mark.parametrize("broken", ["Guarda: [", "", "{comarr}"])
def test_a_broken_edit_keeps_the_last_good_version(
    broken: str,
    cache: ContentCache,
    clock: Clock,
    project: Path,
    edit: Edit,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = project / EVIDENCE
    good = path.read_text("utf-8")
    if broken == "{comarr}":
        edit(EVIDENCE, "Guarda", "Ve a {comarr}. Guarda")
    else:
        path.write_text(broken)
    later(path, clock)
    assert text_of(cache).startswith("Guarda")
    later(path, clock)
    assert text_of(cache).startswith("Guarda")
    assert caplog.text.count("topics/asylum/evidence.yml") == 1
    assert "Guarda" not in caplog.text
    path.write_text(good.replace("Guarda", "Otra vez"))
    later(path, clock)
    assert text_of(cache).startswith("Otra vez")


def test_a_phrase_that_an_edit_lost_or_spoilt_is_still_said(
    cache: ContentCache, clock: Clock, edit: Edit
) -> None:
    path = edit("data/phrases.yml", "button_more:", "boton_mas:")
    later(path, clock)
    assert cache.current().phrases["button_more"] == "Quiero saber más"
    edit("data/phrases.yml", 'button_human: "', 'button_human: "{nadie} ')
    later(path, clock)
    assert cache.current().phrases["button_human"] == "Hablar con una persona"
    edit("data/phrases.yml", "{nadie} ", "{mx_911} ")
    later(path, clock)
    assert cache.current().phrases["button_human"] == "{mx_911} Hablar con una persona"


def test_a_contact_that_comes_later_is_found(
    cache: ContentCache, clock: Clock, edit: Edit
) -> None:
    later(edit(EVIDENCE, "Guarda", "Ve a {acnur}. Guarda"), clock)
    assert text_of(cache).startswith("Guarda")
    contacts = edit(
        "data/contacts.yml",
        "contacts:\n",
        "contacts:\n  - {id: acnur, name: ACNUR, country: MX}\n",
    )
    later(contacts, clock)
    assert text_of(cache).startswith("Ve a {acnur}")


def test_new_and_deleted_topics_are_noticed(
    cache: ContentCache, clock: Clock, project: Path
) -> None:
    text = (project / EVIDENCE).read_text("utf-8")
    (project / EVIDENCE).unlink()
    (project / "data/topics/asylum/work_permit.yml").write_text(text, "utf-8")
    clock.seconds += 2
    assert set(cache.current().topics) == {"what_is_asylum", "asylum_cost", "work_permit"}


def test_the_contacts_outlive_their_file(cache: ContentCache, clock: Clock, project: Path) -> None:
    """Some programs save by deleting first; a child must not lose the numbers meanwhile."""
    (project / "data/contacts.yml").unlink()
    clock.seconds += 2
    assert "mx_911" in cache.current().contacts


def test_a_file_broken_from_the_start_is_left_out(project: Path, clock: Clock) -> None:
    (project / EVIDENCE).write_text("a: [")
    content = ContentCache(project / "data", clock).current()
    assert set(content.topics) == {"what_is_asylum", "asylum_cost"}


def test_no_content_at_all_is_no_error(tmp_path: Path, clock: Clock) -> None:
    assert not ContentCache(tmp_path / "nowhere", clock).current().topics


def test_threads_see_whole_content(project: Path, edit: Edit) -> None:
    ticks = iter(range(0, 10_000_000, 3))
    cache = ContentCache(project / "data", lambda: float(next(ticks)))
    cache.current()
    seen = []

    def look() -> None:
        seen.extend(len(cache.current().topics) for _ in range(50))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(20):
        edit(EVIDENCE, "Guarda", f"Guarda {number}")
    for thread in threads:
        thread.join()
    assert set(seen) == {3}


def test_the_process_shares_one_cache(project: Path) -> None:
    assert current_content(project / "data") is current_content(project / "data")
