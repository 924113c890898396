"""Russian requisites: check digits that warn and never forbid (documents.md §4)."""

from __future__ import annotations

import re

from crm_desktop.domain.problems import Problem, code

INN_LENGTH = code("requisites.inn-length")
INN_CHECKSUM = code("requisites.inn-checksum")
KPP_FORM = code("requisites.kpp-form")
OGRN_LENGTH = code("requisites.ogrn-length")
OGRN_CHECKSUM = code("requisites.ogrn-checksum")
OKPO_CHECKSUM = code("requisites.okpo-checksum")
BIK_FORM = code("requisites.bik-form")
ACCOUNT_LENGTH = code("requisites.account-length")
ACCOUNT_KEY = code("requisites.account-key")
LOOK_ALIKE = code("requisites.look-alike")

_INN10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_KEY_WEIGHTS = (7, 1, 3)
_CLEARING = dict(zip("ABCEHKMPTX", range(10), strict=True))
_LETTERS = re.compile(r"[ОоOoЗзАаAaBВ]")


def clean_digits(text: str) -> str:
    """A typed requisite without spaces, dashes and its own label; letters are left to be seen."""
    plain = re.sub(r"(?i)^\s*(?:инн|кпп|огрнип|огрн|бик|окпо|р/с|к/с|inn)[\s:№]*", "", text)
    return re.sub(r"[\s\u00a0\u202f\u2010-\u2015-]", "", plain)


def inn_is_valid(inn: str) -> bool:
    """Length, region and check digits of an ИНН (приказ ФНС ММВ-7-6/435@)."""
    return check_inn(inn) is None


def check_inn(inn: str) -> Problem | None:
    """What is doubtful about an ИНН: 10 digits for a firm, 12 for a person."""
    if _LETTERS.search(inn):
        return Problem("inn", LOOK_ALIKE)
    if not inn.isascii() or not inn.isdigit() or len(inn) not in (10, 12):
        return Problem("inn", INN_LENGTH, {"length": len(inn)})
    digits = [int(c) for c in inn]
    if len(inn) == 10:
        fine = _control(digits, _INN10) == digits[9]
    else:
        fine = (_control(digits, _INN11), _control(digits, _INN12)) == (digits[10], digits[11])
    if not fine or inn.startswith("00"):
        return Problem("inn", INN_CHECKSUM)
    return None


def _control(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(d * w for d, w in zip(digits, weights, strict=False)) % 11 % 10


def check_kpp(kpp: str) -> Problem | None:
    """КПП: four digits, two digits or capital letters, three digits."""
    fine = re.fullmatch(r"\d{4}[0-9A-Z]{2}\d{3}", kpp) and kpp.strip("0")
    return None if fine else Problem("kpp", KPP_FORM)


def check_ogrn(ogrn: str) -> Problem | None:
    """ОГРН (13 digits) or ОГРНИП (15): the remainder's last digit is the check digit."""
    if not ogrn.isascii() or not ogrn.isdigit() or len(ogrn) not in (13, 15):
        return Problem("ogrn", OGRN_LENGTH, {"length": len(ogrn)})
    divisor = 11 if len(ogrn) == 13 else 13
    fine = int(ogrn[:-1]) % divisor % 10 == int(ogrn[-1])
    first = "156789" if len(ogrn) == 13 else "34"
    if not fine or ogrn[0] not in first + ("2" if len(ogrn) == 13 else ""):
        return Problem("ogrn", OGRN_CHECKSUM)
    return None


def check_okpo(okpo: str) -> Problem | None:
    """ОКПО of 8 or 10 digits: weights 1, 2, …, then 3, 4, … when the remainder is 10."""
    if not okpo.isascii() or not okpo.isdigit() or len(okpo) not in (8, 10):
        return Problem("okpo", OKPO_CHECKSUM)
    digits = [int(c) for c in okpo]
    for start in (1, 3):
        weights = [(start - 1 + i) % 10 + 1 for i in range(len(digits) - 1)]
        control = sum(d * w for d, w in zip(digits, weights, strict=False)) % 11
        if control < 10:
            break
    else:
        control = 0
    return None if control == digits[-1] else Problem("okpo", OKPO_CHECKSUM)


def check_bik(bik: str) -> Problem | None:
    """БИК: nine digits, the last three 050–999 or a unit of the Bank of Russia."""
    fine = bik.isascii() and bik.isdigit() and len(bik) == 9
    if fine and int(bik) and (int(bik[6:]) >= 50 or bik[6:] in {"000", "001", "002"}):
        return None
    return Problem("bik", BIK_FORM)


def check_account(account: str, bik: str, field: str = "account") -> Problem | None:
    """The key of an account within its bank (порядок Банка России № 515 от 08.09.1997).

    Treasury accounts follow other rules and are not warned of.
    """
    if not re.fullmatch(r"\d{5}[\dA-Z]\d{14}|\d{5}[\dA-Z]{3}\d{12}", account):
        return Problem(field, ACCOUNT_LENGTH, {"length": len(account)})
    if account.startswith(("0", "40102")) or check_bik(bik) is not None:
        return None
    inside = account.startswith("301") or bik[6:] in {"000", "001", "002"}
    prefix = "0" + bik[4:6] if inside else bik[6:9]
    digits = [int(c) if c.isdigit() else _CLEARING.get(c, 0) for c in prefix + account]
    total = sum(d * _KEY_WEIGHTS[i % 3] % 10 for i, d in enumerate(digits))
    return None if total % 10 == 0 else Problem(field, ACCOUNT_KEY)
