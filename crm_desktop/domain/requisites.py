"""Russian requisites: normal forms, and checks that warn and never forbid (documents.md §4).

Real papers, even the example in the QR standard, carry numbers with a wrong check digit: what the
user typed is always kept. Every check takes a normal form (`clean_digits`) and gives the first
doubt or None; an empty text is for the caller to skip.
"""

from __future__ import annotations

import re
from operator import mul

from crm_desktop.domain.problems import Problem, code

INN_LENGTH = code("requisites.inn-length")
INN_CHECKSUM = code("requisites.inn-checksum")
INN_REGION = code("requisites.inn-region")
KPP_FORM = code("requisites.kpp-form")
OGRN_LENGTH = code("requisites.ogrn-length")
OGRN_CHECKSUM = code("requisites.ogrn-checksum")
OKPO_LENGTH = code("requisites.okpo-length")
OKPO_CHECKSUM = code("requisites.okpo-checksum")
BIK_FORM = code("requisites.bik-form")
ACCOUNT_LENGTH = code("requisites.account-length")
ACCOUNT_KEY = code("requisites.account-key")
ACCOUNT_OTHER_BANK = code("requisites.account-other-bank")
IBAN_CHECKSUM = code("requisites.iban-checksum")
LOOK_ALIKE = code("requisites.look-alike")

_FIGURES = bytes.maketrans(b"0123456789", bytes(range(10)))
_INN10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_KEY_WEIGHTS = (7, 1, 3)
_CLEARING = {letter: digit for digit, letter in enumerate("ABCEHKMPTX")}
"""Currency letters in position 6 of an account and the digits they count as."""
_BANK_OF_RUSSIA = ("000", "001", "002")
_LABEL = re.compile(
    r"^\W*(?:инн|кпп|огрнип|огрн|бик|окпо|р/?с|к/?с|счет|счёт|inn|kpp|ogrn|bik)\b[\s:.№]*",
    re.IGNORECASE,
)
_FILLING = re.compile(r"[\s\u00a0\u2007\u2009\u202f\u200b\ufeff\u2010-\u2015\u2212'-]")
_FLOAT = re.compile(r"(\d{8,20})\.0+")
_KPP = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")
_ACCOUNT = re.compile(r"[0-9]{5}[0-9ABCEHKMPTX][0-9]{14}")
_INN_WITH_KPP = re.compile(r"([0-9]{9,12})[/\\]([0-9]{4}[0-9A-Z]{2}[0-9]{3})")


def clean_digits(text: str) -> str:
    """A typed requisite without spaces, dashes and its own label; letters are left to be seen."""
    if text.isascii() and text.isdigit():
        return text
    plain = _FILLING.sub("", _LABEL.sub("", text.strip(), count=1))
    floated = _FLOAT.fullmatch(plain)  # a spreadsheet took it for a number
    return floated.group(1) if floated else plain


def inn_and_kpp(text: str) -> tuple[str, str]:
    """ИНН and КПП of one typed text such as «7707083893/773601001»; КПП is usually empty.

    A leading zero that a spreadsheet dropped is put back when the check digits agree.
    """
    plain = clean_digits(text.casefold().replace("инн/кпп", "").upper())
    both = _INN_WITH_KPP.fullmatch(plain)
    inn, kpp = both.groups() if both else (plain, "")
    if len(inn) in {9, 11} and inn.isascii() and inn.isdigit() and check_inn("0" + inn) is None:
        inn = "0" + inn
    return inn, kpp


def check_inn(inn: str, field: str = "inn") -> Problem | None:
    """ИНН: 10 digits of a firm or 12 of a person, region not 00, check digits.

    Приказ ФНС России от 29.06.2012 № ММВ-7-6/435@.
    """
    doubt = _digits_of(inn, (10, 12), field, INN_LENGTH)
    if doubt is not None:
        return doubt
    if inn.startswith("00"):
        return Problem(field, INN_REGION)
    digits = inn.encode().translate(_FIGURES)
    if len(inn) == 10:
        fine = _inn_digit(digits, _INN10) == digits[9]
    else:
        made = _inn_digit(digits, _INN11), _inn_digit(digits, _INN12)
        fine = made == (digits[10], digits[11])
    return None if fine else Problem(field, INN_CHECKSUM)


def inn_is_valid(inn: str) -> bool:
    """Whether nothing is doubtful about an ИНН."""
    return check_inn(inn) is None


def check_kpp(kpp: str, field: str = "kpp") -> Problem | None:
    """КПП: tax office, reason (two digits or capital letters), serial; not all zeros.

    Приказ ФНС России от 29.06.2012 № ММВ-7-6/435@; sole traders have none.
    """
    if not kpp.isascii() and any(c.isdigit() for c in kpp):
        return Problem(field, LOOK_ALIKE)
    fine = _KPP.fullmatch(kpp) is not None and kpp != "0" * 9
    return None if fine else Problem(field, KPP_FORM, {"length": len(kpp)})


