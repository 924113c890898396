"""`backup`, `backups`, `restore`: verified copies made, listed and put back."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from crm_desktop import machine
from crm_desktop.cli.call import Call
from crm_desktop.cli.parser import Nouns
from crm_desktop.crm import Crm
from crm_desktop.db import copies, restore
from crm_desktop.db.backup import wall_clock
from crm_desktop.db.database import FILE_NAME, NO_BASE
from crm_desktop.db.durable import writing_to
from crm_desktop.db.lock import BaseLock
from crm_desktop.domain.backups import NOUNS, Copy, CopyMade, Mark, Restored, SecondPlace
from crm_desktop.domain.problems import Refused
from crm_desktop.words import backups as words
from crm_desktop.words import pgettext
from crm_desktop.words.codes import operation_text, problem_text
from crm_desktop.words.sizes import size_text


def register(nouns: Nouns) -> None:
    """Make the commands known to the parser."""
    one = nouns.verb("backup", make, pgettext("Backups", "Make a verified copy of the base"))
    one.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE.zip",
        help=pgettext("Backups", "a portable copy: the base and its files in one zip"),
    )
    nouns.verb("backups", show_list, pgettext("Backups", "List the copies, newest first"))
    one = nouns.verb("restore", put_back, pgettext("Backups", "Put a copy in the base’s place"))
    one.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help=pgettext("Backups", "a copy from the folder “backups”, or a portable copy (.zip)"),
    )
    one.add_argument(
        "--another-base",
        action="store_true",
        help=pgettext("Backups", "the copy is of another base, and that is meant"),
    )


def make(call: Call) -> int:
    """Make a verified copy, or the portable one."""
    with call.reading() as crm:
        target = call.arguments.file
        return _portable(call, crm, target) if target is not None else _copy(call, crm)


def _copy(call: Call, crm: Crm) -> int:
    second = machine.load().second_place
    done = crm.make_copy(Path(second) if second else None, call.terminal.progress)
    if done.second_trouble is not None:
        call.terminal.say(problem_text(done.second_trouble))
    data = {**_data(done.copy), "made": done.made, "second_place": done.second.value}
    call.terminal.answer(data, _copy_text(done))
    return 0


def _portable(call: Call, crm: Crm, target: Path) -> int:
    path = crm.save_portable(target.absolute(), call.terminal.progress)
    size = path.stat().st_size
    text = pgettext("Backups", "Portable copy: {path}, {size}")
    call.terminal.answer(
        {"file": str(path), "portable": True, "size": size, "verified": True},
        text.format(path=path, size=size_text(size)),
    )
    return 0


def show_list(call: Call) -> int:
    """Copies of the base, also when the base itself cannot be opened."""
    folder = call.folder_to_read()
    if not folder.is_dir():
        raise Refused.of(NO_BASE, path=str(folder))
    found = copies.listing(copies.folder_of(folder / FILE_NAME), call.terminal.progress)
    rows = (_data(one) for one in found)
    if call.terminal.json:
        call.terminal.rows(rows, ())
        return 0
    now = wall_clock()
    for one in found:
        parts = [one.path.name, words.ago(one.at, now), size_text(one.size)]
        if one.verified_at is None:
            parts.append(pgettext("Backups", "damaged"))
        else:
            parts.append(words.counts_text(one.counts))
            parts.append(_operation(one.last))
        call.terminal.line("  ".join(part for part in parts if part))
    if not found:
        call.terminal.line(pgettext("Backups", "There is no copy yet."))
    return 0


def put_back(call: Call) -> int:
    """Put a copy in the base's place; what stood there is kept."""
    asked = call.arguments
    folder = call.folder_to_write()
    file = _named(folder, asked.file)
    fresh = not folder.is_dir()
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = BaseLock(folder)
    try:
        done = restore.restore(folder, file, call.terminal.progress, another=asked.another_base)
    except BaseException:
        if fresh:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        lock.release()
    crm = Crm(folder)
    crm.reconcile_drafts(done)
    crm.close()
    call.terminal.answer(
        {
            "base": str(folder),
            "restored": str(file),
            "kept": str(done.kept) if done.kept is not None else None,
            "counts": _plural_keys(done.counts),
            "last_operation_at": done.made_at or None,
        },
        _restored_text(done),
    )
    return 0


def _named(folder: Path, given: Path) -> Path:
    """The file itself, or the copy of that name or number among the base's own."""
    if given.exists():
        return given.absolute()
    for one in copies.files(copies.folder_of(folder / FILE_NAME)):
        number = str(given)
        if one.name == number or (number.isdecimal() and copies.sequence_of(one) == int(number)):
            return one
    return given.absolute()


def _data(copy: Copy) -> dict[str, object]:
    return {
        "file": str(copy.path),
        "sequence": copy.sequence,
        "at": copy.at.isoformat(timespec="seconds"),
        "age_seconds": max(int((wall_clock() - copy.at).total_seconds()), 0),
        "size": copy.size,
        "counts": _plural_keys(copy.counts),
        "last_operation": {
            "id": copy.last.id,
            "at": copy.last.at or None,
            "name": copy.last.name,
            "text": _operation(copy.last),
        },
        "verified": copy.verified_at is not None,
        "verified_at": copy.verified_at,
    }


def _plural_keys(counts: Mapping[str, int]) -> dict[str, int]:
    return {f"{noun}s": counts[noun] for noun in NOUNS if noun in counts}


def _copy_text(done: CopyMade) -> str:
    if done.made:
        said = pgettext("Backups", "Copy made and verified: {path}, {size}")
    else:
        said = pgettext("Backups", "Nothing changed since the verified copy {path}, {size}")
    size = size_text(done.copy.size)
    lines = [said.format(path=done.copy.path, size=size), words.counts_text(done.copy.counts)]
    if done.second is SecondPlace.CURRENT:
        lines.append(pgettext("Backups", "It is in the second place, too."))
    elif done.second is SecondPlace.ABSENT:
        lines.append(pgettext("Backups", "The second place is not connected."))
    return "\n".join(lines)


def _restored_text(done: Restored) -> str:
    lines = [
        pgettext("Backups", "The base is put back: {counts}").format(
            counts=words.counts_text(done.counts)
        )
    ]
    if done.kept is not None:
        lines.append(
            pgettext("Backups", "What stood there before is kept: {path}").format(path=done.kept)
        )
    return "\n".join(lines)


def _operation(last: Mark) -> str:
    return operation_text(last.name, last.title) if last.id else ""
