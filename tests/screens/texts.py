"""What the records in the pictures say, in Russian and in English; the first ones are long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """Words of one language for made-up records."""

    firm: str
    owner: str
    names: tuple[str, ...]
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    cities: tuple[str, ...]
    sources: tuple[str, ...]
    address: str
    notes: tuple[str, ...]
    deals: tuple[str, ...]
    tasks: tuple[str, ...]
    no_phone: str

    def name(self, n: int) -> str:
        """The n-th made-up person."""
        first = self.first_names[n % len(self.first_names)]
        last = self.last_names[n // len(self.first_names) % len(self.last_names)]
        return f"{last} {first} {n}" if n > len(self.first_names) * 10 else f"{last} {first}"


TEXTS: Mapping[str, Texts] = {
    "ru": Texts(
        firm="Ромашка",
        owner="Наталья",
        names=(
            (
                "Общество с ограниченной ответственностью «Научно-производственное объединение "
                "„Северо-Западная торгово-строительная компания“»"
            ),
            "ООО «Ёлки»",
            "Константинопольская-Преображенская Екатерина Всеволодовна",
            "Ким",
            "Семёнова Наталья",
            "Кузнецов Пётр Ильич",
            "Петрова Анна",
        ),
        first_names=("Анна", "Пётр", "Ольга", "Иван", "Наталья", "Сергей", "Мария", "Алексей"),
        last_names=("Иванова", "Кузнец", "Ли", "Соловьёва", "Мельник", "Гончар", "Ткач", "Бондарь"),
        cities=("Тула", "Санкт-Петербург", "Орёл", "Нижний Новгород", "Курск"),
        sources=("Рекомендация", "Сайт", "Звонок", "Выставка «Дом и сад»"),
        address="300041, Тульская область, г. Тула, проспект Ленина, д. 102, корп. 4, офис 317",
        notes=(
            (
                "Просила перезвонить после обеда и прислать прайс на двери с установкой; "
                "смотрит ещё у двух поставщиков, решает до конца месяца."
            ),
            "Позвонили, договорились о замере.",
            "Оплатит в пятницу.",
        ),
        deals=(
            "Окна на дачу",
            "Поставка дверей входных металлических утеплённых с терморазрывом",
            "Ремонт кухни",
            "Замер и установка балконного блока",
            "Кровля",
        ),
        tasks=(
            "Позвонить и уточнить размеры",
            "Отправить счёт",
            "Согласовать договор с юристом заказчика и прислать обе подписанные копии почтой",
            "Напомнить об оплате",
            "Замер",
        ),
        no_phone="нет телефона",
    ),
    "en": Texts(
        firm="Daisy",
        owner="Natalie",
        names=(
            (
                "The North-Western Trading, Construction and Research Company of Saint Petersburg "
                "and the Leningrad Region, Limited"
            ),
            "Firs Ltd",
            "Featherstonehaugh-Cholmondeley Wilhelmina Alexandrina",
            "Li",
            "Natalie Summers",
            "Peter Smith",
            "Anna Peters",
        ),
        first_names=("Anna", "Peter", "Olga", "John", "Natalie", "Simon", "Mary", "Alex"),
        last_names=("Smith", "Kim", "Lee", "Nightingale", "Miller", "Potter", "Weaver", "Cooper"),
        cities=("Tula", "Saint Petersburg", "Orel", "Nizhny Novgorod", "Kursk"),
        sources=("Recommendation", "Website", "Call", "Home and Garden fair"),
        address="Office 317, building 4, 102 Lenin Avenue, Tula 300041, Russia",
        notes=(
            (
                "Asked to be called back in the afternoon and to get the price list of doors with "
                "fitting; looks at two other suppliers, decides before the month ends."
            ),
            "Called, agreed on a measuring.",
            "Pays on Friday.",
        ),
        deals=(
            "Windows for the country house",
            "Delivery of insulated metal entrance doors with a thermal break",
            "Kitchen",
            "Measuring and fitting of a balcony block",
            "Roof",
        ),
        tasks=(
            "Call and ask for the sizes",
            "Send the invoice",
            "Agree on the contract with the customer's lawyer and post both signed copies",
            "Remind of the payment",
            "Measuring",
        ),
        no_phone="no phone",
    ),
}
