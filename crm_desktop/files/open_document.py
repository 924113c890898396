"""Books of OpenDocument, before the parser reads them: signs of a text that it would leave out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, BinaryIO

CONTENT = "content.xml"
_READ = ("mimetype", "META-INF/manifest.xml")
"""What the parser reads besides."""
_MARKS = (b"<text:tab", b"<text:line-break")
_LEFT_OUT = re.compile(rb"<text:(tab|line-break)(?:\s[^<>]*)?(?:/>|>\s*</text:\1>)")
_SIGNS = {b"tab": b"&#9;", b"line-break": b"&#10;"}
_PIECE = 2**20
_TAG = 4_096
"""So near the end of a piece a tag may be cut: it is looked at with the next one."""


def mended(book: Path | BinaryIO) -> BinaryIO | None:
    """The book with tabs and line breaks as letters; None when it has none and is as good itself.

    In OpenDocument they are marks, which the parser drops: two phones in a cell would become one.
    """
    with zipfile.ZipFile(book) as packed:
        with packed.open(CONTENT) as content:
            marked = any(mark in piece for piece in _pieces(content) for mark in _MARKS)
        if not marked:
            if not isinstance(book, Path):
                book.seek(0)
            return None
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
            for name in _READ:
                if name in packed.namelist():
                    out.writestr(name, packed.read(name))
            with packed.open(CONTENT) as content, out.open(CONTENT, "w") as written:
                for piece in _pieces(content):
                    written.write(_LEFT_OUT.sub(lambda found: _SIGNS[found[1]], piece))
    copy.seek(0)
    return copy


def _pieces(content: IO[bytes]) -> Iterator[bytes]:
    """The text piece by piece, no tag of a sign cut in two."""
    kept = b""
    while chunk := content.read(_PIECE):
        kept += chunk
        near = max(0, len(kept) - _TAG)
        cut = kept.rfind(b"<text:", near)
        if cut < 0:
            # Of any other tag only what may become such a mark is held back.
            cut = kept.rfind(b"<", near)
        if cut < 0:
            cut = len(kept)
        yield kept[:cut]
        kept = kept[cut:]
    yield kept
