"""How the fields of a firm's card are called in life, in Russian and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from crm_desktop.late import dataclass

ACTUAL = "actual_address"
FULL_NAME = "full_name"
PERSON = "person"
"""A phrase such as «в лице генерального директора Иванова И. И.»."""
INN_KPP = "inn_kpp"
SORT_CODE = "sort_code"
OTHER = "other"
"""Known, but this program has no place for it: ОКПО, ОКВЭД, the day of registration."""
HEADING = "heading"
"""Says what follows, and has no value of its own."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name of a field; a `strong` one is believed in the middle of a line, too."""

    field: str
    pattern: str
    strong: bool = False


_FIRM = r"(?:\s+(?:организации|предприятия|компании|юридического лица|юр\.?\s?лица|фирмы|ип))?"
_COUNT = r"сч(?:[её]т|\.)?"
_NUMBER = r"(?:\s*№)?"

# The first that fits wins, so the longer stand before the shorter.
LABELS: tuple[Label, ...] = (
    Label(HEADING, r"(?:карт(?:очк)?а|реквизиты|уч[её]тная карточка)\s+(?:предприятия|организации"
          r"|партн[её]ра|контрагента|клиента|компании|фирмы|ип|индивидуального предпринимателя)"),
    Label(HEADING, r"(?:наши\s+|платежные\s+|плат[её]жные\s+|банковские\s+)?реквизиты"
          r"(?:\s+(?:банка|для оплаты|для перечисления))?|(?:company|bank|payment|our)\s+details"
          r"|контакт(?:ы|ная информация|ные данные)|общие сведения"),
    # banks before names: «наименование банка»
    Label("bank_name", r"(?:полное\s+)?(?:наименование|название)\s+(?:учреждения\s+)?банка"
          r"(?:\s+получателя)?", strong=True),
    Label("bank_name", r"банк\s+получателя(?:\s+платежа)?|обслуживающий\s+банк", strong=True),
    Label("bank_name", r"bank\s*name|name\s+of\s+(?:the\s+)?bank|beneficiary\s+bank", strong=True),
    Label(OTHER, r"(?:адрес|инн|кпп|огрн|окпо)\s+банка|bank\s+address", strong=True),
    # names
    Label("name", r"(?:сокращ[её]нное|краткое|сокр\.?)(?:\s+фирменное)?\s+(?:наименование|название)"
          + _FIRM, strong=True),
    Label(FULL_NAME, r"полное(?:\s+фирменное)?\s+(?:наименование|название)" + _FIRM, strong=True),
    Label("name", r"(?:фирменное\s+)?(?:наименование|название)" + _FIRM),
    Label("name", r"(?:организация|компания|предприятие|поставщик|исполнитель|покупатель|заказчик"
          r"|получатель(?:\s+платежа)?|контрагент|продавец|подрядчик|арендатор)"),
    Label("name", r"(?:legal|company|business|registered|trading|full)\s+name|beneficiary"
          r"(?:\s+name)?|account\s+(?:name|holder)|company(?!\s+(?:reg|no|num|details))|name"),
    # numbers of the tax office
    Label(INN_KPP, r"инн\s*[/\\|,]?\s*кпп|inn\s*[/\\|,]?\s*kpp", strong=True),
    Label("inn", r"инн(?:\s+(?:организации|ип|юр\.?\s?лица))?|inn", strong=True),
    Label("kpp", r"кпп|kpp", strong=True),
    Label("ogrn", r"огрн\s*/\s*огрнип|огрнип|огрн\s*\(ип\)|огрн|ogrn(?:ip)?", strong=True),
    Label("inn", r"(?:vat|tax)\s*(?:id(?:entification)?|reg(?:istration)?\.?|number|no\.?|code)"
          r"(?:\s*(?:number|no\.?))?|vat|u[sS]t-?id(?:\.?-?nr\.?)?|tin|ein", strong=True),
    Label("ogrn", r"(?:company\s+)?reg(?:istration|istered|\.)?\s*(?:number|no\.?)"
          r"|company\s+(?:number|no\.?)|crn", strong=True),
    Label(OTHER, r"(?:код\s+)?(?:окпо|оквэд2?|окато|октмо|окогу|окфс|окопф|рег\.?\s*№\s*пфр|пфр"
          r"|фсс)"
          r"(?:\s*[/,]\s*(?:окпо|оквэд|окато|октмо|окогу|окфс|окопф))*", strong=True),
    Label(OTHER, r"дата\s+(?:гос(?:ударственной|\.)?\s*)?регистрации|система\s+налогообложения"
          r"|уставн(?:ый|ой)\s+капитал|факс|fax|свидетельство|корреспондентский\s+банк",
          strong=True),
    # accounts
    Label("corr_account", r"корр?(?:еспондентский|есп\.?|\.)?\s*[/.]?\s*" + _COUNT
          + r"(?:\s+банка)?" + _NUMBER, strong=True),
    Label("corr_account", r"к\s?[/.\\]\s?с(?:ч(?:[её]т)?)?\.?" + _NUMBER
          + r"|k\s?/\s?s|corr?(?:espondent|\.)?\s*account(?:\s*(?:no\.?|number))?", strong=True),
    Label("account", r"(?:расч[её]тн(?:ый|ого)\s+сч[её]та?|расч\.?\s*/?\s*" + _COUNT
          + r")(?:\s+(?:в\s+рублях|рубл[её]вый|в\s+руб\.?))?" + _NUMBER, strong=True),
    Label("account", r"р\s?[/.\\]\s?с(?:ч(?:[её]т)?)?\.?" + _NUMBER + r"|r\s?/\s?s", strong=True),
    Label("account", r"(?:номер\s+)?сч[её]та?(?:\s+получателя)?(?:\s*№)?|сч\.\s*№"),
    Label("account", r"iban(?:\s*(?:no\.?|number|code))?", strong=True),
    Label(SORT_CODE, r"sort\s*code", strong=True),
    Label("account", r"банковский\s+сч[её]т|bank\s+account(?:\s*(?:no\.?|number))?"),
    Label("account", r"account\s*(?:no\.?|number)?|acc\.?\s*no\.?"),
    Label("bik", r"бик(?:\s+банка)?(?![а-яё])|bik", strong=True),
    Label("bik", r"(?:bic\s*/\s*swift|swift\s*/\s*bic|swift|bic)(?:\s*[-/]?\s*code)?"
          r"(?:\s*\(bic\))?", strong=True),
    Label("bank_name", r"банк(?![а-яё-])|(?:в\s+)банке|bank"),
    # addresses
    Label("address", r"адрес\s*\(\s*юр[^)]*\)"
          r"|юр(?:идический|ид\.?|\.)?\s*(?:и\s+факт(?:ический|\.)?"
          r"|[/,]\s*факт(?:ический|\.)?|[/,]\s*почтовый)?\s*адрес|адрес\s+юр(?:идический|\.)?"
          r"(?:\s+лица)?|юридический\s+и\s+почтовый\s+адрес|адрес\s+(?:места\s+нахождения"
          r"|местонахождения|регистрации|по\s+егрюл|в\s+егрюл)|место\s*нахождени[ея]"
          r"|registered\s+(?:office|address)|legal\s+address|head\s+office", strong=True),
    Label(ACTUAL, r"адрес\s*\(\s*(?:факт|почт)[^)]*\)|факт(?:ический|ич\.?|\.)?\s*адрес"
          r"|адрес\s+факт(?:ический|\.)?|почт(?:овый|\.)?\s*адрес|адрес\s+почтовый|адрес\s+для\s+"
          r"(?:корреспонденции|писем|документов)|(?:postal|mailing|delivery)\s+address",
          strong=True),
    Label("email", r"адрес\s+эл(?:ектронной|\.)?\s*почты|эл(?:ектронная|ектр\.?|\.)?\s*почта"
          r"|электронный\s+адрес|(?<!\w)e-?mail|имейл|почта"),
    Label("address", r"адрес(?![а-яё])|address"),
    # ways to reach
    Label("phone", r"(?:контактн(?:ый|ые)\s+|моб(?:ильный|\.)?\s+|раб(?:очий|\.)?\s+)?"
          r"(?:телефоны?|тел\.?)(?:\s*/\s*факс)?(?![а-яё])|моб\.|(?:tele)?phone(?:\s*(?:no\.?|number))?"
          r"|tel\.?(?![a-z])|mobile", strong=True),
    Label("site", r"(?:веб-?)?сайт|web-?\s?site|web(?!-)"),
    # people
    Label(PERSON, r"в\s+лице", strong=True),
    Label("basis", r"(?:действу(?:ющ(?:ий|ая|его|ей)|ет)\s+)?на\s+основании", strong=True),
    Label("accountant", r"(?:главный|гл\.?)\s*бухгалтер|chief\s+accountant|бухгалтер"),
    Label("director", r"(?:генеральный|ген\.?|исполнительный|коммерческий)\s*директор"
          r"|директор|(?:фио\s+)?руководител[ья](?:\s+организации)?|президент|управляющий|председатель"
          r"(?:\s+правления)?|ф\.?\s?и\.?\s?о\.?(?:\s+руководителя|\s+ип|\s+директора)?"
          r"|(?:managing\s+)?director|ceo|owner|proprietor"),
)  # fmt: skip


def find_labels(line: str) -> Iterator[re.Match[str]]:
    """Where in a line the fields are named, from left to right."""
    return _label().finditer(line)


@cache
def _label() -> re.Pattern[str]:
    # So many words take a while to compile: who pastes no card does not wait for it.
    # A digit may touch a label on either side: «ИНН7701000001КПП770101001».
    return re.compile(
        r"(?<![^\W\d])(?<![«-])(?:"
        + "|".join(f"(?P<l{place}>{label.pattern})" for place, label in enumerate(LABELS))
        + r")(?![^\W\d])",
        re.IGNORECASE,
    )


def label_of(found: re.Match[str]) -> Label:
    """Which label a match of `find_labels` is."""
    return LABELS[int((found.lastgroup or "l0")[1:])]
