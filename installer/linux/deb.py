"""The package for Debian and Ubuntu: the frozen folder under /opt, two commands, a menu entry."""

from __future__ import annotations

import platform
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ICONS = HERE.parent.parent / "build" / "icons"
SYSTEM = (
    "libgl1, libegl1, libxkbcommon0, libfontconfig1, libdbus-1-3, libglib2.0-0 | libglib2.0-0t64,"
    " libxcb-cursor0, libxkbcommon-x11-0, libxcb-icccm4, libxcb-keysyms1, libxcb-image0,"
    " libxcb-render-util0, libxcb-shape0, libxcb-xkb1, libx11-xcb1"
)
"""What Qt loads from the system, as `run.py` names it."""
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
COMMANDS = {"crm-desktop": "crm-desktop", "crm-desktop-window": "CRM Desktop"}
"""Names on the path, and the program in the folder that each starts."""


def build_deb(program: Path, target_folder: Path, version: str) -> Path:
    """Pack the frozen folder; `dpkg-deb` must be there. Settings and bases are never touched."""
    machine = MACHINES.get(platform.machine(), platform.machine())
    root = target_folder / "deb"
    shutil.rmtree(root, ignore_errors=True)
    inside = root / "opt" / "crm-desktop"
    shutil.copytree(program, inside, symlinks=True)
    for name, started in COMMANDS.items():
        link = root / "usr" / "bin" / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(f"/opt/crm-desktop/{started}")
    _put(HERE / "crm-desktop.desktop", root / "usr/share/applications/crm-desktop.desktop")
    for size in (48, 128, 256):
        place = f"usr/share/icons/hicolor/{size}x{size}/apps/crm-desktop.png"
        _put(ICONS / f"{size}.png", root / place)
    size_kb = sum(f.stat().st_size for f in inside.rglob("*") if f.is_file()) // 1024
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        "Package: crm-desktop\n"
        f"Version: {version}\n"
        f"Architecture: {machine}\n"
        "Section: office\n"
        "Priority: optional\n"
        "Maintainer: CRM Desktop contributors <crm-desktop@users.noreply.example>\n"
        f"Installed-Size: {size_kb}\n"
        f"Depends: libc6 (>= 2.34), {SYSTEM}\n"
        "Description: clients, deals, tasks and invoices of a small business, offline\n"
        " One program on one computer: a client book, a deal funnel, reminders, Excel import\n"
        " and export, printable invoices. It opens no network connection.\n",
        "utf-8",
    )
    target = target_folder / f"crm-desktop_{version}_{machine}.deb"
    packer = shutil.which("dpkg-deb")
    if packer is None:
        raise FileNotFoundError("dpkg-deb")
    command = [packer, "--root-owner-group", "-Zxz", "--build", str(root), str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(root)
    return target


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
