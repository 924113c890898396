"""The installable program: one folder by PyInstaller, and this system's way to install it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import crm_desktop
from crm_desktop import licences
from installer import packages
from installer.linux.deb import build_deb

ROOT = packages.ROOT
DIST = ROOT / "dist"
PROGRAM = DIST / "CRM Desktop"
CONSOLE = "crm-desktop.exe" if sys.platform == "win32" else "crm-desktop"


def build(arguments: list[str]) -> int:
    """Freeze, collect licences and parts, prove the result, and wrap it when asked.

    `--quick` leaves the wrapping out; `--no-check` the proof.
    """
    began = time.monotonic()
    icons(ROOT / "build" / "icons")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(DIST), "--workpath", str(ROOT / "build" / "frozen")]
    code = subprocess.run(
        [*command, str(ROOT / "installer" / "crm_desktop.spec")], cwd=ROOT, check=False
    ).returncode
    if code:
        return code
    shipped = licences.parts()
    shelves = [PROGRAM, *DIST.glob("*.app/Contents/Resources")]
    missing = [
        name
        for shelf in shelves
        for name in packages.write_licences(shipped, shelf / licences.SHELF)
    ]
    if missing:
        print(f"without a licence's text: {', '.join(missing)}")
        return 1
    bill = packages.bill_of_materials(shipped, crm_desktop.__version__)
    (PROGRAM / "sbom.cdx.json").write_text(bill, "utf-8")
    took = time.monotonic() - began
    print(f"frozen: {size_of(PROGRAM) / 2**20:.0f} MiB, {len(shipped)} packages, {took:.0f} s")
    if "--no-check" not in arguments and (code := prove(PROGRAM / CONSOLE)):
        return code
    if "--quick" not in arguments:
        print(f"installer: {wrap()}")
    return 0


def size_of(folder: Path) -> int:
    """Bytes of a folder's files, a file under several names once."""
    return sum(
        file.stat().st_size
        for file in folder.rglob("*")
        if file.is_file() and not file.is_symlink()
    )


def prove(program: Path) -> int:
    """Run the frozen program's self-test where nothing of the source can help it."""
    with tempfile.TemporaryDirectory() as folder:
        env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        env["QT_QPA_PLATFORM"] = "offscreen"
        done = subprocess.run(
            [str(program), "--json", "self-test"],
            cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False,
        )  # fmt: skip
    print(done.stdout.strip() or done.stderr.strip())
    if done.returncode == 0 and not json.loads(done.stdout)["passed"]:
        return 1
    return done.returncode


def wrap() -> Path | str:
    """Make what a person installs on this system; says what is missing when it cannot."""
    version = crm_desktop.__version__
    if sys.platform == "win32":
        target = DIST / f"crm-desktop-{version}-setup.exe"
        return setup(PROGRAM, target)
    if sys.platform == "darwin":
        target = DIST / f"crm-desktop-{version}.dmg"
        script = ROOT / "installer" / "macos" / "dmg.sh"
        subprocess.run(["/bin/sh", str(script), str(DIST), str(target)], check=True)
        return target
    if shutil.which("dpkg-deb"):
        return build_deb(PROGRAM, DIST, version)
    return "dpkg-deb is not here; the folder itself can be used"


def setup(payload: Path, target: Path) -> Path:
    """Compile the Windows installer for a folder with the program; needs `makensis`."""
    script = ROOT / "installer" / "windows" / "crm_desktop.nsi"
    defines = {
        "VERSION": crm_desktop.__version__,
        "PAYLOAD": str(payload),
        "TARGET": str(target),
        "ICON": str(ROOT / "build" / "icons" / "crm-desktop.ico"),
        "SIZE_KB": str(size_of(payload) // 1024),
    }
    flags = [f"-D{name}={value}" for name, value in defines.items()]
    packer = shutil.which("makensis")
    if packer is None:
        raise FileNotFoundError("makensis: NSIS makes the Windows installer; install it first")
    subprocess.run([packer, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *flags, str(script)], check=True)
    return target


def icons(folder: Path) -> None:
    """Draw the program's icon in the formats of the three systems."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    drawn = folder / "crm-desktop.png"
    # In a process of its own: Qt must not be loaded in the one that freezes.
    subprocess.run(
        [sys.executable, "-m", "installer.draw_icon", str(drawn), "1024"], cwd=ROOT, check=True
    )
    with Image.open(drawn) as picture:
        picture.save(folder / "crm-desktop.ico", sizes=[(n, n) for n in (16, 24, 32, 48, 64, 256)])
        picture.save(folder / "crm-desktop.icns")
        for size in (48, 128, 256):
            picture.resize((size, size), Image.Resampling.LANCZOS).save(folder / f"{size}.png")
