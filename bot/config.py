"""All settings, read and checked in one place.

A setting comes from the environment, else from the file .env, else from its default. Secrets that
nobody set are made once and kept in var/secrets.env, readable by the owner only.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from dotenv import dotenv_values

from bot.errors import ConfigError

ROOT = Path(__file__).resolve().parent.parent
TELEGRAM = "https://api.telegram.org"
SANDBOX_TOKEN = "424242:SANDBOX-token-for-local-use-only"  # noqa: S105 -- opens our sandbox only
SANDBOX_GROUP = -1001000000001
MAIN_TEAM = "main"  # whose group is STAFF_GROUP_ID
TOLD_DAYS = {"TEXTS_KEPT_DAYS": 30, "CASES_KEPT_DAYS": 90}
"""How long things are kept, as data/topics tells children; longer only for a reason."""
SHORTEST_REASON = 15  # characters: a reason, not a word

NAMES = (
    "TELEGRAM_BOT_TOKEN", "STAFF_GROUP_ID", "STAFF_GROUPS", "TELEGRAM_API_URL", "DATABASE_URL",
    "WEBHOOK_URL", "WEBHOOK_PORT", "WEBHOOK_SECRET", "HEALTH_PORT", "REDIS_URL",
    "STORE_KEY_OLD", "RASA_URL", "ACTIONS_URL", "SANDBOX_PORT", "STORE_KEY", "RASA_TOKEN",
    "ACTIONS_TOKEN", "RASA_START_SECONDS", "VAR_DIR", "DATA_DIR", "MODEL_DIR", "BOT_LOG_LEVEL",
    "TEXTS_KEPT_DAYS", "CASES_KEPT_DAYS", "RETENTION_REASON",
)  # fmt: skip
SECRETS = ("STORE_KEY", "RASA_TOKEN", "ACTIONS_TOKEN", "WEBHOOK_SECRET")


@dataclass(frozen=True)
class Settings:
    """The checked settings of one start.

    Attributes:
        telegram_token: the bot's token; in the sandbox, a fixed one.
        staff_group: id of the main team's group (a negative number).
        other_groups: ids of further teams' groups, by team.
        telegram_api: root of the Bot API server, without a slash at the end.
        is_sandbox: no token was given, so our own Bot API server is used.
        database_url: SQLAlchemy URL of the store.
        webhook_url: public root of the reverse proxy that brings updates; empty: we ask for them.
        webhook_port: port on the loopback interface that the proxy brings them to.
        webhook_secret: what Telegram must show there.
        health_port: port of /live, /ready and /metrics on the loopback interface.
        redis_url: Redis for Rasa's locks, where several Rasa servers share the work; or empty.
        rasa_url: root of the Rasa server on the loopback interface.
        actions_url: root of the action server on the loopback interface.
        rasa_start_seconds: how long after its own start the bridge waits for a Rasa that does
            not accept connections yet.
        sandbox_port: port of the sandbox on the loopback interface.
        store_key: Fernet key (44 characters, base64) that seals texts and ids at rest.
        older_store_keys: earlier ones, until ``python -m bot keys rotate`` has run.
        rasa_token: what the bridge must show to Rasa.
        actions_token: what Rasa must show to the action server.
        var_dir: folder of everything that the running system writes.
        data_dir: folder of the content.
        model_dir: folder of the trained models.
        log_level: name of a level of the module logging.
        texts_kept_days: how long a conversation is kept after its last message.
        cases_kept_days: how long a case is kept after it was closed.
        retention_reason: why either is longer than children are told; else empty.
    """

    telegram_token: str
    staff_group: int
    other_groups: Mapping[str, int]
    telegram_api: str
    is_sandbox: bool
    database_url: str
    webhook_url: str
    webhook_port: int
    webhook_secret: str
    health_port: int
    redis_url: str
    rasa_url: str
    actions_url: str
    rasa_start_seconds: int
    sandbox_port: int
    store_key: str
    older_store_keys: tuple[str, ...]
    rasa_token: str
    actions_token: str
    var_dir: Path
    data_dir: Path
    model_dir: Path
    log_level: str
    texts_kept_days: int
    cases_kept_days: int
    retention_reason: str

    @property
    def groups(self) -> dict[str, int]:
        """The group of each team."""
        return {MAIN_TEAM: self.staff_group, **self.other_groups}


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read and check all settings.

    Args:
        environment: names and values; the process's environment and .env if left out.

    Returns:
        The settings. Folders that are written to exist afterwards.

    Raises:
        ConfigError: a value is missing or wrong; the message names it and the remedy.
    """
    if environment is None:
        environment = {**_read_env_file(ROOT / ".env"), **os.environ}
    given = {name: environment.get(name, "").strip() for name in NAMES}
    var_dir = Path(given["VAR_DIR"] or ROOT / "var").resolve()
    var_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    given.update(_secrets(given, var_dir))
    token, group, api = _telegram(given)
    return Settings(
        telegram_token=token,
        staff_group=group,
        other_groups=_other_groups(given["STAFF_GROUPS"], group),
        telegram_api=api,
        is_sandbox=token == SANDBOX_TOKEN,
        database_url=given["DATABASE_URL"] or f"sqlite:///{var_dir / 'bot.db'}",
        webhook_url=_webhook(given["WEBHOOK_URL"]),
        webhook_port=_port(given["WEBHOOK_PORT"] or "8443", "WEBHOOK_PORT"),
        webhook_secret=given["WEBHOOK_SECRET"],
        health_port=_port(given["HEALTH_PORT"] or "8090", "HEALTH_PORT"),
        redis_url=_redis(given["REDIS_URL"]),
        rasa_url=_loopback(given, "RASA_URL", "http://127.0.0.1:5005"),
        actions_url=_loopback(given, "ACTIONS_URL", "http://127.0.0.1:5055"),
        rasa_start_seconds=_seconds(given["RASA_START_SECONDS"] or "60"),
        sandbox_port=_port(given["SANDBOX_PORT"] or "8080", "SANDBOX_PORT"),
        store_key=_fernet_key(given["STORE_KEY"], "STORE_KEY"),
        older_store_keys=tuple(
            _fernet_key(key, "STORE_KEY_OLD") for key in given["STORE_KEY_OLD"].split(",") if key
        ),
        rasa_token=given["RASA_TOKEN"],
        actions_token=given["ACTIONS_TOKEN"],
        var_dir=var_dir,
        data_dir=_folder(given["DATA_DIR"] or str(ROOT / "data"), "DATA_DIR"),
        model_dir=Path(given["MODEL_DIR"] or ROOT / "models").resolve(),
        log_level=_level(given["BOT_LOG_LEVEL"] or "INFO"),
        texts_kept_days=_kept_days(given, "TEXTS_KEPT_DAYS"),
        cases_kept_days=_kept_days(given, "CASES_KEPT_DAYS"),
        retention_reason=given["RETENTION_REASON"],
    )


