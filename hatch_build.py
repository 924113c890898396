"""Puts the resources, with their catalogues compiled, into the wheel as crm_desktop/resources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LEFT_OUT = {".po", ".pot", ".mo"}


class Resources(BuildHookInterface[BuilderConfig]):
    """Runs before each wheel; an editable install finds the resources beside the package."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues and name every file that travels."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        resources = root / "resources"
        included = build_data["force_include"]
        for page in sorted((root / "docs").glob("*/*.md")):
            included[str(page)] = f"crm_desktop/docs/{page.parent.name}/{page.name}"
        for po in sorted(resources.glob("i18n/*/LC_MESSAGES/*.po")):
            with po.open("rb") as source:
                catalogue = read_po(source, locale=po.parent.parent.name)
            with po.with_suffix(".mo").open("wb") as target:
                write_mo(target, catalogue)
            mo = po.with_suffix(".mo")
            included[str(mo)] = f"crm_desktop/{mo.relative_to(root).as_posix()}"
        if version == "editable":
            return
        for file in sorted(resources.rglob("*")):
            if file.is_file() and file.suffix not in LEFT_OUT and "parts" not in file.parts:
                included[str(file)] = f"crm_desktop/{file.relative_to(root).as_posix()}"
