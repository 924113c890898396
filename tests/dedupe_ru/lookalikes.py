"""Different people and firms that resemble one another."""

from __future__ import annotations

from dataclasses import replace

from tests.dedupe_ru import making, names, writing
from tests.dedupe_ru.cards import Book, Card, Dice


def add(book: Book) -> None:
    """All sets of look-alikes."""
    for make, count in (
        (_father_and_son, 36), (_father_and_son_of_one_name, 8), (_namesakes, 50), (_spouses, 40),
        (_twins, 25), (_man_and_woman, 25), (_near_surnames, 20), (_same_initials, 25),
        (_one_address, 20), (_plus, 40), (_other_form, 20), (_other_city, 30), (_numbered, 20),
        (_one_street, 15), (_switchboard, 10), (_accountant, 10), (_branches, 25), (_traders, 25),
    ):  # fmt: skip
        for _ in range(count):
            make(book)
    _bare_names(book)


def _written(card: Card, dice: Dice) -> Card:
    return card if dice.chance(0.6) else card.whole(writing.full(card))


def _human(
    dice: Dice, last: str, first: str, middle: str, city: str, birthday: str = "", address: str = ""
) -> Card:
    return Card(
        last=last, first=first, middle=middle, phones=(making.mobile(dice),), city=city,
        birthday=birthday, address=address,
    )  # fmt: skip


def _father_and_son(book: Book) -> None:
    """One surname, one address, one phone; the son's patronymic is the father's name."""
    dice = book.dice
    father = replace(_somebody(dice, woman=False), address=making.address(dice))
    while (first := dice.pick(names.MEN)) == father.first:
        pass
    son = replace(
        father,
        first=first,
        middle=names.middle_of(father.first, woman=False),
        birthday="",
        emails=(),
    )
    if dice.chance(0.5):
        father = replace(father, birthday=making.birthday(dice, 1945, 1965))
        son = replace(son, birthday=making.birthday(dice, 1970, 1992))
    book.different("father and son", [_written(father, dice), _written(son, dice)])


def _father_and_son_of_one_name(book: Book) -> None:
    """«Иван Иванович» and his son «Иван Иванович»: only the years of birth tell."""
    dice = book.dice
    father = _somebody(dice, woman=False)
    father = replace(
        father, middle=names.middle_of(father.first, woman=False), address=making.address(dice),
        birthday=making.birthday(dice, 1945, 1962), emails=(),
    )  # fmt: skip
    son = replace(father, birthday=making.birthday(dice, 1972, 1990))
    book.different("father and son of one name", [father, son])


def _somebody(dice: Dice, *, woman: bool) -> Card:
    while (card := making.person(dice)).woman != woman:
        pass
    return card


def _namesakes(book: Book) -> None:
    """One full name in two or three cities; phones of their own."""
    dice = book.dice
    woman = dice.chance(0.5)
    surname = dice.pick(names.FEW_SURNAMES)
    last = names.woman_of(surname) if woman else surname
    first = dice.pick(names.WOMEN if woman else names.MEN)
    middle = names.middle_of(dice.pick(names.MEN[:12]), woman=woman)
    if not dice.once(f"namesakes {last} {first} {middle}"):
        _namesakes(book)
        return
    cities = dice.shuffled(names.CITIES)[: dice.number(2, 3)]
    cards = [
        _human(
            dice, last, first, middle, city=city,
            birthday=making.birthday(dice) if dice.chance(0.5) else "",
            address=making.address(dice) if dice.chance(0.3) else "",
        )
        for city in cities
    ]  # fmt: skip
    book.different("namesakes in other cities", cards)


def _spouses(book: Book) -> None:
    """A wife and a husband with one phone, mostly of one surname."""
    dice = book.dice
    wife = replace(_somebody(dice, woman=True), emails=())
    own = [surname for surname in names.SURNAMES if names.woman_of(surname) == wife.last]
    surname = own[0] if dice.chance(0.8) else dice.pick(names.SURNAMES)
    first = dice.pick(names.MEN)
    middle = names.middle_of(dice.pick(names.MEN), woman=False)
    husband = replace(wife, last=surname, first=first, middle=middle, birthday="")
    book.different("spouses with one phone", [_written(wife, dice), _written(husband, dice)])


def _twins(book: Book) -> None:
    """One birthday, surname and patronymic; first names that begin alike."""
    dice = book.dice
    pairs = (
        ("Антон", "Артём"), ("Алексей", "Александр"), ("Максим", "Матвей"), ("Дмитрий", "Денис"),
        ("Мария", "Марина"), ("Анна", "Анастасия"), ("Екатерина", "Елизавета"), ("Юлия", "Яна"),
        ("Иван", "Илья"), ("Полина", "Алина"), ("Вера", "Валерия"), ("Даниил", "Денис"),
    )  # fmt: skip
    first, other = dice.pick(pairs)
    one = replace(_somebody(dice, woman=first in names.WOMEN), first=first, emails=())
    one = replace(one, birthday=making.birthday(dice, 1980, 2004), address=making.address(dice))
    phones = one.phones if dice.chance(0.3) else (making.mobile(dice),)
    book.different("twins", [one, replace(one, first=other, phones=phones)])


