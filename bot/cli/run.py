"""Start everything: bridge, Rasa, action server and, without a token, the sandbox."""

import argparse
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import httpx

from bot.cli.train import rasa_environment, train_if_changed
from bot.config import ROOT, TELEGRAM, Settings, load_settings
from bot.content.organization import refusal
from bot.errors import ConfigError
from bot.store.engine import open_store

STARTS_WITHIN_SECONDS = 180
_CONFIGURATION = """\
[supervisord]
nodaemon = true
silent = true
logfile = {logs}/supervisor.log
pidfile = {var}/supervisord.pid
childlogdir = {logs}
"""
_PROGRAM = """
[program:{name}]
command = {command}
directory = {root}
autorestart = true
startsecs = 2
startretries = 1000000
stopasgroup = true
killasgroup = true
stopwaitsecs = 10
redirect_stderr = true
stdout_logfile = {logs}/{name}.log
stdout_logfile_maxbytes = 5MB
stdout_logfile_backups = 2
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Settings come from the environment and .env; see .env.example."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 -- there are none
    """Check the settings, train if needed, and keep the processes running until Ctrl-C."""
    settings = load_settings()
    refuse_the_sample(settings)
    _check_token(settings)
    _check_ports(settings)
    open_store(
        settings.database_url, settings.store_key, settings.older_store_keys
    ).engine.dispose()
    train_if_changed(settings)
    configuration = _write_configuration(settings)
    supervisor = subprocess.Popen(  # noqa: S603 -- our own command
        [sys.executable, "-m", "supervisor.supervisord", "-c", str(configuration)],
        cwd=ROOT,
        env=rasa_environment(settings),
    )
    stop = _Stop(supervisor)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    _announce(settings, supervisor)
    supervisor.wait()
    print("\nDetenido. Lo que estaba por enviar se enviará al volver a empezar.")
    return 0


def refuse_the_sample(settings: Settings) -> None:
    """Keep a bot from opening to children on Telegram before somebody says who runs it.

    Raises:
        ConfigError: data/organization.yml is still the sample.
    """
    if settings.telegram_api == TELEGRAM and (reason := refusal(settings.data_dir)):
        raise ConfigError(reason)


class _Stop:
    """Passes a signal on to the supervisor, which stops all processes."""

    def __init__(self, supervisor: "subprocess.Popen[bytes]") -> None:
        self._supervisor = supervisor

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        self._supervisor.terminate()


def _check_token(settings: Settings) -> None:
    """Ask Telegram whether it knows the token; if it can't be reached, the bridge goes on trying.

    Raises:
        ConfigError: Telegram says that there is no such bot.
    """
    if settings.is_sandbox:
        return
    url = f"{settings.telegram_api}/bot{settings.telegram_token}/getMe"
    try:
        status = httpx.get(url, timeout=10, trust_env=False).status_code
    except httpx.HTTPError:
        print("Telegram no contesta todavía; el bot lo seguirá intentando.")
        return
    if status in {401, 404}:
        raise ConfigError(
            "TELEGRAM_BOT_TOKEN no vale: Telegram no conoce ese bot. Cópialo otra vez "
            "de BotFather."
        )


def _check_ports(settings: Settings) -> None:
    """Look whether the ports are free.

    Raises:
        ConfigError: one is taken; the message names it and the setting that moves it.
    """
    ports = {
        "RASA_URL": urlsplit(settings.rasa_url).port,
        "ACTIONS_URL": urlsplit(settings.actions_url).port,
    }
    ports["HEALTH_PORT"] = settings.health_port
    if settings.webhook_url:
        ports["WEBHOOK_PORT"] = settings.webhook_port
    if settings.is_sandbox:
        ports["SANDBOX_PORT"] = settings.sandbox_port
    for name, port in ports.items():
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError as error:
                raise ConfigError(
                    f"el puerto {port} está ocupado: ¿ya corre otro bot aquí? Detenlo, o cambia "
                    f"{name} en .env."
                ) from error


def _write_configuration(settings: Settings) -> Path:
    logs = settings.var_dir / "log"
    logs.mkdir(exist_ok=True)
    python = shlex.quote(sys.executable)
    models = shlex.quote(str(settings.model_dir))
    rasa = urlsplit(settings.rasa_url)
    endpoints = "endpoints.redis.yml" if settings.redis_url else "endpoints.yml"
    programs = {
        "bridge": f"{python} -m bot bridge",
        "actions": f"{python} -m actions.server",
        "rasa": f"{python} -m rasa run --model {models} --endpoints {endpoints} "
        f"--credentials credentials.yml --interface {rasa.hostname} --port {rasa.port}",
    }
    if settings.is_sandbox:
        programs = {"sandbox": f"{python} -m bot sandbox", **programs}
    text = _CONFIGURATION.format(logs=logs, var=settings.var_dir) + "".join(
        _PROGRAM.format(name=name, command=command, root=ROOT, logs=logs)
        for name, command in programs.items()
    )
    path = settings.var_dir / "supervisord.conf"
    path.write_text(text.replace("%", "%%"))
    return path


def _announce(settings: Settings, supervisor: "subprocess.Popen[bytes]") -> None:
    """Say where to look, as soon as Rasa can answer."""
    print("Empezando… (Ctrl-C para detener)", flush=True)
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while supervisor.poll() is None and time.monotonic() < deadline:
        if _is_up(f"{settings.rasa_url}/webhooks/bridge/"):
            where = (
                f"Abre http://127.0.0.1:{settings.sandbox_port}/sandbox/ y escribe como niña "
                "o niño."
                if settings.is_sandbox
                else "El bot ya contesta en Telegram."
            )
            print(f"Listo. {where}\nRegistros: {settings.var_dir / 'log'}", flush=True)
            return
        time.sleep(0.5)


def _is_up(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False
