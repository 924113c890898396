"""A filter as SQL: what a view, a bulk change or a call list asks of the records of a noun."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    false,
    func,
    not_,
    or_,
    select,
    true,
)

from crm_desktop.domain.custom_fields import OwnField
from crm_desktop.domain.filters import (
    OPERATORS,
    Condition,
    FieldKind,
    Filter,
    Group,
    Operator,
    check,
    day_bounds,
)
from crm_desktop.domain.problems import refuse_if
from crm_desktop.domain.text import fold
from crm_desktop.late import dataclass

Condition_ = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be asked about: its kind and where its value stands.

    `order` is what a list is sorted by where that is not the value; `texts` selects all texts
    there can be where looking through the records is no way to them; `own` is a field of the
    business's own; `facts` says that the value is made of the figures of a client.
    """

    kind: FieldKind
    column: ColumnElement[Any]
    order: ColumnElement[Any] | None = None
    texts: Select[Any] | None = None
    own: OwnField | None = None
    facts: bool = False


Fields = Mapping[str, Field]


def where(connection: Connection, wanted: Filter, fields: Fields, today: date) -> Condition_:
    """The condition that a row must meet; never NULL, so that its contrary is its contrary.

    `today` is what relative dates count from. `Refused` when the filter fits not these fields.
    """
    refuse_if(check(wanted, {name: one.kind for name, one in fields.items()}))
    return _Compiler(connection, fields, today).group(wanted)


def day_begins(day: date) -> str:
    """The moment at which a day of this computer's calendar begins, as stored."""
    midnight = datetime.combine(day, time())
    # Windows knows no local time before 1970; then nobody kept his clients by the minute.
    known = _KNOWN_FROM <= day.year < _KNOWN_TO
    midnight = midnight.astimezone(UTC) if known else midnight.replace(tzinfo=UTC)
    return midnight.strftime("%Y-%m-%dT%H:%M:%SZ")


_KNOWN_FROM, _KNOWN_TO = 1971, 3000


class _Compiler:
    def __init__(self, connection: Connection, fields: Fields, today: date) -> None:
        self._connection = connection
        self._fields = fields
        self._today = today

    def group(self, group: Group) -> Condition_:
        parts = [self.group(p) if isinstance(p, Group) else self._one(p) for p in group.parts]
        if not parts:
            return true()
        return and_(*parts) if group.every else or_(*parts)

    def _one(self, condition: Condition) -> Condition_:
        field = self._fields[condition.field]
        if field.kind is FieldKind.CHOICE:
            return self.choice(field, condition)
        return _MAKERS[field.kind](self, field.column, condition)

    # texts

    def text(self, column: ColumnElement[Any], condition: Condition) -> Condition_:
        folded = func.fold(column)
        texts = [fold(str(value)) for value in condition.values]
        match condition.operator:
            case Operator.CONTAINS:
                return func.instr(folded, texts[0]) > 0
            case Operator.CONTAINS_NOT:
                return func.instr(folded, texts[0]) == 0
            case Operator.BEGINS:
                return func.substr(folded, 1, len(texts[0])) == texts[0]
            case Operator.IS | Operator.ONE_OF:
                return folded.in_(texts)
            case Operator.IS_NOT | Operator.NONE_OF:
                return folded.not_in(texts)
            case _:
                return _there(func.coalesce(column, "") == "", condition)

    def choice(self, field: Field, condition: Condition) -> Condition_:
        """Few texts stand in such a column: they are folded, not every row."""
        column = field.column
        if condition.operator in _THERE:
            return self.text(column, condition)
        wanted = {fold(str(value)) for value in condition.values}
        asked = select(column).distinct() if field.texts is None else field.texts
        all_ = self._connection.scalars(asked)
        known = [text for text in all_ if fold(text) in wanted]
        positive = condition.operator in {Operator.IS, Operator.ONE_OF}
        if not known:
            return false() if positive else true()
        return column.in_(known) if positive else or_(column.is_(None), column.not_in(known))

    # numbers and days

    def order(self, column: ColumnElement[Any], condition: Condition) -> Condition_:
        return _compared(column, condition.operator, condition.values, condition)

    def day(self, column: ColumnElement[Any], condition: Condition) -> Condition_:
        if condition.operator in _THERE:
            return _there(column.is_(None), condition)
        first, last = day_bounds(condition, self._today)
        found = _between(column, first and first.isoformat(), last and last.isoformat())
        return not_(found) if condition.operator is Operator.IS_NOT else found

    def moment(self, column: ColumnElement[Any], condition: Condition) -> Condition_:
        """Days become the moments at which they begin and end on this computer."""
        operator = condition.operator
        if operator in _THERE:
            return _there(column.is_(None), condition)
        first, last = day_bounds(condition, self._today)
        parts: list[Condition_] = [column.is_not(None)]
        if first is not None:
            parts.append(column >= day_begins(first))
        if last is not None:
            parts.append(column < day_begins(last + timedelta(days=1)))
        found = and_(*parts)
        if operator is Operator.OLDER_DAYS:
            return or_(column.is_(None), found)
        return not_(found) if operator is Operator.IS_NOT else found

    # lists and switches

    def several(self, column: ColumnElement[Any], condition: Condition) -> Condition_:
        if condition.operator in _THERE:
            return _there(func.json_array_length(func.coalesce(column, "[]")) == 0, condition)
        texts = list(dict.fromkeys(fold(str(value)) for value in condition.values))
        has = [_holds(column, text) for text in texts]
        match condition.operator:
            case Operator.HAS_ALL:
                return and_(*has)
            case Operator.ONE_OF:
                return or_(*has)
            case _:
                return not_(or_(*has))

    def flag(self, column: ColumnElement[Any], condition: Condition) -> Condition_:
        wanted = bool(condition.values[0]) is (condition.operator is Operator.IS)
        value = func.coalesce(column, 0) != 0
        return value if wanted else not_(value)


