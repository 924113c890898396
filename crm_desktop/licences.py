"""The parts the program is made of: their versions, their licences, the texts of these."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from crm_desktop import paths
from crm_desktop.late import dataclass

INDEX = "INDEX.txt"
SHELF = "licences"
"""The folder of the packaged program with the texts; in a bundle of macOS among its resources."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_INDEX_LINE = re.compile(r"(?P<name>\S+) ?(?P<version>\S*) — (?P<licence>.+)")
_SOURCE = Path(__file__).resolve().parent.parent
_QT = ("LGPL-3.0.txt", "GPL-3.0.txt")
_CHOSEN = {"shiboken6": "LGPL-3.0-only", "pyside6-essentials": "LGPL-3.0-only"}
"""Offered under several licences, shipped under this one; their wheels bring no text of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part that travels with the program; `files` are the texts of its licence."""

    name: str
    version: str
    licence: str
    files: tuple[Path, ...]

    def text(self) -> str:
        """The whole licence; empty where the part brings none."""
        texts = (file.read_text("utf-8", "replace").strip() for file in self.files)
        return "\n\n\n".join(texts)


def parts() -> list[Part]:
    """Every part by name: as packaged, or as found in the environment of the source.

    Raises `PackageNotFoundError` when a dependency is missing from that environment.
    """
    if paths.frozen():
        beside = Path(sys.executable).parent
        in_bundle = beside.parent / "Resources"
        return packaged((in_bundle if in_bundle.is_dir() else beside) / SHELF)
    return sorted([*packages(), *others()], key=lambda part: part.name.lower())


def packaged(shelf: Path) -> list[Part]:
    """What the packager put on the shelf: an index, and a folder or a file per part."""
    index = shelf / INDEX
    if not index.is_file():
        return others()
    found = []
    for line in index.read_text("utf-8").splitlines():
        fields = _INDEX_LINE.fullmatch(line)
        if fields is None:
            continue
        name = fields["name"]
        files = tuple(sorted((shelf / name).glob("*.txt")))
        found.append(Part(name, fields["version"], fields["licence"], files))
    return sorted(found, key=lambda part: part.name.lower())


def packages() -> list[Part]:
    """The run-time dependencies with all that they need on this system."""
    seen: dict[str, Distribution] = {}
    queue = _wanted()
    while queue:
        requirement = queue.pop()
        name = canonical(_name(requirement))
        if name in seen or "extra ==" in requirement:
            continue
        try:
            seen[name] = distribution(name)
        except PackageNotFoundError:
            # A marker may say that another system needs it.
            if ";" in requirement:
                continue
            raise
        queue += seen[name].requires or ()
    return [_part(name, seen[name]) for name in sorted(seen)]


def others() -> list[Part]:
    """Parts that are no Python packages."""
    resources = paths.resources()
    return [
        Part("Inter", "", "OFL-1.1", (resources / "fonts" / "OFL.txt",)),
        Part("Lucide", "", "ISC", (resources / "icons" / "LICENSE",)),
    ]


def canonical(name: str) -> str:
    """A package's name as the index spells it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _wanted() -> list[str]:
    project = _SOURCE / "pyproject.toml"
    if project.is_file():
        return list(tomllib.loads(project.read_text("utf-8"))["project"]["dependencies"])
    return list(distribution("crm-desktop").requires or ())


def _name(requirement: str) -> str:
    found = _NAME.match(requirement)
    assert found is not None, requirement
    return found[0]


def _part(name: str, found: Distribution) -> Part:
    meta = found.metadata
    licence = (
        _CHOSEN.get(name)
        or "".join(meta.get_all("License-Expression") or [])
        or _by_classifier(meta.get_all("Classifier") or [])
        or "".join((meta.get_all("License") or [""])[0].splitlines()[:1])
        or "see its files"
    )
    files = _texts_of_qt() if name in _CHOSEN else _texts(found)
    return Part(name, found.version, licence.strip(), tuple(files))


def _by_classifier(classifiers: Iterable[str]) -> str:
    named = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    return " / ".join(named)


def _texts_of_qt() -> Iterator[Path]:
    for name in _QT:
        yield paths.resources() / "licences" / name


def _texts(found: Distribution) -> Iterator[Path]:
    for file in found.files or ():
        inside = ".dist-info" in file.parts[0]
        if inside and (_LICENCE_FILE.search(file.name) or "licenses" in file.parts):
            place = Path(str(found.locate_file(file)))
            if place.is_file():
                yield place
