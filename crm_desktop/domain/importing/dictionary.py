"""How columns are called in life and what they mean (`resources/headers.tsv`)."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from crm_desktop.domain.importing.header_words import bare, by_words, nearest, tight

# Names of the collection that this program knows under another name, or keeps as a remark.
_RENAMED = {
    "contact_name": "contact_name",
    "display_name": "full_name",
    "company_type": "kind",
    "contact_type": "kind",
    "bank_account": "account",
    "category": "tags",
    "date": "created_at",
    "datetime": "created_at",
    "address_work": "address",
    "address_work_city": "city",
    "address_work_region": "region",
    "address_work_postal": "postal_code",
    "address_work_country": "country",
}
KNOWN = frozenset(
    [
        "name",
        "full_name",
        "last_name",
        "first_name",
        "middle_name",
        "company_name",
        "short_name",
        "kind",
        "messenger",
        "phone",
        "phone_mobile",
        "phone_work",
        "phone_home",
        "phone_other",
        "fax",
        "email",
        "email_2",
        "email_3",
        "website",
        "telegram",
        "whatsapp",
        "position",
        "birthday",
        "rhythm_days",
        "gender",
        "inn",
        "kpp",
        "ogrn",
        "okpo",
        "tax_id",
        "bank_name",
        "bik",
        "account",
        "corr_account",
        "address",
        "address_legal",
        "address_street",
        "city",
        "region",
        "postal_code",
        "country",
        "source",
        "status",
        "tags",
        "comment",
        "responsible",
        "created_at",
        "external_id",
        "industry",
        "discount",
        "contact_name",
        "director_name",
        "deal_name",
        "amount",
        "currency",
        "stage",
        "product_name",
        "sku",
        "category",
        "unit",
        "price",
        "ignore",
    ]
)
_MOST_WORDS = 8
"""A longer text is a sentence, not the name of a column."""
NOTE = "note"
"""A column nobody asked for: kept word by word in the client's comment."""
_OWN = {
    "контактное лицо": "contact_name",
    "контакт": "contact_name",
    "внешний код": "external_id",
    "фио": "full_name",
    "ф.и.о.": "full_name",
    "клиент": "name",
    "наименование": "company_name",
    "контрагент": "company_name",
    "организация": "company_name",
    "телефоны": "phone",
    "моб. тел.": "phone_mobile",
    "почта": "email",
    "эл. почта": "email",
    "тип": "kind",
    "имя": "first_name",
    "фамилия": "last_name",
    "отчество": "middle_name",
    "теги": "tags",
    "метки": "tags",
    "др": "birthday",
    "ритм": "rhythm_days",
    "ритм контактов": "rhythm_days",
    "ритм связи": "rhythm_days",
    "rhythm": "rhythm_days",
    "contact rhythm": "rhythm_days",
    "дата создания": "created_at",
    "№": "ignore",
    "№ п/п": "ignore",
    "n п/п": "ignore",
    "п/п": "ignore",
}


LONGEST = 300
"""Letters of a header: what is longer heads nothing, and is not looked at."""


_MIXED = re.compile(r"[a-z][а-я]|[а-я][a-z]")
_WORD = re.compile(r"[^\W\d_]+")
_ALIKE = ("aceopxykmthb", "асеорхукмтнв")
"""Letters that look alike, the large ones of some at least: «CTATУC» is typed in two alphabets."""
_TO_CYRILLIC = str.maketrans(*_ALIKE)
_TO_LATIN = str.maketrans(*_ALIKE[::-1])


def _one_alphabet(word: re.Match[str]) -> str:
    """A word of two alphabets in the one that it can be written in; others stay."""
    if not _MIXED.search(word[0]):
        return word[0]
    russian = word[0].translate(_TO_CYRILLIC)
    return word[0].translate(_TO_LATIN) if re.search(r"[a-z]", russian) else russian


def folded(header: str) -> str:
    """A header for comparing: small letters, ё as е, one space, no marks around, one alphabet."""
    text = header.replace("\u00ad", "").replace("\ufeff", "").casefold().replace("ё", "е")
    if _MIXED.search(text):
        text = _WORD.sub(_one_alphabet, text)
    text = re.sub(r"-\s*\n\s*", "", text)
    return " ".join(re.sub(r"[_*:]+", " ", text).split()).strip(" .,;\"'")


class Dictionary:
    """Headers and their meanings, loaded once from the collected file."""

    def __init__(self, path: Path) -> None:
        """Read the tab-separated collection: header, language, field, count, where seen."""
        votes: dict[str, Counter[str]] = {}
        with path.open(encoding="utf-8") as lines:
            next(lines)
            for line in lines:
                header, _language, field, count, *_rest = line.rstrip("\n").split("\t")
                votes.setdefault(folded(header), Counter())[field] += int(count)
        self._votes = votes
        for header, field in _OWN.items():
            self._votes.setdefault(folded(header), Counter())[field] += 5
        self._tight = {tight(key): key for key in self._votes}
        self._found: dict[str, list[tuple[str, float]]] = {}

    def knows(self, header: str) -> bool:
        """Whether the header has been seen in life, however it is written."""
        if len(header) > LONGEST:
            return False
        whole = folded(header)
        return self._seen(whole, bare(whole)) is not None

    def _seen(self, whole: str, key: str) -> str | None:
        known = (whole, key, self._tight.get(tight(key), ""))
        return next((one for one in known if one in self._votes), None)

    def meanings(self, header: str) -> list[tuple[str, float]]:
        """Fields a header may mean, with their shares, likeliest first."""
        if len(header) > LONGEST:
            return []
        whole = folded(header)
        if whole not in self._found:
            self._found[whole] = self._meant(whole)
        return self._found[whole]

    def meant(self, header: str) -> str:
        """The likeliest field of a header; "" for none."""
        return next((field for field, _share in self.meanings(header)), "")

    def _meant(self, whole: str) -> list[tuple[str, float]]:
        key = bare(whole)
        if (seen := self._seen(whole, key)) is not None:
            return self._fields(seen, 1.0)
        words = key.split()
        if len(words) > _MOST_WORDS:
            return []
        field = by_words(key)
        for start in range(1, len(words)):
            # The lowest storey of a header says what its groups only surround.
            storey = " ".join(words[start:])
            if storey in self._votes and self._votes[storey].most_common(1)[0][0] == field:
                return self._fields(storey, 0.9)
        if field is not None:
            return [(_RENAMED.get(field, field), 0.8)]
        slip = nearest(key, self._votes)
        return self._fields(slip, 0.7) if slip is not None else []

    def _fields(self, key: str, sure: float) -> list[tuple[str, float]]:
        found = self._votes[key]
        total = sum(found.values())
        return [
            (_RENAMED.get(field, field), count / total * sure)
            for field, count in found.most_common()
        ]
