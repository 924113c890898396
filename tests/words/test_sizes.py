"""A size is said once and the same everywhere."""

from __future__ import annotations

import pytest

from crm_desktop import words
from crm_desktop.words.sizes import size_text


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 байт"),
        (1, "1 байт"),
        (1023, "1023 байта"),
        (1024, "1 КБ"),
        (1_048_575, "1 023 КБ"),
        (1_048_576, "1,0 МБ"),
        (1_500_000, "1,4 МБ"),
        (3 * 1024**3 // 2, "1,5 ГБ"),
    ],
)
def test_a_size_in_words(size: int, said: str) -> None:
    words.set_language("ru")
    assert size_text(size).replace("\N{NO-BREAK SPACE}", " ") == said
    assert size_text(size, "ru") == size_text(size)