def _read_env_file(path: Path) -> dict[str, str]:
    return {name: value or "" for name, value in dotenv_values(path).items()}


def _telegram(given: Mapping[str, str]) -> tuple[str, int, str]:
    token, group, api = (
        given[name] for name in ("TELEGRAM_BOT_TOKEN", "STAFF_GROUP_ID", "TELEGRAM_API_URL")
    )
    if not token:
        for name in ("STAFF_GROUP_ID", "STAFF_GROUPS", "TELEGRAM_API_URL"):
            if given[name]:
                raise ConfigError(
                    f"{name} está puesto y TELEGRAM_BOT_TOKEN no: pon el token que dio BotFather, "
                    "o quita los dos para usar la prueba local."
                )
        return (
            SANDBOX_TOKEN,
            SANDBOX_GROUP,
            f"http://127.0.0.1:{_port(given['SANDBOX_PORT'] or '8080', 'SANDBOX_PORT')}",
        )
    if not re.fullmatch(r"\d+:[\w-]+", token):
        raise ConfigError(
            "TELEGRAM_BOT_TOKEN no tiene la forma 123456789:letras-y-números: cópialo entero "
            "como lo dio BotFather."
        )
    if not re.fullmatch(r"-\d+", group):
        raise ConfigError(
            "STAFF_GROUP_ID debe ser el número negativo del grupo del equipo, por ejemplo "
            "-1001234567890."
        )
    return token, int(group), _url(api or TELEGRAM, "TELEGRAM_API_URL")


