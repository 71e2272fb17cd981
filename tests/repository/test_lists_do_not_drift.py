"""Things that stand in two places are the same in both."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from bot.config import ROOT
from tests.kit.factories import content

CODE = [path for folder in ("bot", "actions") for path in (ROOT / folder).rglob("*.py")]
# The one topic that buttons must be able to name, whatever the content team does.
NAMED_IN_CODE = {"talk_to_human"}


def test_code_names_no_urgent_class_and_no_topic():
    names = {*content().urgent, *content().catalogue.topics} - NAMED_IN_CODE
    found = [
        (path.name, name)
        for path in CODE
        for name in re.findall(r"[\"'/]([a-z_]+)[\"']", path.read_text())
        if name in names
    ]
    assert found == []


def test_the_desks_data_names_what_is_there():
    from tests.kit.factories import plan

    assert plan().safe_word_class in content().urgent
    assert plan().human_topic in content().topics
    assert plan().erase_topic in content().topics
    assert plan().shelter_topic in content().topics


def test_every_phrase_that_code_says_is_in_the_phrases():
    said = {
        name
        for path in CODE
        for name in re.findall(r"render_phrase\(\s*\"([a-z_]+)\"", path.read_text())
    }
    assert len(said) > 20
    assert sorted(said - set(content().phrases)) == []


def test_readme_commands_are_targets_and_commands():
    readme = (ROOT / "README.md").read_text()
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"^make ([a-z]+)", readme, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    for command in re.findall(r"python -m bot ([a-z]+)", readme):
        assert (ROOT / "bot" / "cli" / f"{command}.py").exists()
    for link in re.findall(r"\]\((?!http)([^)#]+)\)", readme):
        assert (ROOT / link).exists(), link


def test_make_help_lists_every_target():
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("run", "test", "check", "train", "setup"):
        assert re.search(rf"^{target} ", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("words", [f"{ROOT}/", f"{Path.home()}/."])
def test_nothing_in_the_tree_names_the_machine_it_was_made_on(words):
    done = subprocess.run(
        ["git", "grep", "-lF", words, "--", ".", ":!tests/repository"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == ""


def test_an_editors_program_finds_the_schema_of_every_kind_of_file():
    schemas = json.loads((ROOT / ".vscode/settings.json").read_text())["yaml.schemas"]
    for schema, files in schemas.items():
        assert (ROOT / schema).exists()
        assert list(ROOT.glob(files)), files
