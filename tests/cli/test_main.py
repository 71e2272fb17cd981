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


def test_a_taken_port_is_named_before_anything_starts(capsys, monkeypatch, tmp_path):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("VAR_DIR", str(tmp_path))
        monkeypatch.setenv("RASA_URL", f"http://127.0.0.1:{port}")
        assert main(["run"]) == 1
    assert str(port) in capsys.readouterr().err
