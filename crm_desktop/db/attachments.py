"""Files beside the base, named by their content: written once, never changed, never twice."""

from __future__ import annotations

import hashlib
import logging
import re
from pathlib import Path

from sqlalchemy import Connection

from crm_desktop.db.durable import write_whole, writing_to

FOLDER = "files"

_NAME = re.compile(r"[0-9a-f]{64}")
_log = logging.getLogger(__name__)


class Attachments:
    """The files of one base: `files/ab/<hash>`; a row holds the hash (decision 3: no BLOB)."""

    def __init__(self, base: Path) -> None:
        """`base` is the folder of the base."""
        self._folder = base / FOLDER

    def put(self, data: bytes) -> str:
        """Keep a content and return its hash; what is there already is not written again.

        A file that nobody's row names does no harm: whoever changes the row may still fail.
        """
        name = hashlib.sha256(data).hexdigest()
        target = self._folder / name[:2] / name
        if self.get(name) is None:
            with writing_to(self._folder.parent, len(data)):
                target.parent.mkdir(parents=True, exist_ok=True)
                write_whole(target, data)
        return name

    def get(self, name: str) -> bytes | None:
        """The content of that hash; None when it is not there or no longer what it was."""
        if not _NAME.fullmatch(name):
            return None
        try:
            data = (self._folder / name[:2] / name).read_bytes()
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() != name:
            _log.info("an attachment is not what its name says")
            return None
        return data


def beside(connection: Connection) -> Attachments:
    """The files beside the base that a connection is open on."""
    rows = connection.exec_driver_sql("PRAGMA database_list").fetchall()
    main = next(str(file) for _number, name, file in rows if name == "main")
    return Attachments(Path(main).parent)