def _man_and_woman(book: Book) -> None:
    """«Александр Попов» and «Александра Попова» of one city: near in letters only."""
    dice = book.dice
    man, woman = dice.pick(
        (
            ("Александр", "Александра"),
            ("Евгений", "Евгения"),
            ("Валентин", "Валентина"),
            ("Виктор", "Виктория"),
            ("Валерий", "Валерия"),
        )
    )
    surname, city = dice.pick(names.SURNAMES), dice.pick(names.CITIES)
    father = dice.pick(names.MEN)
    cards = [
        _human(dice, surname, man, names.middle_of(father, woman=False), city=city),
        _human(
            dice, names.woman_of(surname), woman, names.middle_of(father, woman=True), city=city
        ),
    ]
    if dice.chance(0.5):
        cards = [replace(card, middle="") for card in cards]
    book.different("man and woman", cards)


def _near_surnames(book: Book) -> None:
    """«Васильев Сергей» and «Васильков Сергей» of one city: two surnames, not a slip."""
    dice = book.dice
    one, other = dice.pick((
        ("Васильев", "Васильков"), ("Алексеев", "Алексеенко"), ("Карпов", "Карпин"),
        ("Попов", "Попков"), ("Зайцев", "Зайков"), ("Климов", "Климин"), ("Павлов", "Павлюк"),
        ("Белов", "Белкин"), ("Морозов", "Морозко"), ("Сомов", "Самов"), ("Титов", "Титаев"),
        ("Марков", "Маркин"), ("Козлов", "Козин"), ("Волков", "Волков-Белый"), ("Громов", "Грозов"),
    ))  # fmt: skip
    first, city = dice.pick(names.MEN), dice.pick(names.CITIES)
    middle = names.middle_of(dice.pick(names.MEN), woman=False)
    other_middle = names.middle_of(dice.pick(names.MEN), woman=False)
    cards = [
        _human(dice, one, first, middle, city=city, birthday=making.birthday(dice)),
        _human(dice, other, first, other_middle, city=city, birthday=making.birthday(dice)),
    ]
    book.different("near surnames", cards)


def _same_initials(book: Book) -> None:
    """«Белов Андрей Ильич» and «Белов Антон Игоревич», both «Белов А. И.», of one city."""
    dice = book.dice
    card = _somebody(dice, woman=dice.chance(0.5))
    pool = names.WOMEN if card.woman else names.MEN
    others = [name for name in pool if name[0] == card.first[0] and name != card.first]
    if not others:
        _same_initials(book)
        return
    fathers = [m for m in names.MEN if m[0] == card.middle[0] and m[:3] != card.middle[:3]]
    middle = names.middle_of(dice.pick(fathers), woman=card.woman) if fathers else card.middle
    other = _human(dice, card.last, dice.pick(others), middle, city=card.city)
    book.different("same initials", [_written(card, dice), _written(other, dice)])


def _one_address(book: Book) -> None:
    """Neighbours of one house without flats, or who rent one flat after another."""
    dice = book.dice
    where, city = making.address(dice), dice.pick(names.CITIES)
    cards = [
        replace(making.person(dice), address=where, city=city) for _ in range(dice.number(2, 3))
    ]
    book.different("one address", cards)


def _plus(book: Book) -> None:
    """«Ромашка», «Ромашка плюс», «Ромашка-Сервис» of one city; sometimes nothing else is known."""
    dice = book.dice
    name = making.firm_name(dice)
    ends = (" плюс", "-Сервис", "-М", " и К", "-Центр", " Групп", "-Трейд", "-2000", " Юг", "-Авто")
    tails = ["", *dice.shuffled(ends)[: dice.number(1, 2)]]
    cards = [making.firm(dice, name + tail) for tail in tails]
    if dice.chance(0.4):
        cards = [replace(card, inn="", kpp="") for card in cards]
    book.different("the name goes on", [replace(card, city=cards[0].city) for card in cards])


def _other_form(book: Book) -> None:
    """«ООО Вектор» and «АО Вектор» of one city, two taxpayers."""
    dice = book.dice
    name = making.firm_name(dice)
    cards = [making.firm(dice, name, form) for form in ("ООО", dice.pick(("АО", "ПАО", "АНО")))]
    book.different("another form", [replace(card, city=cards[0].city) for card in cards])


