"""Foreign pictures: whatever the file is, it becomes a small plain PNG or is refused in words."""

from __future__ import annotations

import random
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from crm_desktop import paths
from crm_desktop.domain.organisations import PictureKind
from crm_desktop.domain.problems import Refused
from crm_desktop.files import pictures
from crm_desktop.files.pictures import (
    BLANK,
    BROKEN,
    MOST_BYTES,
    NOT_A_PICTURE,
    SIDES,
    TOO_HEAVY,
    TOO_LARGE,
    TOO_SMALL,
    head_of,
    made_plain,
    prepared,
)
from crm_desktop.words import codes
from tests.pictures import a_picture, a_signature, a_stamp, bomb, chunk, png_saying, saved

LOGO, STAMP = PictureKind.LOGO, PictureKind.STAMP
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
TEXT_BOMB = (
    a_picture()[:33] + chunk(b"zTXt", b"a\0\0" + b"\x78\x9c" + b"\xff" * 40_000) + a_picture()[33:]
)


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data), formats=["PNG"])
    image.load()
    return image


def refusal(data: bytes, kind: PictureKind = LOGO) -> str:
    with pytest.raises(Refused) as refused:
        made_plain(data, kind)
    (problem,) = refused.value.problems
    # Words are there and nothing is left to be filled in.
    assert "…" not in codes.problem_text(problem)
    return problem.code


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
@pytest.mark.parametrize(("width", "height"), [(320, 120), (9, 4000), (5000, 4999), (1600, 1600)])
def test_a_good_picture_becomes_small(form: str, width: int, height: int) -> None:
    data = a_picture(width, height, form)
    head = head_of(data)
    assert (head.format, head.width, head.height) == (form, width, height)
    if min(width, height) * SIDES[LOGO] / max(width, height, SIDES[LOGO]) < pictures.LEAST_SIDE:
        assert refusal(data) == TOO_SMALL
        return
    made = opened(made_plain(data, LOGO))
    assert max(made.size) <= SIDES[LOGO]
    assert made.size[0] / made.size[1] == pytest.approx(width / height, rel=0.05)
    # What was small stays as it was.
    if max(width, height) <= SIDES[LOGO]:
        assert made.size == (width, height)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_points_is_understood(mode: str) -> None:
    form = "JPEG" if mode == "CMYK" else "PNG"
    image = Image.new("L", (64, 64), 90)
    image = Image.new(mode, (64, 64), 90 * 256) if mode == "I;16" else image.convert(mode)
    made = opened(made_plain(saved(image, form), LOGO)).convert("RGB")
    assert made.size == (64, 64)
    if mode not in {"1", "CMYK"}:
        assert made.getpixel((5, 5)) == (90, 90, 90)


def test_nothing_comes_along() -> None:
    facts = PngImagePlugin.PngInfo()
    facts.add_text("Author", "Иванов И. И.")
    image = Image.new("RGB", (50, 50), (1, 2, 3))
    exif = Image.Exif()
    exif[0x0132] = "2026:11:21 10:00:00"
    for data in (saved(image, pnginfo=facts), saved(image, "JPEG", exif=exif, comment=b"secret")):
        made = opened(made_plain(data, LOGO))
        assert made.info == {}
        assert b"2026" not in made_plain(data, LOGO)


