"""Errors with a stable code: what was given, what is allowed, what to do."""

from __future__ import annotations


class EmberwatchError(Exception):
    """Something a user can mend. `code` is stable (E001 …); the text says what was given and what to do."""

    code = "E000"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return f"[{self.code}] {self.message}"


class EvidenceError(EmberwatchError):
    """Words that differ from the text at their span, or a span outside the text."""

    code = "E001"


class InputRefused(EmberwatchError):
    """A file, line or text that cannot be read as a report; the others are read."""

    code = "E010"


class SettingError(EmberwatchError):
    """An option or setting with a value that is not allowed."""

    code = "E020"


class RecordError(EmberwatchError):
    """A record that cannot be opened, is newer than this version, or cannot be written."""

    code = "E030"


class NotFound(EmberwatchError):
    """An id or name that the record does not hold."""

    code = "E031"


class CodebookError(EmberwatchError):
    """A codebook, actor or gazetteer file with errors; every one of them is listed."""

    code = "E040"


class WeightsError(EmberwatchError):
    """The encoder's weights are missing or are not the ones that the card describes."""

    code = "E050"


class TableError(EmberwatchError):
    """A file of events or counts with faults; every one of them is listed and nothing of it is taken."""

    code = "E070"
