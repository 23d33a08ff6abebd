"""facts.toml becomes typed facts; every fault of the file is reported with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from docgen.content.toml_file import Keys, TomlFile, faults
from docgen.errors import ContentError, DocgenError
from docgen.facts import (
    CALLING_CODES,
    Age,
    Confirmation,
    Count,
    Day,
    Duration,
    Fact,
    FactState,
    FactValue,
    Law,
    Money,
    Month,
    Organisation,
    Telephone,
    Unit,
    Year,
)

RoleCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}-R[0-9]{1,3}$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

HINTS = {
    "source": 'say where the fact was found: source = "MRW9"',
    "as_of": "say of which date the source is: as_of = 2019-01-24",
    "owner": "say who can confirm it, by a key of content/contacts/",
    "state": "one of unconfirmed, confirmed, expired, conflict",
    "number": 'a telephone stands in quotation marks: number = "0 2202 9074"; a count or a duration does not',
    "amount": "a whole number without quotation marks or separators: amount = 3000",
    "unit": "one of hour, day, week, month, year",
    "confirmed_by": "a role code such as TH-R1, never a name",
    "country": f"one of {', '.join(CALLING_CODES)}",
    "note": "a fact in conflict says in its note how the sources disagree",
}


class _Fact(BaseModel):
    """What every fact says of itself."""

    model_config = ConfigDict(strict=True, extra="forbid")

    kind: str
    source: Words
    as_of: date
    owner: Words
    state: Literal["confirmed", "unconfirmed", "expired", "conflict"]
    note: str = ""
    confirmed_by: RoleCode | None = None
    confirmed_on: date | None = None
    confirmed_until: date | None = None


class _Money(_Fact):
    amount: Annotated[int, Field(ge=0)]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class _Count(_Fact):
    number: Annotated[int, Field(ge=0)]


class _Duration(_Fact):
    number: Annotated[int, Field(ge=1)]
    unit: Literal["hour", "day", "week", "month", "year"]


class _Age(_Fact):
    years: Annotated[int, Field(ge=0, le=130)]


class _Date(_Fact):
    date: date


class _Year(_Fact):
    year: Annotated[int, Field(ge=1800, le=2400)]


class _Month(_Year):
    month: Annotated[int, Field(ge=1, le=12)]


class _Telephone(_Fact):
    number: Annotated[str, StringConstraints(pattern=r"^[0-9][0-9 ]{1,18}[0-9]$")]
    country: Literal["TH", "LA", "KH", "MM", "VN"]
    short_code: bool = False


class _Law(_Fact):
    name: Words
    year: Annotated[int, Field(ge=1800, le=2400)] | None = None
    section: str = ""


class _Organisation(_Fact):
    name: Words


_KINDS: dict[str, tuple[type[_Fact], Callable[[Any], FactValue]]] = {
    "money": (_Money, lambda m: Money(m.amount, m.currency)),
    "count": (_Count, lambda m: Count(m.number)),
    "duration": (_Duration, lambda m: Duration(m.number, Unit(m.unit))),
    "age": (_Age, lambda m: Age(m.years)),
    "date": (_Date, lambda m: Day(m.date)),
    "month": (_Month, lambda m: Month(m.year, m.month)),
    "year": (_Year, lambda m: Year(m.year)),
    "telephone": (_Telephone, lambda m: Telephone(m.number, m.country, m.short_code)),
    "law": (_Law, lambda m: Law(m.name, m.year, m.section)),
    "organisation": (_Organisation, lambda m: Organisation(m.name)),
}
assert set(get_args(_Telephone.model_fields["country"].annotation)) == set(CALLING_CODES)


def read_facts(file: TomlFile) -> tuple[dict[str, Fact], list[DocgenError]]:
    """Return the facts of a file by id, and the faults of those that cannot be read."""
    facts: dict[str, Fact] = {}
    errors: list[DocgenError] = []
    for keys, table in _fact_tables(file.data, ()):
        fact, found = _fact(file, keys, table)
        errors += found
        if fact is None:
            continue
        first = facts.setdefault(fact.id, fact)
        if first is not fact:  # [a.b] and ["a.b"] are two tables and one id
            said = f"the fact “{fact.id}” is there twice"
            errors.append(ContentError(said, location=fact.location, hint=f"the first is at {first.location}"))
    return facts, errors


def _fact_tables(data: Mapping[str, Any], above: Keys) -> Iterator[tuple[Keys, Any]]:
    """Yield each table that is meant as a fact: one that holds a value beside tables, or nothing else."""
    for key, value in data.items():
        keys = (*above, key)
        if isinstance(value, dict) and value and all(isinstance(v, dict) for v in value.values()):
            yield from _fact_tables(value, keys)
        else:
            yield keys, value


def _fact(file: TomlFile, keys: Keys, table: Any) -> tuple[Fact | None, list[ContentError]]:
    name = ".".join(map(str, keys))
    kind = table.get("kind") if isinstance(table, dict) else None
    if kind not in _KINDS:
        said = f"{name} has the kind {kind!r}, which is not known" if kind else f"{name} has no kind"
        hint = f"one of {', '.join(_KINDS)}"
        return None, [ContentError(said, location=file.locate(*keys, "kind"), hint=hint)]
    model, value = _KINDS[kind]
    try:
        read = model.model_validate(table)
    except ValidationError as error:
        return None, faults(error, file, keys, HINTS)
    fact = Fact(
        id=name,
        value=value(read),
        source=read.source,
        source_date=read.as_of,
        owner=read.owner,
        state=FactState(read.state),
        location=file.locate(*keys),
        note=read.note,
        confirmation=_confirmation(read),
    )
    return fact, list(_contradictions(fact, read, file, keys))


def _confirmation(read: _Fact) -> Confirmation | None:
    if read.confirmed_by and read.confirmed_on and read.confirmed_until:
        return Confirmation(read.confirmed_by, read.confirmed_on, read.confirmed_until)
    return None


def _contradictions(fact: Fact, read: _Fact, file: TomlFile, keys: Keys) -> Iterator[ContentError]:
    """Yield what the tables' types cannot say."""
    if fact.state is FactState.CONFIRMED and fact.confirmation is None:
        hint = f"`docgen fact confirm {fact.id}` writes all three"
        said = f"{fact.id} is confirmed, but confirmed_by, confirmed_on or confirmed_until is missing"
        yield ContentError(said, location=file.locate(*keys, "state"), hint=hint)
    if fact.confirmation and fact.confirmation.until < fact.confirmation.on:
        said = f"{fact.id} is confirmed until a day before it was confirmed"
        yield ContentError(said, location=file.locate(*keys, "confirmed_until"))
    if fact.state is FactState.CONFLICT and not fact.note:
        said = f"{fact.id} is in conflict, but its note does not say how"
        yield ContentError(said, location=file.locate(*keys, "state"), hint=HINTS["note"])
    if isinstance(fact.value, Law) and fact.value.section and fact.value.year is None:
        said = f"{fact.id} names a section of a law without its year"
        hint = "add year = 2008, the common year: a section is printed with the law's title and year"
        yield ContentError(said, location=file.locate(*keys, "section"), hint=hint)
    if isinstance(fact.value, Telephone):
        yield from _telephone_faults(fact, fact.value, file, keys)


def _telephone_faults(fact: Fact, telephone: Telephone, file: TomlFile, keys: Keys) -> Iterator[ContentError]:
    place = file.locate(*keys, "number")
    if telephone.short_code and len(telephone.digits) > 6:
        yield ContentError(f"{fact.id}: {telephone.number} is too long for a short code", location=place)
    if not telephone.short_code and len(telephone.digits) < 7:
        hint = "write the whole number as it is dialled inside the country, or short_code = true"
        yield ContentError(f"{fact.id}: {telephone.number} is no whole number", location=place, hint=hint)
    if not telephone.short_code and not telephone.digits.startswith("0"):
        hint = (
            "a full national number begins with 0, as it is dialled inside its country; a number without it is a part"
        )
        yield ContentError(f"{fact.id}: {telephone.number} does not begin with 0", location=place, hint=hint)