def test_a_picture_taken_sideways_is_turned_upright() -> None:
    image = Image.new("RGB", (80, 40), (200, 10, 10))
    exif = Image.Exif()
    exif[0x0112] = 6
    assert opened(made_plain(saved(image, "JPEG", exif=exif), LOGO)).size == (40, 80)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_the_paper_of_a_stamp_is_see_through_and_cut_off(form: str) -> None:
    made = opened(made_plain(a_stamp(500, form), STAMP))
    assert made.mode == "RGBA"
    # 1000 points of sheet, 500 of stamp, its blurred edge included.
    assert made.size[0] == pytest.approx(500, abs=16)
    alpha = made.getchannel("A")
    assert alpha.getpixel((made.size[0] // 2, 30)) == 0
    assert alpha.getextrema() == (0, 255)


def test_a_stamp_that_is_see_through_already_is_left_so() -> None:
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    image.paste((10, 20, 200, 180), (50, 20, 150, 80))
    made = opened(made_plain(saved(image), PictureKind.SIGNATURE))
    assert made.size == (100, 60)
    assert made.getpixel((10, 10)) == (10, 20, 200, 180)


def test_the_same_picture_is_the_same_file() -> None:
    assert made_plain(a_signature(), STAMP) == made_plain(a_signature(), STAMP)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", NOT_A_PICTURE),
        (b"\x89PNG\r\n\x1a\n", NOT_A_PICTURE),
        (SVG, NOT_A_PICTURE),
        (b"GIF89a" + b"\0" * 100, NOT_A_PICTURE),
        (b"BM" + b"\0" * 100, NOT_A_PICTURE),
        (b"%PDF-1.4", NOT_A_PICTURE),
        (b"PK\x03\x04", NOT_A_PICTURE),
        (b"\xff\xd8\xff", BROKEN),
        (b"\xff\xd8\xff\xe0\0\0" * 50, BROKEN),
        (b"\xff\xd8" + b"\xff" * 5_000, BROKEN),
        (a_picture()[:-40], BROKEN),
        (a_picture(form="JPEG")[:300], BROKEN),
        (a_picture(form="JPEG")[:-500], BROKEN),
        (bomb(), TOO_LARGE),
        (png_saying(60_000, 500), TOO_LARGE),
        (png_saying(2**31 - 1, 2**31 - 1), TOO_LARGE),
        (png_saying(5_000, 4_000), BROKEN),
        (png_saying(0, 100), BROKEN),
        (a_picture(3, 3), TOO_SMALL),
        (b"\x89PNG\r\n\x1a\n" + b"x" * MOST_BYTES, TOO_HEAVY),
    ],
    ids=lambda one: f"{one[:12]!r}..{len(one)}" if isinstance(one, bytes) else str(one),
)
def test_what_is_no_picture_is_refused_in_words(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_paper_alone_is_no_stamp() -> None:
    blank = saved(Image.new("RGB", (300, 300), (250, 250, 249)))
    assert refusal(blank, STAMP) == BLANK
    assert refusal(saved(Image.new("RGBA", (300, 300), (0, 0, 0, 0))), STAMP) == BLANK
    assert opened(made_plain(blank, LOGO)).size == (300, 300)


def test_a_header_that_lies_is_refused() -> None:
    data = bytearray(a_picture(form="JPEG"))
    # A second frame header before the real one.
    fake = b"\xff\xc0\x00\x11\x08\x00\x40\x00\x40\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    assert refusal(bytes(data[:2]) + fake + bytes(data[2:])) == BROKEN


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_mutants_end_in_a_picture_or_a_refusal(form: str) -> None:
    chance = random.Random(f"mutants {form}")
    whole = a_picture(200, 90, form)
    ends = {"picture": 0, "refusal": 0}
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 8))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        if chance.random() < 0.2:
            del data[chance.randrange(len(data)) :]
        try:
            made = made_plain(bytes(data), chance.choice(list(PictureKind)))
        except Refused:
            ends["refusal"] += 1
        else:
            assert max(opened(made).size) <= 900
            ends["picture"] += 1
    assert min(ends.values()) > 0


@settings(max_examples=200)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xd8\xff", b""]),
)
def test_noise_is_refused(tail: bytes, start: bytes) -> None:
    with pytest.raises(Refused):
        made_plain(start + tail, LOGO)


def test_a_text_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    assert opened(made_plain(TEXT_BOMB, LOGO)).size == (320, 120)


def test_a_child_makes_the_picture_and_tells_what_is_wrong() -> None:
    assert prepared(a_stamp(), STAMP) == made_plain(a_stamp(), STAMP)
    for data, code in ((a_picture()[:-40], BROKEN), (bomb(), TOO_LARGE)):
        with pytest.raises(Refused) as refused:
            prepared(data, LOGO)
        assert [problem.code for problem in refused.value.problems] == [code]


def test_a_decoder_that_dies_is_only_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    dying = [sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"]
    monkeypatch.setattr(paths, "self_command", lambda *_arguments: dying)
    with pytest.raises(Refused) as refused:
        prepared(a_picture(), LOGO)
    assert refused.value.problems[0].code == BROKEN


def test_the_worst_that_is_allowed_stays_within_memory(tmp_path: Path) -> None:
    """25 megapixels and a bomb, in a process of their own: alive, and under 300 MB."""
    if not Path("/proc/self/status").is_file():
        pytest.skip("needs /proc to see a process's own peak")
    (tmp_path / "large.png").write_bytes(a_picture(5_000, 5_000))
    (tmp_path / "large.jpg").write_bytes(a_picture(5_000, 5_000, "JPEG"))
    (tmp_path / "bomb.png").write_bytes(bomb())
    program = f"""
from pathlib import Path
from crm_desktop import paths
from crm_desktop.domain.organisations import PictureKind
from crm_desktop.domain.problems import Refused
from crm_desktop.files.pictures import made_plain
for file in sorted(Path({str(tmp_path)!r}).iterdir()):
    for kind in PictureKind:
        try:
            made_plain(file.read_bytes(), kind)
        except Refused as refused:
            print(file.name, refused)
status = Path("/proc/self/status").read_text()
print(next(int(line.split()[1]) // 1024 for line in status.splitlines() if "VmHWM" in line))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    *lines, peak = done.stdout.split("\n")[:-1]
    assert [line for line in lines if TOO_LARGE not in line and BLANK not in line] == []
    assert int(peak) < 300, peak