def _other_groups(value: str, main: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in value.split(","))):
        match = re.fullmatch(r"([a-z][a-z0-9_]{0,19})\s*:\s*(-\d+)", part)
        if match is None or match[1] == MAIN_TEAM:
            raise ConfigError(
                "STAFF_GROUPS lleva equipos y números de grupo separados por comas, por ejemplo "
                f"us:-1001234567890,en:-1009876543210; «{MAIN_TEAM}» es el de STAFF_GROUP_ID."
            )
        if match[1] in found or int(match[2]) in {main, *found.values()}:
            raise ConfigError(
                "STAFF_GROUPS repite un equipo o un grupo: cada equipo tiene uno propio."
            )
        found[match[1]] = int(match[2])
    return found


def _url(value: str, name: str) -> str:
    parts = urlsplit(value)
    try:
        port_is_fine = parts.port != 0
    except ValueError:
        port_is_fine = False
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_is_fine:
        raise ConfigError(f"{name} debe ser una dirección como https://ejemplo.org:8081.")
    return value.rstrip("/")


def _loopback(given: Mapping[str, str], name: str, default: str) -> str:
    value = _url(given[name] or default, name)
    if (
        urlsplit(value).hostname not in {"127.0.0.1", "localhost", "::1"}
        or not urlsplit(value).port
    ):
        raise ConfigError(
            f"{name} debe quedarse en esta máquina y llevar puerto, por ejemplo {default}: "
            "Rasa no se abre a la red."
        )
    return value


def _webhook(value: str) -> str:
    return _url(value, "WEBHOOK_URL") if value else ""


def _redis(value: str) -> str:
    if value and urlsplit(value).scheme not in {"redis", "rediss"}:
        raise ConfigError("REDIS_URL debe ser una dirección como redis://127.0.0.1:6379/0.")
    return value


def _port(value: str, name: str) -> int:
    if not value.isdigit() or not 0 < int(value) < 65536:
        raise ConfigError(f"{name} debe ser un número de puerto entre 1 y 65535.")
    return int(value)


def _seconds(value: str) -> int:
    if not value.isdigit():
        raise ConfigError("RASA_START_SECONDS debe ser un número entero de segundos.")
    return int(value)


def _kept_days(given: Mapping[str, str], name: str) -> int:
    told, value = TOLD_DAYS[name], given[name]
    if value and (not value.isdigit() or int(value) < 1):
        raise ConfigError(f"{name} debe ser un número entero de días, 1 o más.")
    days = int(value or told)
    if days > told and len(given["RETENTION_REASON"]) < SHORTEST_REASON:
        raise ConfigError(
            f"{name} pasa de los {told} días que el bot les dice a las niñas y los niños: escribe "
            f"por qué en RETENTION_REASON (al menos {SHORTEST_REASON} letras) y corrige lo que "
            "dice data/topics, o pon menos días."
        )
    return days


def _folder(value: str, name: str) -> Path:
    path = Path(value).resolve()
    if not path.is_dir():
        raise ConfigError(f"{name} debe ser una carpeta que exista.")
    return path


def _level(value: str) -> str:
    if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ConfigError("BOT_LOG_LEVEL debe ser DEBUG, INFO, WARNING o ERROR.")
    return value.upper()


def _fernet_key(value: str, name: str) -> str:
    try:
        Fernet(value)
    except ValueError as error:
        raise ConfigError(
            f"{name} debe ser una clave de 44 caracteres; haz una con: python -c "
            '"from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())".'
        ) from error
    return value


def _secrets(given: Mapping[str, str], var_dir: Path) -> dict[str, str]:
    """Return the secrets, making those that neither the environment nor var/ has."""
    if (
        given["DATABASE_URL"]
        and not given["DATABASE_URL"].startswith("sqlite")
        and not given["STORE_KEY"]
    ):
        raise ConfigError(
            "STORE_KEY falta: con una base de datos propia, pon la clave en .env y "
            "guarda una copia."
        )
    path = var_dir / "secrets.env"
    kept = _read_env_file(path) if path.exists() else {}
    found = {name: given[name] or kept.get(name, "") for name in SECRETS}
    missing = [name for name, value in found.items() if not value]
    if missing:
        for name in missing:
            found[name] = kept[name] = _new_secret(name)
        _write_private(path, "".join(f"{name}={kept[name]}\n" for name in SECRETS if name in kept))
    return found


def _new_secret(name: str) -> str:
    return Fernet.generate_key().decode() if name == "STORE_KEY" else secrets.token_urlsafe(32)


def _write_private(path: Path, text: str) -> None:
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)
