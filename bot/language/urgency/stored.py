"""Finding the trained urgency model inside Rasa's newest model, without Rasa."""

import io
import tarfile
from pathlib import Path

from bot.language.urgency.classifier import UrgencyModel
from bot.log import EventLog

FILE = "urgency.npz"
_log = EventLog(__name__)


def newest_model(model_dir: Path) -> UrgencyModel | None:
    """Read the urgency model that the newest trained Rasa model was packed with.

    Args:
        model_dir: folder of Rasa's ``*.tar.gz`` models.

    Returns:
        The model, or None if there is none to read: the check then goes by patterns alone, which
        is better than nothing, and it is logged.
    """
    archives = sorted(model_dir.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    for archive in reversed(archives):
        try:
            with tarfile.open(archive) as packed:
                member = next(m for m in packed.getmembers() if m.name.endswith(f"/{FILE}"))
                file = packed.extractfile(member)
                if file is not None:
                    return UrgencyModel.load(io.BytesIO(file.read()))
        except (OSError, tarfile.TarError, StopIteration, KeyError, ValueError) as error:
            _log.warning("urgency.model_unreadable", error, file=archive.name)
    _log.error("urgency.no_model")
    return None
