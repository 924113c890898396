"""A way of contact as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from crm_desktop.ui.parts.contact_button import shown_point


@dataclass(frozen=True)
class Typed:
    """A contact point as it is kept."""

    kind: str
    value: str
    normal: str | None = None
    ext: str | None = None
    label: str = ""


@pytest.mark.parametrize(
    ("point", "shown"),
    [
        (Typed("phone", "8 916 1234567", "+79161234567"), "+7 (916) 123-45-67"),
        (
            Typed("phone", "+7 495 123-45-67 доб. 5", "+74951234567", "5"),
            "+7 (495) 123-45-67 доб. 5",
        ),
        (Typed("phone", "+44 151 496 0660", "+441514960660"), "+44 151 496 0660"),
        (Typed("phone", "спросить Олю"), "спросить Олю"),
        (Typed("email", "a@b.ru", "a@b.ru"), "a@b.ru"),
    ],
)
def test_a_phone_is_shown_as_in_the_list(point: Typed, shown: str) -> None:
    assert shown_point(point) == shown
