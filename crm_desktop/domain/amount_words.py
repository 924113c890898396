"""Amounts in words as printed on papers, Russian and English."""

from __future__ import annotations

from crm_desktop.domain.money import minor_digits


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_UNITS = _words(
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
    "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
_TENS = _words("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто")
_HUNDREDS = _words("сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот")
_SCALES = (
    ("тысяча", "тысячи", "тысяч"),
    ("миллион", "миллиона", "миллионов"),
    ("миллиард", "миллиарда", "миллиардов"),
    ("триллион", "триллиона", "триллионов"),
    ("квадриллион", "квадриллиона", "квадриллионов"),
    ("квинтиллион", "квинтиллиона", "квинтиллионов"),
)
# Main unit and minor unit: forms for 1, 2, 5.
_RUSSIAN = {
    "RUB": (("рубль", "рубля", "рублей"), ("копейка", "копейки", "копеек")),
    "USD": (("доллар США", "доллара США", "долларов США"), ("цент", "цента", "центов")),
    "EUR": (("евро", "евро", "евро"), ("евроцент", "евроцента", "евроцентов")),
    "GBP": (
        ("фунт стерлингов", "фунта стерлингов", "фунтов стерлингов"),
        ("пенс", "пенса", "пенсов"),
    ),
    "KZT": (("тенге", "тенге", "тенге"), ("тиын", "тиына", "тиынов")),
    "BYN": (
        ("белорусский рубль", "белорусских рубля", "белорусских рублей"),
        ("копейка", "копейки", "копеек"),
    ),
    "CNY": (("китайский юань", "китайских юаня", "китайских юаней"), ("фэнь", "фэня", "фэней")),
}
_SMALL = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_DECADES = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_BIG = ("thousand", "million", "billion", "trillion", "quadrillion", "quintillion")
_ENGLISH = {
    "RUB": (("ruble", "rubles"), ("kopeck", "kopecks")),
    "USD": (("dollar", "dollars"), ("cent", "cents")),
    "EUR": (("euro", "euros"), ("cent", "cents")),
    "GBP": (("pound", "pounds"), ("penny", "pence")),
    "KZT": (("tenge", "tenge"), ("tiyn", "tiyn")),
    "BYN": (("Belarusian ruble", "Belarusian rubles"), ("kopeck", "kopecks")),
    "CNY": (("yuan", "yuan"), ("fen", "fen")),
}


def in_words(minor: int, currency: str, language: str) -> str:
    """«Одна тысяча двести двадцать рублей 00 копеек», or "… dollars and 00 cents".

    `minor` in minor units; the form of documents.md §1.4: main units in words, minor units as
    digits. A currency without words keeps its ISO code: «Сто CHF 50/100».
    """
    digits = minor_digits(currency)
    main, rest = divmod(abs(minor), 10**digits)
    words = _in_russian if language == "ru" else _in_english
    text = words(main, f"{rest:0{digits}d}" if digits else "", currency)
    if minor < 0:
        text = ("минус " if language == "ru" else "minus ") + text
    return text[0].upper() + text[1:]


def _in_russian(main: int, rest: str, currency: str) -> str:
    forms = _RUSSIAN.get(currency)
    if forms is None:
        return f"{russian(main)} {currency}" + (f" {rest}/1{'0' * len(rest)}" if rest else "")
    return f"{russian(main)} {plural_ru(main, forms[0])} {rest} {plural_ru(int(rest), forms[1])}"


def _in_english(main: int, rest: str, currency: str) -> str:
    names = _ENGLISH.get(currency)
    if names is None:
        return f"{english(main)} {currency}" + (f" and {rest}/1{'0' * len(rest)}" if rest else "")
    return f"{english(main)} {names[0][main != 1]} and {rest} {names[1][int(rest) != 1]}"


def plural_ru(number: int, forms: tuple[str, ...]) -> str:
    """The Russian form for a number: 1 наименование, 2 наименования, 5 наименований."""
    if number % 100 in range(11, 15):
        return forms[2]
    return forms[0] if number % 10 == 1 else forms[1] if number % 10 in (2, 3, 4) else forms[2]


def russian(number: int) -> str:
    """A number in Russian words, masculine: «одна тысяча двести двадцать один»."""
    if number == 0:
        return _UNITS[0]
    words: list[str] = []
    group = 0
    while number:
        number, part = divmod(number, 1000)
        if part:
            found = _russian_group(part, feminine=group == 1)
            if group:
                found.append(plural_ru(part, _SCALES[group - 1]))
            words = found + words
        group += 1
    return " ".join(words)


def _russian_group(number: int, *, feminine: bool) -> list[str]:
    words: list[str] = []
    if number >= 100:
        words.append(_HUNDREDS[number // 100 - 1])
        number %= 100
    if number >= 20:
        words.append(_TENS[number // 10 - 2])
        number %= 10
    if number:
        last = _UNITS[number]
        words.append({"один": "одна", "два": "две"}.get(last, last) if feminine else last)
    return words


def english(number: int) -> str:
    """A number in American English words, without "and" inside."""
    if number == 0:
        return _SMALL[0]
    words: list[str] = []
    group = 0
    while number:
        number, part = divmod(number, 1000)
        if part:
            found = _english_group(part)
            if group:
                found.append(_BIG[group - 1])
            words = found + words
        group += 1
    return " ".join(words)


def _english_group(number: int) -> list[str]:
    words: list[str] = []
    if number >= 100:
        words += [_SMALL[number // 100], "hundred"]
        number %= 100
    if number >= 20:
        tens, ones = divmod(number, 10)
        words.append(_DECADES[tens - 2] + (f"-{_SMALL[ones]}" if ones else ""))
    elif number:
        words.append(_SMALL[number])
    return words
