"""What the system's programs are asked to open for a contact point."""

from __future__ import annotations

import pytest

from crm_desktop.domain.clients import PointKind
from crm_desktop.domain.contact_ways import openings

PHONE, EMAIL, MESSENGER, SITE = PointKind


@pytest.mark.parametrize(
    ("kind", "value", "normal", "ext", "addresses"),
    [
        (
            PHONE,
            "8 916 123-45-67",
            "+79161234567",
            None,
            ["tel:+79161234567", "https://wa.me/79161234567", "https://t.me/+79161234567"],
        ),
        (
            PHONE,
            "8 495 123-45-67 доб. 12",
            "+74951234567",
            "12",
            ["tel:+74951234567;ext=12", "https://wa.me/74951234567", "https://t.me/+74951234567"],
        ),
        (PHONE, "2-34-56", None, None, ["tel:23456"]),
        (PHONE, "нет", None, None, []),
        (EMAIL, "Info@Yolki.RU", "info@yolki.ru", None, ["mailto:info@yolki.ru"]),
        (EMAIL, "спросить у Ани", None, None, []),
        (EMAIL, "a@b.ru?bcc=c@d.ru", None, None, []),
        (MESSENGER, "@anna_shop", None, None, ["https://t.me/anna_shop"]),
        (MESSENGER, "https://t.me/anna_shop", None, None, ["https://t.me/anna_shop"]),
        (MESSENGER, "wa.me/79161234567", None, None, ["https://wa.me/79161234567"]),
        (
            MESSENGER,
            "8 916 123-45-67",
            None,
            None,
            ["https://wa.me/79161234567", "https://t.me/+79161234567"],
        ),
        (SITE, "yolki.ru/цены", None, None, ["https://yolki.ru/цены"]),
        (SITE, "http://yolki.ru", None, None, ["http://yolki.ru"]),
        (SITE, "javascript:alert(1)", None, None, []),
        (SITE, "file:///C:/Windows/notepad.exe", None, None, []),
        (SITE, "нет сайта", None, None, []),
    ],
)
def test_a_point_is_opened_by_the_systems_own_programs(
    kind: PointKind, value: str, normal: str | None, ext: str | None, addresses: list[str]
) -> None:
    assert [one.address for one in openings(kind, value, normal, ext)] == addresses
