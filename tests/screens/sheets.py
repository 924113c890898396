"""Contact sheets: all pictures of one scene on one, and one page that shows the sheets."""

from __future__ import annotations

import html
from collections import defaultdict
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

THUMB = (640, 360)
GAP, HEAD = 16, 22
WIDE = 4
"""Pictures beside each other: a sheet wider than this is not looked at but past."""
FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "Inter-Medium.ttf"


def make(target: Path) -> None:
    """A sheet for each folder of pictures, and `index.html` over them."""
    scenes = sorted(one for one in target.iterdir() if one.is_dir())
    for scene in scenes:
        _sheet(scene)
    (target / "index.html").write_text(_page(target, scenes), "utf-8")


def _sheet(scene: Path) -> None:
    rows: dict[str, list[Path]] = defaultdict(list)
    for picture in sorted(scene.glob("*.png")):
        size, kind, *_rest = picture.stem.split("-")
        rows[f"{size} {kind}"].append(picture)
    if not rows:
        return
    lines = [
        pictures[at : at + WIDE]
        for pictures in rows.values()
        for at in range(0, len(pictures), WIDE)
    ]
    columns = max(map(len, lines))
    step = (THUMB[0] + GAP, THUMB[1] + HEAD + GAP)
    sheet = Image.new("RGB", (columns * step[0] + GAP, len(lines) * step[1] + GAP), "#888888")
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(FONT), 14)
    for line, pictures in enumerate(lines):
        for place, picture in enumerate(pictures):
            left, top = GAP + place * step[0], GAP + line * step[1]
            pen.text((left, top), picture.stem, "#ffffff", font)
            with Image.open(picture) as opened:
                small = opened.convert("RGB")
            small.thumbnail(THUMB, Image.Resampling.LANCZOS)
            sheet.paste(small, (left, top + HEAD))
    sheet.save(scene.with_suffix(".png"), optimize=True)


def _page(target: Path, scenes: list[Path]) -> str:
    parts = [
        "<!doctype html><meta charset=utf-8><title>Screens</title>",
        "<style>body{font:14px sans-serif;background:#888;color:#fff;margin:16px}",
        "img{max-width:100%} a{color:#fff;margin-right:8px}</style>",
    ]
    for scene in scenes:
        name = html.escape(scene.name)
        parts.append(f"<h2 id='{name}'>{name}</h2>")
        parts += [
            f"<a href='{html.escape(p.relative_to(target).as_posix())}'>{html.escape(p.stem)}</a>"
            for p in sorted(scene.glob("*.png"))
        ]
        parts.append(f"<p><img loading=lazy src='{name}.png'></p>")
    return "\n".join(parts)
