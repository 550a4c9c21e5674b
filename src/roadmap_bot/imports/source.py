"""Load the document to import: plain text of a size that a roadmap may have."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from roadmap_bot.errors import Place, Problem, UserError

MOST_BYTES = 512 * 1024
MOST_LINES = 10_000
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ENDS = re.compile(r"\r\n?")


def load_text(file: Path) -> str:
    """Load the text of a document. Raises UserError where it is no such text."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise _refuse("import.unreadable", file) from error
    return parse_text(data, file)


def parse_text(data: bytes, file: Path) -> str:
    """Parse the bytes of a document. Raises UserError where they are no text, or too long."""
    if len(data) > MOST_BYTES:
        raise _refuse("import.size", file, limit=MOST_BYTES // 1024)
    if data.startswith(_WIDE):
        raise _refuse("import.encoding", file)
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise _refuse("import.encoding", file) from error
    if _BINARY.search(text):
        raise _refuse("import.binary", file)
    if text.count("\n") > MOST_LINES:
        raise _refuse("import.lines", file, limit=MOST_LINES)
    return _ENDS.sub("\n", text)


def _refuse(code: str, file: Path, **values: object) -> UserError:
    return UserError(Problem(code, values, Place(file.as_posix())))
