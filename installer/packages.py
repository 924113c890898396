"""What the program ships besides its own code: the packages, their licences, the list of parts."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LICENCE_FILE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_OTHERS = (
    ("Inter", "OFL-1.1", "resources/fonts/OFL.txt"),
    ("Lucide", "ISC", "resources/icons/LICENSE"),
)
"""Parts that are no Python packages: name, licence, where its text stands."""
_QT = ("installer/licences/LGPL-3.0.txt", "installer/licences/GPL-3.0.txt")
_CHOSEN = {"shiboken6": "LGPL-3.0-only", "pyside6-essentials": "LGPL-3.0-only"}
"""Offered under several licences, shipped under this one; their wheels bring no text of it."""


@dataclass(frozen=True, slots=True)
class Package:
    """One package that travels with the program; `files` are the texts of its licence."""

    name: str
    version: str
    licence: str
    files: tuple[Path, ...]


def canonical(name: str) -> str:
    """A package's name as the index spells it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def shipped() -> list[Package]:
    """The run-time dependencies with all that they need on this system, by name.

    Read from the environment that builds; raises `PackageNotFoundError` when one is missing.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    seen: dict[str, Distribution] = {}
    queue = [_name(one) for one in project["dependencies"]]
    while queue:
        name = canonical(queue.pop())
        if name in seen:
            continue
        seen[name] = distribution(name)
        queue += [_name(one) for one in seen[name].requires or () if _is_wanted(one)]
    return [_package(name, seen[name]) for name in sorted(seen)]


def write_licences(packages: Iterable[Package], folder: Path) -> list[str]:
    """Put every licence's text into `folder`; returns the names of parts that have none."""
    folder.mkdir(parents=True, exist_ok=True)
    index, missing = [], []
    for one in packages:
        index.append(f"{one.name} {one.version} — {one.licence}")
        for number, file in enumerate(one.files):
            place = folder / one.name / f"{number:02d}-{file.stem}.txt"
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(file.read_bytes())
        if not one.files:
            missing.append(one.name)
    for name, licence, text in _OTHERS:
        index.append(f"{name} — {licence}")
        (folder / f"{name.lower()}.txt").write_bytes((ROOT / text).read_bytes())
    (folder / "crm-desktop.txt").write_bytes((ROOT / "LICENSE").read_bytes())
    (folder / "INDEX.txt").write_text("\n".join(index) + "\n", "utf-8")
    return missing


def bill_of_materials(packages: Iterable[Package], version: str) -> str:
    """The list of parts as CycloneDX 1.5 JSON, the same for the same parts."""
    hashes = _hashes((ROOT / "requirements.txt").read_text("utf-8"))
    components: list[dict[str, object]] = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{one.name}@{one.version}",
            "name": one.name,
            "version": one.version,
            "purl": f"pkg:pypi/{one.name}@{one.version}",
            "licenses": [_licence(one.licence)],
            "properties": [
                {"name": "crm-desktop:locked-sha256", "value": value}
                for value in sorted(hashes.get(one.name, ()))
            ],
        }
        for one in packages
    ]
    components += [
        {"type": "library", "bom-ref": name, "name": name, "licenses": [_licence(licence)]}
        for name, licence, _text in _OTHERS
    ]
    ref = f"pkg:pypi/crm-desktop@{version}"
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": ref,
                "name": "CRM Desktop",
                "version": version,
                "licenses": [_licence("MIT")],
            }
        },
        "components": components,
        "dependencies": [{"ref": ref, "dependsOn": [one["bom-ref"] for one in components]}],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _name(requirement: str) -> str:
    found = _NAME.match(requirement)
    assert found is not None, requirement
    return found[0]


def _is_wanted(requirement: str) -> bool:
    """Whether a requirement holds here: extras do not, other systems' parts do not."""
    from packaging.requirements import Requirement

    marker = Requirement(requirement).marker
    return marker is None or marker.evaluate({"extra": ""})


def _package(name: str, found: Distribution) -> Package:
    meta = found.metadata
    licence = (
        _CHOSEN.get(name)
        or "".join(meta.get_all("License-Expression") or [])
        or _by_classifier(meta.get_all("Classifier") or [])
        or "".join((meta.get_all("License") or [""])[0].splitlines()[:1])
        or "see its files"
    )
    files = [ROOT / one for one in _QT] if name in _CHOSEN else list(_texts(found))
    return Package(name, found.version, licence.strip(), tuple(files))


def _by_classifier(classifiers: Iterable[str]) -> str:
    named = [one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")]
    return " / ".join(named)


def _texts(found: Distribution) -> Iterator[Path]:
    for file in found.files or ():
        inside = ".dist-info" in file.parts[0]
        if inside and (_LICENCE_FILE.search(file.name) or "licenses" in file.parts):
            place = Path(str(found.locate_file(file)))
            if place.is_file():
                yield place


def _licence(text: str) -> dict[str, object]:
    """A licence as CycloneDX wants it: an SPDX id, an expression, or a name."""
    if re.fullmatch(r"[A-Za-z0-9.+-]+", text):
        return {"license": {"id": text}} if text in _SPDX else {"license": {"name": text}}
    if re.search(r"\b(AND|OR|WITH)\b", text):
        return {"expression": text}
    return {"license": {"name": text}}


_SPDX = frozenset(
    {
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "HPND",
        "ISC",
        "LGPL-3.0-only",
        "MIT",
        "MIT-CMU",
        "MPL-2.0",
        "OFL-1.1",
        "PSF-2.0",
        "Zlib",
    }
)


def _hashes(lock: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in lock.splitlines():
        pinned = re.match(r"([A-Za-z0-9._-]+)==", line)
        if pinned:
            name = canonical(pinned[1])
        found.setdefault(name, []).extend(re.findall(r"sha256:([0-9a-f]{64})", line))
    return found
