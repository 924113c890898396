"""Names as they stand in lists, and as they were meant."""

from __future__ import annotations

from crm_desktop.domain.clients import ClientKind
from crm_desktop.domain.name_writing import put_right

PERSON, TRADER, COMPANY = ClientKind.PERSON, ClientKind.SOLE_TRADER, ClientKind.COMPANY

MEANT = {
    "Ghjrjgtyrj Byyf": "Прокопенко Инна",
    "Иванов Bdfy": "Иванов Иван",
    "ИвановИван": "Иванов Иван",
    "Климова ЕВ": "Климова Е. В.",
    "Климова (Рогова) Анна": "Климова Рогова Анна",
    "Климова (урожд. Рогова) Анна": "Климова Рогова Анна",
    "Рита маникюр": "Рита",
    "Климов Олег VIP": "Климов Олег",
    "Климов Олег скидка 10%": "Климов Олег",
    "г-н Климов Олег": "Климов Олег",
    "Таня от Светы": "Таня",
    "дизайнер Климова Анна": "Климова Анна",
    "Погодиной Лидии Ильиничне": "погодина лидия ильинична",
    "Красавской Любови Петровне": "красавская любовь петровна",
    "Петрову Павлу Ильичу": "петров павел ильич",
    "Климова Андрея Петровича": "климов андрей петрович",
    "Никитину Никите Игоревичу": "никитин никита игоревич",
}
LEFT = (
    "John Smith",
    "Климов Олег Петрович",
    "климов олег",
    "рита маникюр",
    "Климова Анна (Интерлогистик)",
    "Магомедов Али оглы",
    "Людвиг ван Бетховен",
    "Мамин-сибиряк Дмитрий",
    "Sheremet'eva Antonina",
    "Мир окон",
    "Ольга жена Климова",
    "ЛесТорг",
    "опт",
    "",
)


def meant(name: str, kind: ClientKind | None) -> str:
    return " ".join(put_right(name, kind).split())


def test_persons_as_they_were_meant() -> None:
    for kind in (PERSON, TRADER):
        assert {name: meant(name, kind) for name in MEANT} == MEANT
        assert [meant(name, kind) for name in LEFT] == list(LEFT)


def test_of_a_company_only_layout_and_percents_are_put_right() -> None:
    expected = {
        "jjj Hjvfirf": "ООО Ромашка",
        "ЛесИван": "ЛесИван",
        "Рита маникюр": "Рита маникюр",
        "Ромашка скидка 10%": "Ромашка скидка",
        "JJJ Tools": "JJJ Tools",
        "Vtnhjgjkbc": "Метрополис",
        "Schwartz": "Schwartz",
        "Knightsbridge Ltd": "Knightsbridge Ltd",
        "BMW Group": "BMW Group",
    }
    assert {name: meant(name, COMPANY) for name in expected} == expected