_THERE = frozenset({Operator.EMPTY, Operator.FILLED})
_Maker = Callable[[_Compiler, ColumnElement[Any], Condition], Condition_]
_MAKERS: dict[FieldKind, _Maker] = {
    FieldKind.TEXT: _Compiler.text,
    FieldKind.NUMBER: _Compiler.order,
    FieldKind.DATE: _Compiler.day,
    FieldKind.MOMENT: _Compiler.moment,
    FieldKind.SEVERAL: _Compiler.several,
    FieldKind.FLAG: _Compiler.flag,
}
assert _MAKERS.keys() | {FieldKind.CHOICE} == OPERATORS.keys()


def _holds(column: ColumnElement[Any], text: str) -> Condition_:
    one = func.json_each(column).table_valued("value").alias()
    return select(1).select_from(one).where(func.fold(one.c.value) == text).exists()


def _there(empty: Condition_, condition: Condition) -> Condition_:
    return empty if condition.operator is Operator.EMPTY else not_(empty)


def _between(column: ColumnElement[Any], first: object, last: object) -> Condition_:
    parts: list[Condition_] = [column.is_not(None)]
    parts += [column >= first] if first is not None else []
    parts += [column <= last] if last is not None else []
    return and_(*parts)


def _compared(
    column: ColumnElement[Any], operator: Operator, values: tuple[Any, ...], condition: Condition
) -> Condition_:
    there = column.is_not(None)
    match operator:
        case Operator.IS:
            return and_(there, column == values[0])
        case Operator.IS_NOT:
            return or_(column.is_(None), column != values[0])
        case Operator.LESS:
            return and_(there, column < values[0])
        case Operator.AT_MOST:
            return and_(there, column <= values[0])
        case Operator.MORE:
            return and_(there, column > values[0])
        case Operator.AT_LEAST:
            return and_(there, column >= values[0])
        case Operator.BETWEEN:
            return _between(column, min(values), max(values))
        case _:
            return _there(column.is_(None), condition)