def _other_city(book: Book) -> None:
    """One name in two cities, two taxpayers: there is a «Ромашка» everywhere."""
    dice = book.dice
    name = making.firm_name(dice)
    one, other = making.firm(dice, name), making.firm(dice, name)
    while other.city == one.city:
        other = replace(other, city=dice.pick(names.CITIES))
    book.different("firms of one name in other cities", [one, other])


def _numbered(book: Book) -> None:
    """«Школа № 5» and «Школа № 15» of one city."""
    dice = book.dice
    what = dice.pick(
        (
            "Детский сад № {}",
            "Школа № {}",
            "Аптека № {}",
            "Магазин {}",
            "Гимназия № {}",
            "Склад-{}",
            "Поликлиника № {}",
        )
    )
    city = dice.pick(names.CITIES)
    number = dice.number(1, 9)
    others = dice.shuffled((number + 10, number + 1, number * 10 + 2))[: dice.number(1, 2)]
    cards = [
        replace(making.firm(dice, ""), name=what.format(n), city=city, inn="", kpp="")
        for n in (number, *others)
    ]
    if not dice.once(f"{what} {city}"):
        _numbered(book)
        return
    book.different("numbered", cards)


def _one_street(book: Book) -> None:
    """Firms of one business centre: one address, names of their own."""
    dice = book.dice
    where, city = making.address(dice), dice.pick(names.CITIES)
    cards = [
        replace(making.firm(dice, making.firm_name(dice)), address=where, city=city)
        for _ in range(3)
    ]
    book.different("firms of one address", cards)


def _switchboard(book: Book) -> None:
    """Six firms behind one switchboard."""
    dice = book.dice
    city = dice.pick(list(names.CITY_CODES))
    number = making.landline(dice, city)
    cards = [
        replace(making.firm(dice, making.firm_name(dice)), phones=(number,), city=city)
        for _ in range(6)
    ]
    book.different("switchboard", cards)


def _accountant(book: Book) -> None:
    """Five firms and traders with the e-mail of one accountant who keeps the books of all."""
    dice = book.dice
    mail = (f"buh{dice.number(100, 99999)}@pochta.example",)
    city = dice.pick(names.CITIES)
    cards = [
        replace(making.firm(dice, making.firm_name(dice)), emails=mail, city=city) for _ in range(4)
    ]
    who = making.person(dice)
    trader = replace(
        who.whole(f"ИП {writing.full(who)}"), kind="sole_trader", inn=making.inn(dice, 12)
    )
    book.different("one accountant's e-mail", [*cards, replace(trader, emails=mail, city=city)])


def _branches(book: Book) -> None:
    """A head office and its branches: one name, one ИНН, each with a КПП and a city of its own."""
    dice = book.dice
    head = making.firm(dice, making.firm_name(dice))
    cards = [replace(head, kpp=head.inn[:4] + "01001")]
    for city in dice.shuffled([c for c in names.CITIES if c != head.city])[: dice.number(1, 2)]:
        region = f"{dice.number(10, 89)}{dice.number(10, 49)}"
        cards.append(
            replace(
                head, kpp=f"{region}43001", city=city, address=making.address(dice), emails=(),
                phones=(making.mobile(dice),),
            )
        )  # fmt: skip
    book.different("branches", cards)


def _traders(book: Book) -> None:
    """«ИП Иванов А. А.» and «ИП Иванов А. В.», full names unknown or known."""
    dice = book.dice
    surname, city = dice.pick(names.FEW_SURNAMES), dice.pick(names.CITIES)
    first = dice.pick("АВДЕИМНОПС")
    middles = dice.shuffled("АВИНПС")[:2]
    if not dice.once(f"trader {surname} {city}"):
        _traders(book)
        return
    cards = [
        Card(
            kind="sole_trader", name=f"ИП {surname} {first}. {middle}.", city=city,
            inn=making.inn(dice, 12) if dice.chance(0.5) else "", phones=(making.mobile(dice),),
        )
        for middle in middles
    ]  # fmt: skip
    book.different("sole traders of one surname", cards)


def _bare_names(book: Book) -> None:
    """The commonest names with nothing else: who they are, nobody can tell."""
    dice = book.dice
    for name, count in (
        ("Иванов Иван", 25), ("Елена", 20), ("Александр", 18), ("Сергей", 15), ("Наталья", 12),
        ("Ольга Петрова", 8), ("Дмитрий Соколов", 6), ("Анна Попова", 6), ("Клиент", 8), ("Магазин", 5),
    ):  # fmt: skip
        cards = []
        for _ in range(count):
            card = Card(name=name)
            if dice.chance(0.5):
                card = replace(card, phones=(making.mobile(dice),))
            if dice.chance(0.25):
                card = replace(card, city=dice.pick(names.CITIES))
            cards.append(card)
        book.different("common name without a key", cards)
