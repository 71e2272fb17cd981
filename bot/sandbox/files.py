"""Stand-ins for files: voice notes, photos and the like, with ids but without content."""

import secrets
from dataclasses import dataclass
from typing import Any

from bot.sandbox.arguments import Upload
from bot.sandbox.refusal import bad_request

JSON = dict[str, Any]

CONTENT = b"Contenido de prueba.\n"

# What a message field of each kind holds beside the ids: Telegram's required fields and the usual.
_DETAILS: dict[str, JSON] = {
    "voice": {"duration": 7, "mime_type": "audio/ogg"},
    "photo": {"width": 800, "height": 600},
    "video": {"width": 640, "height": 360, "duration": 9, "mime_type": "video/mp4"},
    "video_note": {"length": 240, "duration": 6},
    "audio": {"duration": 30, "mime_type": "audio/mpeg"},
    "document": {"file_name": "documento.pdf", "mime_type": "application/pdf"},
    "animation": {"width": 320, "height": 240, "duration": 3, "mime_type": "video/mp4"},
    "sticker": {
        "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False,
        "emoji": "👋",
    },
}  # fmt: skip
_TELEGRAMS_NAMES = {
    "voice": "VoiceNote", "photo": "Photo", "video": "Video", "video_note": "VideoNote",
    "audio": "Audio", "document": "Document", "animation": "Animation", "sticker": "Sticker",
}  # fmt: skip
_NO_FILES: dict[str, JSON] = {
    "location": {"latitude": 14.9047, "longitude": -92.2600},  # Tapachula
    "contact": {"phone_number": "+520000000000", "first_name": "Contacto de prueba"},
}
KINDS = (*_DETAILS, *_NO_FILES)


@dataclass(frozen=True)
class _File:
    kind: str
    file_id: str
    size: int

    @property
    def unique_id(self) -> str:
        return self.file_id[-12:]

    def ids(self) -> JSON:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": self.size,
        }


class Files:
    """All files that the server knows, by id."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}

    def stand_in(self, kind: str) -> JSON:
        """Return the content of a message that somebody sends from a phone.

        Args:
            kind: one of ``KINDS``.

        Returns:
            The message field and its value, with a new file id.
        """
        if kind in _NO_FILES:
            return {kind: dict(_NO_FILES[kind])}
        return self._content(self._add(kind, len(CONTENT)), {})

    def from_bot(self, kind: str, given: Upload | str, details: JSON) -> JSON:
        """Return the content of a message with which the bot sends a file.

        Args:
            kind: the message field, such as ``voice``.
            given: an upload, or the id of a known file.
            details: what the call says of the file, such as ``duration``.

        Returns:
            The message field and its value.

        Raises:
            Refusal: the file is unknown or of another kind.
        """
        if isinstance(given, Upload):
            if not given.size:
                raise bad_request("file must be non-empty")
            return self._content(self._add(kind, given.size), details)
        file = self._files.get(given)
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if file.kind != kind:
            names = _TELEGRAMS_NAMES
            raise bad_request(f"can't use file of type {names[file.kind]} as {names[kind]}")
        return self._content(file, details)

    def describe(self, file_id: str) -> JSON:
        """Return Telegram's File object.

        Raises:
            Refusal: the id is unknown.
        """
        file = self._files.get(file_id)
        if file is None:
            raise bad_request("invalid file_id")
        return {**file.ids(), "file_path": f"{file.kind}/{file.unique_id}"}

    def has_path(self, path: str) -> bool:
        """Tell whether ``path`` is the ``file_path`` of a known file."""
        return any(path == f"{file.kind}/{file.unique_id}" for file in self._files.values())

    def _add(self, kind: str, size: int) -> _File:
        file = _File(kind, f"SANDBOX-{kind}-{secrets.token_hex(12)}", size)
        self._files[file.file_id] = file
        return file

    def _content(self, file: _File, details: JSON) -> JSON:
        value = {**file.ids(), **_DETAILS[file.kind], **details}
        return {file.kind: [value] if file.kind == "photo" else value}
