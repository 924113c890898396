"""A view as a file that is given to others, and back out of one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from crm_desktop.domain.problems import Refused
from crm_desktop.domain.rights import Right
from crm_desktop.domain.views import (
    LONGEST_NAME,
    UNREADABLE,
    SharedView,
    ViewSpec,
    from_file,
    tidy,
    to_file,
)
from crm_desktop.exports.target import export
from crm_desktop.files.saving import save
from crm_desktop.queries import client_fields
from crm_desktop.queries.read import Read

ENDING = ".json"
CLIENTS = "client"
LARGEST = 1_000_000
"""Bytes; a view of a hundred conditions has a twentieth of it."""


@export(right=Right.VIEW)
def to_json(
    read: Read, noun: str, name: str, spec: ViewSpec, target: Path, overwrite: bool = False
) -> Path:
    """Write a view into `target`; it holds conditions and columns, no client."""
    known = client_fields.known(read) if noun == CLIENTS else ()
    text = json.dumps(to_file(noun, name, spec, known), ensure_ascii=False, indent=2) + "\n"
    return save(text.encode(), target, overwrite=overwrite)


def read_view(source: Path, noun: str) -> SharedView:
    """The view out of a file; the name is that of the file when it says none.

    `Refused` when it is no view, one of a newer program, or one of another list.
    """
    try:
        with source.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise Refused.of(UNREADABLE)
        data = json.loads(raw.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        raise Refused.of(UNREADABLE) from None
    found = from_file(data, noun)
    return found if found.name else replace(found, name=tidy(source.stem)[:LONGEST_NAME])