def check_ogrn(ogrn: str, field: str = "ogrn") -> Problem | None:
    """ОГРН (13 digits, remainder of 11) or ОГРНИП (15, remainder of 13).

    The check digit is the *last digit* of the remainder, so that 10, 11 and 12 count as 0, 1, 2.
    """
    doubt = _digits_of(ogrn, (13, 15), field, OGRN_LENGTH)
    if doubt is not None:
        return doubt
    divisor, firsts = (11, "1256789") if len(ogrn) == 13 else (13, "34")
    fine = ogrn[0] in firsts and int(ogrn[:-1]) % divisor % 10 == int(ogrn[-1])
    return None if fine else Problem(field, OGRN_CHECKSUM)


def check_okpo(okpo: str, field: str = "okpo") -> Problem | None:
    """ОКПО of 8 or 10 digits: weights 1, 2, …; 3, 4, … when the remainder is 10; then 0.

    A branch has 14 digits, whose check is not known.
    """
    doubt = _digits_of(okpo, (8, 10, 14), field, OKPO_LENGTH)
    if doubt is not None or len(okpo) == 14:
        return doubt
    body = [int(c) for c in okpo[:-1]]
    control = 10
    for first in (1, 3):
        if control == 10:
            weights = [(first - 1 + place) % 10 + 1 for place in range(len(body))]
            control = sum(d * w for d, w in zip(body, weights, strict=True)) % 11
    return None if control % 10 == int(okpo[-1]) else Problem(field, OKPO_CHECKSUM)


def check_bik(bik: str, field: str = "bik") -> Problem | None:
    """БИК: nine digits, the last three 050–999 or 000–002 of a Bank of Russia unit."""
    if _has_look_alike(bik):
        return Problem(field, LOOK_ALIKE)
    fine = len(bik) == 9 and bik.isascii() and bik.isdigit()
    if fine and int(bik) and (int(bik[6:]) >= 50 or bik.endswith(_BANK_OF_RUSSIA)):
        return None
    return Problem(field, BIK_FORM, {"length": len(bik)})


def check_account(account: str, bik: str, field: str = "account") -> Problem | None:
    """The key of an account within its bank.

    Порядок Банка России от 08.09.1997 № 515. Treasury accounts (0…, 40102…) follow other rules
    and are not doubted; without a readable БИК only the form is looked at.
    """
    if _has_look_alike(account[:5] + account[6:]) or not account.isascii():
        return Problem(field, LOOK_ALIKE)
    if _ACCOUNT.fullmatch(account) is None:
        return Problem(field, ACCOUNT_LENGTH, {"length": len(account)})
    if account.startswith(("0", "40102")) or check_bik(bik) is not None:
        return None
    in_unit = account.startswith("301") or bik.endswith(_BANK_OF_RUSSIA)
    prefix = "0" + bik[4:6] if in_unit else bik[6:9]
    digits = [int(c) if c.isdigit() else _CLEARING[c] for c in prefix + account]
    total = sum(d * _KEY_WEIGHTS[place % 3] % 10 for place, d in enumerate(digits))
    return None if total % 10 == 0 else Problem(field, ACCOUNT_KEY)


def check_corr_account(account: str, bik: str, field: str = "corr_account") -> Problem | None:
    """A correspondent account: its key, and the custom that it ends as the БИК does.

    The key alone proves only the Bank of Russia unit: two Moscow banks pass with each other's.
    """
    doubt = check_account(account, bik, field)
    if doubt is None and account.startswith("301") and check_bik(bik) is None:
        own = account[-3:] == bik[6:9] or bik.endswith(_BANK_OF_RUSSIA)
        return None if own else Problem(field, ACCOUNT_OTHER_BANK)
    return doubt


def check_iban(iban: str, field: str = "account") -> Problem | None:
    """The two check digits of an IBAN (ISO 13616)."""
    figures = "".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])
    return None if int(figures) % 97 == 1 else Problem(field, IBAN_CHECKSUM)


def _digits_of(text: str, lengths: tuple[int, ...], field: str, wrong: str) -> Problem | None:
    if text.isascii() and text.isdigit() and len(text) in lengths:
        return None
    if _has_look_alike(text):
        return Problem(field, LOOK_ALIKE)
    return Problem(field, wrong, {"length": len(text)})


def _has_look_alike(text: str) -> bool:
    """Whether a letter stands where it reads like a digit, or a Cyrillic one like a Latin."""
    return any(c in "OoIlSsZzBb" or "\u0400" <= c <= "\u04ff" for c in text) and any(
        c.isdigit() for c in text
    )


def _inn_digit(digits: bytes, weights: tuple[int, ...]) -> int:
    total: int = sum(map(mul, digits, weights))
    return total % 11 % 10
