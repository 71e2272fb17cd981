"""Train the model if the content changed since the last training."""

import argparse
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from bot.config import ROOT, Settings, load_settings
from bot.errors import BotError

KEPT_MODELS = 3
_STAMP = ".trained"
_CODE = ("bot/understanding", "bot/language", "bot/content", "config.yml", "domain.yml")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Training has no arguments."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 -- there are none
    """Train if needed."""
    if train_if_changed(load_settings()):
        print("Listo. Un bot que ya corre lo usa cuando se vuelve a empezar (Ctrl-C y make run).")
    return 0


def train_if_changed(settings: Settings) -> bool:
    """Call `rasa train`, unless nothing that it reads has changed.

    Rasa's own fingerprints then decide what is trained anew: a changed answer trains nothing.

    Returns:
        Whether `rasa train` was called.

    Raises:
        BotError: the training failed.
    """
    stamp = settings.model_dir / _STAMP
    digest = _digest(settings)
    if stamp.exists() and stamp.read_text() == digest and any(settings.model_dir.glob("*.tar.gz")):
        print("El modelo está al día.")
        return False
    print("Entrenando el modelo; tarda un par de minutos…", flush=True)
    settings.model_dir.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "rasa", "train", "--config", "config.yml", "--domain", "domain.yml",
        "--data", str(settings.data_dir), "--out", str(settings.model_dir), "--skip-validation",
    ]  # fmt: skip
    log = settings.var_dir / "train.log"
    with log.open("w") as output:
        done = subprocess.run(  # noqa: S603 -- our own command
            command,
            cwd=ROOT,
            env=rasa_environment(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode != 0:
        raise BotError(f"el entrenamiento falló: mira el final de {log}")
    for old in sorted(settings.model_dir.glob("*.tar.gz"), key=_age)[:-KEPT_MODELS]:
        old.unlink()
    stamp.write_text(digest)
    return True


def rasa_environment(settings: Settings) -> dict[str, str]:
    """Return the environment of bridge, actions and every process that runs Rasa."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        # One sentence is too little for two threads, which spin while they wait for each other:
        # 61 ms of CPU for an urgency check instead of 5; see docs/decisions/0007-speed.md.
        "OPENBLAS_NUM_THREADS": "1",
        "LOG_LEVEL": "WARNING",
        "LOG_LEVEL_LIBRARIES": "ERROR",
        "DATA_DIR": str(settings.data_dir),
        "ACTIONS_WEBHOOK": f"{settings.actions_url}/webhook",
        "ACTIONS_TOKEN": settings.actions_token,
        "RASA_TOKEN": settings.rasa_token,
        "STORE_KEY": settings.store_key,
        **_redis_environment(settings.redis_url),
    }


def _redis_environment(url: str) -> dict[str, str]:
    """Return what endpoints.redis.yml asks for."""
    place = urlsplit(url)
    return {
        "REDIS_HOST": place.hostname or "",
        "REDIS_PORT": str(place.port or 6379),
        "REDIS_DB": place.path.strip("/") or "0",
        "REDIS_PASSWORD": place.password or "",
    }


def _digest(settings: Settings) -> str:
    digest = hashlib.sha256()
    for place in (settings.data_dir, *(ROOT / name for name in _CODE)):
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        for path in files:
            if path.suffix in {".py", ".yml"}:
                digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _age(path: Path) -> float:
    return path.stat().st_mtime
