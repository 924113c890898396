"""What the program ships besides its own code: the packages, their licences, the list of parts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from crm_desktop.licences import INDEX, Part, canonical

ROOT = Path(__file__).resolve().parent.parent


def write_licences(parts: Iterable[Part], folder: Path) -> list[str]:
    """Put every licence's text into `folder`; returns the names of parts that have none."""
    folder.mkdir(parents=True, exist_ok=True)
    index, missing = [], []
    for one in parts:
        index.append(f"{one.name} {one.version} — {one.licence}".replace("  ", " "))
        for number, file in enumerate(one.files):
            place = folder / one.name / f"{number:02d}-{file.stem}.txt"
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(file.read_bytes())
        if not one.files:
            missing.append(one.name)
    (folder / "crm-desktop.txt").write_bytes((ROOT / "LICENSE").read_bytes())
    (folder / INDEX).write_text("\n".join(index) + "\n", "utf-8")
    return missing


def bill_of_materials(parts: Iterable[Part], version: str) -> str:
    """The list of parts as CycloneDX 1.5 JSON, the same for the same parts."""
    hashes = _hashes((ROOT / "requirements.txt").read_text("utf-8"))
    components = [_component(one, hashes) for one in parts]
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


def _component(part: Part, hashes: dict[str, list[str]]) -> dict[str, object]:
    component: dict[str, object] = {
        "type": "library",
        "bom-ref": part.name,
        "name": part.name,
        "licenses": [_licence(part.licence)],
    }
    if part.version:
        address = f"pkg:pypi/{part.name}@{part.version}"
        locked = sorted(hashes.get(part.name, ()))
        component |= {
            "bom-ref": address,
            "version": part.version,
            "purl": address,
            "properties": [
                {"name": "crm-desktop:locked-sha256", "value": value} for value in locked
            ],
        }
    return component


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
