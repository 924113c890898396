"""What a header means that no collection holds: by its words, its last storey, without slips."""

from __future__ import annotations

import re
from collections.abc import Collection

_RULES: tuple[tuple[str, ...], ...] = (
    ("comment", r"^(?:коммент|примеч|заметк|замечан|notes?\b|remark|comment)"),
    ("email", r"[eе]-?mails?\b|\bмейл|\b[еи]мейл|\bемайл",
     r"эл(?:ектронн\w+|\w*\.?)\s*(?:почт|адрес)|\bпочта\b"),
    ("telegram", r"телеграм|telegram|\btg\b|^телега$|^тг$"),
    ("messenger", r"^инст(?:а|аграм\w*)?$|instagram|^вайбер|\bviber\b|^max$|^макс$"),
    ("whatsapp", r"whats\s?app|в[ао]тсап"),
    ("website", r"сайт|web\s?-?(?:site|page)|\burl\b|home\s?page|адрес в интернет",
     r"интернет-?(?:адрес|страниц)"),
    ("fax", r"факс|\bfax"),
    ("phone_mobile", r"\bмоб(?:ильн\w*|\.|\b)|сотов|\bcell|\bmobile"),
    ("phone_work", r"(?:раб\w*\.?|служебн\w+|офис\w*)\s+тел|тел\w*\.?\s*\(?(?:раб|служ|офис)",
     r"(?:work|business|office)\s+(?:phone|tel)|(?:phone|tel)\W+(?:work|office)|^раб(?:очий)?$"),
    ("phone_home", r"дом\w*\.?\s+тел",
     r"тел\w*\.?\s*\(?дом|home\s+(?:phone|tel)|(?:phone|tel)\W+home|^домашний$"),
    ("phone_other", r"(?:доп\w*|друг\w+|второй|запасн\w+)\.?\s+(?:тел|номер)|other phone"),
    ("phone", r"\bтел(?:ефон\w*|\.|\b)|\bphone|\btel\b|контактн\w+ номер",
     r"номер\w* для связи|контактн\w+ данн"),
    ("inn", r"\bинн\b|\binn\b|\btax\s?(?:payer)?\s?(?:id|number)\b|\bvat (?:id|number)\b"),
    ("kpp", r"\bкпп\b|\bkpp\b"),
    ("ogrn", r"\bогрн(?:ип)?\b"),
    ("okpo", r"\bокпо\b"),
    ("bik", r"\bбик\b"),
    ("corr_account", r"\bк/с\b|\bкорр?\w*\.?\s*(?:сч|с)"),
    ("account", r"\bр/с\b|расч\w+\s+сч|банковск\w+ сч|\biban\b"),
    ("bank_name", r"\bбанк|\bbank"),
    ("birthday", r"рожд|birth|\bdob\b|^д\.? ?р\.?$|день рожд"),
    ("postal_code", r"индекс\b|\bzip\b|postal|postcode|post code"),
    ("position", r"должност|\bposition\b|job title|\bpost held"),
    ("director_name", r"директор|руководител"),
    ("contact_name", r"контактн\w+\s+лиц|конт\.?\s*лиц|представител|contact\s+(?:person|name)",
     r"с кем (?:говорить|связ)"),
    ("responsible", r"менеджер|ответственн|куратор|владелец|сотрудник|\bmanager\b|\bowner\b",
     r"кто вед[её]т|^кассир|^продавец|account executive|торгов\w+ (?:агент|представ)"),
    ("full_name", r"\bф\.? ?и\.? ?о\b|фамили\w+\W+(?:и\W+)?имя|имя\W+(?:и\W+)?фамили",
     r"full\s?name|полное имя"),
    ("last_name", r"фамили|last\s?name|\bsurname|family\s?name"),
    ("first_name", r"^имя\b|first\s?name|given\s?name"),
    ("middle_name", r"отчеств|middle\s?name|patronymic"),
    ("gender", r"^пол\b|\bgender\b|^sex$"),
    ("address_legal", r"юр\w*\.?\s*адрес",
     r"адрес\w*\s+\(?(?:юр|регистрац)|legal address|registered address"),
    ("address", r"адрес|address|\bstreet\b|\bулица\b|куда (?:везти|доставл)|место ?нахожд"),
    ("city", r"\bгород\b|нас\w*\.?\s*пункт|\bcity\b|\btown\b"),
    ("country", r"\bстрана\b|\bcountry\b"),
    ("region", r"\bобласть\b|\bрайон\b|\bрегион\b|\bregion\b|\bprovince\b|\bstate\b|\bкрай\b"),
    ("source", r"источник|откуда|как узнал|канал (?:привл|прод)|\bsource\b",
     r"рекламн\w+ (?:канал|кампан)|how did you hear"),
    ("kind", r"тип (?:клиент|контрагент|лиц|покупател)|вид (?:клиент|контрагент)",
     r"физ\W+юр|юр\W+физ"),
    ("industry", r"отрасл|сфера деят|вид\w* деят|\bindustry\b|\bоквэд\b"),
    ("status", r"\bстатус|\bstatus\b"),
    ("stage", r"\bэтап|\bстадия|\bstage\b"),
    ("tags", r"\bтеги?\b|\bметк|\btags?\b|\bсегмент|\bкатегори|\bгруппа\b|\blabels?\b"),
    ("comment", r"коммент|примеч|заметк|замечан|\bnotes?\b|\bremark|\bcomment|особенност|пожелани",
     r"доп\w*\.?\s+(?:инф|свед)|прочее"),
    ("discount", r"скидк|\bdiscount"),
    ("created_at", r"дата\s+(?:созд|добавл|регистр|внес|завед|занес|запис|обращ)",
     r"дата\s+перв\w+ (?:обращ|визит|контакт)",
     r"\bcreated|date added|когда (?:завели|добавлен|обратил)"),
    ("currency", r"\bвалюта|\bcurrency"),
    ("external_id", r"^(?:код|id|uid|guid|№|номер)\s+(?:клиент|контрагент|покупател|заказчик)",
     r"(?:client|customer|contact|account)\s?(?:id|code|no|number|#)\b|внешний код|^код$"),
    ("quantity", r"\bкол-?\s?во|количеств|\bqty\b|\bquantity"),
    ("sku", r"артикул|\bsku\b"),
    ("price", r"\bцена|\bprice"),
    ("product_name", r"\bтовар|номенклатур|\bproduct"),
    ("amount", r"\bсумма|\bamount|\bбюджет|выручк|оборот"),
    ("company_name", r"организац|компани|контрагент|фирм|юр\w*\.?\s*лицо|предприят|учрежден",
     r"company|organi[sz]ation"),
    ("name", r"\bклиент\w*|покупател|заказчик|\bcustomer|\bclient\b|абонент|\bгость",
     r"пациент|ученик"),
    ("company_name", r"наименован|названи|\bпоставщик|\bплательщик|торгов\w+ точк|\bточка\b"),
)  # fmt: skip
_COMPILED = tuple((field, re.compile("|".join(words))) for field, *words in _RULES)
_OWN_WORDS = re.compile(
    r"последн|\bпокупк|оплат|\bдолг|задолж|согласи|рассыл|договор|\bкарт[аы]\b|количество|число|"
    r"питом|животн|поездк|вылет|отдыха|sum of|last (?:order|visit|purchase)|consent|subscri"
)
"""Words that make another thing of a field's name: «дата последней покупки», «номер договора»."""
_BETWEEN = re.compile(r"[,/+&;]|\s(?:и|and)\s")
_WHO = frozenset({"contact_name", "full_name", "name", "company_name"})
_TAIL = re.compile(
    r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|[*₽#]+|"
    r",\s*(?:тыс\.?\s*)?(?:руб|р|шт|кг|₽|с кодом|без|обяз)[^,]*|"
    r"№?\s*\d+|\bполностью|\bруб\.?|\bг\.|\+7\.*|\.{2,})$"
)


def bare(key: str) -> str:
    """A folded header without what hangs at its end: numbers, units, brackets, stars."""
    while (shorter := _TAIL.sub("", key).strip(" .,;:*")) != key and shorter:
        key = shorter
    return key


def tight(key: str) -> str:
    """A key without blanks: «Т Е Л Е Ф О Н» and «кон тактное лицо» are words all the same."""
    return re.sub(r"[\s.-]+", "", key)


def by_words(key: str) -> str | None:
    """The field that the words of a header name; None when they name none."""
    if _OWN_WORDS.search(key):
        return None
    if len(key) > 60:
        return None
    return next((field for field, pattern in _COMPILED if pattern.search(key)), None)


def who_besides(key: str) -> str:
    """Whom a header names beside a number of theirs: «Контактное лицо, телефон»; "" for nobody."""
    if not _BETWEEN.search(key):
        return ""
    return next((name for name, words in _COMPILED if name in _WHO and words.search(key)), "")


def nearest(key: str, keys: Collection[str]) -> str | None:
    """The known header of which this one is a slip of the keyboard."""
    if len(key) < 4 or not key.replace(" ", "").replace("-", "").isalpha():
        return None
    from rapidfuzz.distance import OSA  # its libraries take 2 MiB: only for what is mistyped
    from rapidfuzz.process import extractOne

    most = 1 if len(key) < 9 else 2
    near = [
        one
        for one in keys
        if abs(len(one) - len(key)) <= most and one[0] == key[0] and len(one) > 3
    ]
    found = extractOne(key, near, scorer=OSA.distance, score_cutoff=most)
    return str(found[0]) if found is not None else None
