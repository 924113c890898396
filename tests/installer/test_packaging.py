"""What is installed: every part named with its licence, the installers made from a stand-in."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from crm_desktop import licences
from crm_desktop.licences import Part
from installer import freeze, packages
from installer.linux import deb


@pytest.fixture(scope="module")
def shipped() -> list[Part]:
    return licences.parts()


@pytest.fixture
def payload(tmp_path: Path) -> Path:
    """A stand-in for the frozen folder, with a name in Cyrillic and a blank in it."""
    folder = tmp_path / "CRM Desktop"
    (folder / "_internal" / "resources").mkdir(parents=True)
    (folder / "licences").mkdir()
    for name in ("CRM Desktop.exe", "CRM Desktop", "crm-desktop", "_internal/счёт.txt"):
        (folder / name).write_bytes(b"stand-in")
    return folder


def test_every_locked_package_is_shipped_with_the_text_of_its_licence(
    shipped: list[Part], root: Path, tmp_path: Path
) -> None:
    lock = (root / "requirements.txt").read_text("utf-8")
    locked = {licences.canonical(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}
    # The start from the source needs Babel and uv's own resolution names it; the program does not.
    here = locked - {"babel", "colorama", "greenlet"}
    assert {one.name for one in shipped} == here | {"Inter", "Lucide"}
    assert packages.write_licences(shipped, tmp_path) == []
    assert [(p.name, p.version, p.licence, p.text()) for p in licences.packaged(tmp_path)] == [
        (p.name, p.version, p.licence, p.text()) for p in shipped
    ]
    index = (tmp_path / "INDEX.txt").read_text("utf-8")
    assert "pyside6-essentials 6.11.3 — LGPL-3.0-only" in index
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in "".join(
        file.read_text("utf-8", "replace") for file in tmp_path.glob("pyside6-essentials/*.txt")
    )


def test_no_part_is_under_the_gpl_alone(shipped: list[Part]) -> None:
    alone = [one.name for one in shipped if re.match(r"A?GPL", one.licence)]
    assert alone == []


def test_the_bill_names_every_part_and_is_the_same_for_the_same_parts(
    shipped: list[Part],
) -> None:
    bill = packages.bill_of_materials(shipped, "0.1.0")
    assert bill == packages.bill_of_materials(shipped, "0.1.0")
    data = json.loads(bill)
    assert data["specVersion"] == "1.5"
    names = {one["name"] for one in data["components"]}
    assert {one.name for one in shipped} == names
    assert all(one["licenses"] for one in data["components"])
    locked = [one for one in data["components"] if one.get("purl")]
    assert all(one["properties"] for one in locked)


def test_a_package_without_a_licence_text_is_noticed(tmp_path: Path) -> None:
    bare = Part("bare", "1", "MIT", ())
    assert packages.write_licences([bare], tmp_path) == ["bare"]


def test_the_windows_installer_compiles(payload: Path, tmp_path: Path, root: Path) -> None:
    if shutil.which("makensis") is None:
        pytest.skip("needs makensis")
    freeze.icons(root / "build" / "icons")
    made = freeze.setup(payload, tmp_path / "crm-desktop-setup.exe")
    assert made.read_bytes()[:2] == b"MZ"
    assert made.stat().st_size > 50_000


def test_the_package_for_debian_holds_program_commands_and_menu_entry(
    payload: Path, tmp_path: Path, root: Path
) -> None:
    if shutil.which("dpkg-deb") is None:
        pytest.skip("needs dpkg-deb")
    freeze.icons(root / "build" / "icons")
    made = deb.build_deb(payload, tmp_path / "out", "0.1.0")
    listed = subprocess.run(
        ["dpkg-deb", "--contents", str(made)], capture_output=True, text=True, check=True
    ).stdout
    for wanted in (
        "./opt/crm-desktop/CRM Desktop",
        "./usr/bin/crm-desktop -> /opt/crm-desktop/crm-desktop",
        "./usr/bin/crm-desktop-window -> /opt/crm-desktop/CRM Desktop",
        "./usr/share/applications/crm-desktop.desktop",
        "./usr/share/icons/hicolor/128x128/apps/crm-desktop.png",
    ):
        assert wanted in listed
    told = subprocess.run(
        ["dpkg-deb", "--field", str(made), "Depends"], capture_output=True, text=True, check=True
    ).stdout
    assert "libc6 (>= 2.34)" in told


def test_the_package_for_debian_asks_for_what_qt_loads(root: Path) -> None:
    start = (root / "run.py").read_text("utf-8")
    wanted = set(re.findall(r'"lib[\w.+-]+\.so\.\d+": "([\w.+-]+)"', start))
    asked = set(re.findall(r"lib[\w.+-]+", deb.SYSTEM))
    # The rest comes with these by their own dependencies.
    carried = {"libxcb-randr0", "libxcb-shm0", "libxcb-sync1", "libxcb-xfixes0"}
    assert wanted - carried <= asked


def test_the_menu_entry_is_valid(root: Path) -> None:
    if shutil.which("desktop-file-validate") is None:
        pytest.skip("needs desktop-file-validate")
    entry = root / "installer" / "linux" / "crm-desktop.desktop"
    done = subprocess.run(
        ["desktop-file-validate", str(entry)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
