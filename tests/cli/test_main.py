import pytest

from bot.__main__ import SUMMARIES, _names, main


def test_help_says_what_every_command_is_for(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    assert [name for name in _names() if name not in said] == []
    assert set(SUMMARIES) == set(_names())


@pytest.mark.parametrize("name", sorted(SUMMARIES))
def test_each_command_has_its_own_help(name, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([name, "--help"])
    assert stopped.value.code == 0
    assert "usage: python -m bot" in capsys.readouterr().out


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["bailar"])
    assert stopped.value.code == 2


def test_our_own_errors_are_one_sentence_and_no_traceback(capsys, monkeypatch):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "nonsense")
    assert main(["bridge"]) == 1
    said = capsys.readouterr().err
    assert "TELEGRAM_BOT_TOKEN" in said
    assert "Traceback" not in said
