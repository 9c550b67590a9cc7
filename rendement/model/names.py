"""Where in a case every estimate stands, in the order the engine meets them, and which of them share a name.

An uncertain input is a name and not a place (M26): two places with one name are one input. What nobody named
is called after its place (`z1.2/aantal`).
"""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from rendement.model.case import CareLine, Case, EffortLine, Pathway
from rendement.model.estimate import Duration, Estimate, Quantity, Written
from rendement.model.factors import shares_of_change, times
from rendement.model.line_names import EFFORT, HELP, WITH_US, WITHOUT, Path, estimate_name, name_of
from rendement.model.lines import AttributePath
from rendement.model.products import factors_of

TIMES: Final = frozenset(times())
"""Fields that say when, or how long."""
AMOUNTS: Final = frozenset({"aantal"})
"""Fields that say how much; the rest are chances and shares."""


class Use(NamedTuple):
    """One place where an estimate stands."""

    line: str
    """The line (`z1.2`, `i1`, `m1`) or path (`z1`) it is about; empty for the case as a whole."""
    field: str
    """`pad`, `kans`, `aantal`, `toerekening`, `verdringing`, `vanaf`, `duur` or `uitstel`."""
    at: str
    """What it is called within its case when nobody named it: `z1/kans`, `z1.2/aantal`, `toerekening`."""
    path: Path
    """Where it stands in the data of its file."""
    estimate: Estimate
    factor: int = 0
    """Which factor of a product, from 1 (M30); 0 for an estimate by itself."""

    @property
    def place(self) -> AttributePath:
        """Where it stands in the case itself."""
        return tuple(_ATTRIBUTES.get(step, step) for step in self.path)

    @property
    def key(self) -> str:
        """The input it is a use of: its name, else its place (which always differs from any name)."""
        return self.estimate.name or f"/{self.at}"


_ATTRIBUTES: Final[dict[str | int, str]] = {
    field.alias or name: name
    for model in (Case, Pathway, CareLine, EffortLine, Quantity)
    for name, field in model.model_fields.items()
}


def uses(case: Case) -> tuple[Use, ...]:
    """Every place of a case where an estimate stands that can be uncertain, as the engine walks them.

    A point is one of them: a guessed share is uncertain by its grade (M8), and a point may carry a name.
    """
    return tuple(_walk(case))


def named(case: Case) -> dict[str, tuple[Use, ...]]:
    """The uses of every name in a case, in the order of `uses`."""
    found: dict[str, list[Use]] = {}
    for use in uses(case) if has_names(case) else ():
        if use.estimate.name:
            found.setdefault(use.estimate.name, []).append(use)
    return {name: tuple(places) for name, places in found.items()}


def has_names(case: Case) -> bool:
    """Whether anything in a case carries a name; most cases have none, and need no walk."""
    return any(estimate.name or estimate.parts for estimate in _estimates(case) if estimate is not None)


def _estimates(case: Case) -> Iterator[Written | None]:
    yield from case.attribution.values()
    shares = list(shares_of_change())
    yield from (factor.of_case(case) for factor in shares)
    for effort in case.effort:
        yield from (effort.quantity, effort.start, effort.duration)
    lines = [line for line in case.with_us if isinstance(line, CareLine)]
    for pathway in (*case.without, *(part for part in case.with_us if isinstance(part, Pathway))):
        yield from (pathway.chance, pathway.deadweight)
        lines += pathway.care
    for line in lines:
        yield from (line.chance, line.quantity, line.start, line.duration, line.delay)
        yield from (factor.of_line(line) for factor in shares)


def _factors(use: Use) -> Iterator[Use]:
    """The uses of a product: each factor is an input by itself (M30); any other use itself.

    1 minus a product is no product: it moves as one.
    """
    factors = factors_of(use.estimate)
    if len(factors) == 1 or use.path[-1] not in ("kans", "aantal"):
        yield use
        return
    for number, factor in enumerate(factors):
        path = (*use.path, "maal", number)
        yield use._replace(at=f"{use.at}/{number + 1}", path=path, estimate=factor, factor=number + 1)


def _walk(case: Case) -> Iterator[Use]:
    for number, effort in enumerate(case.effort):
        yield from _effort((EFFORT, number), effort)
    for factor in shares_of_change():
        said, known = factor.of_case(case), factor.input
        if said is not None:
            yield Use("", known.word, estimate_name("", known.word), known.place(known.word), said)
    for number, pathway in enumerate(case.without):
        yield from _pathway((WITHOUT, number), pathway)
    for number, part in enumerate(case.with_us):
        if isinstance(part, Pathway):
            yield from _pathway((WITH_US, number), part)
        else:
            yield from _care((WITH_US, number), part)


def _effort(path: Path, line: EffortLine) -> Iterator[Use]:
    fields = (("aantal", line.quantity), ("vanaf", line.start), ("duur", line.duration))
    yield from _present(path, fields)


def _pathway(path: Path, pathway: Pathway) -> Iterator[Use]:
    written = "kans" if pathway.chance is not None else "ook_zonder_ons"
    estimate = pathway.chance or pathway.deadweight
    assert estimate is not None
    name = name_of(path)
    yield from _factors(Use(name, "pad", estimate_name(name, "kans"), (*path, written), estimate))
    for number, line in enumerate(pathway.care):
        yield from _care((*path, HELP, number), line)


def _care(path: Path, line: CareLine) -> Iterator[Use]:
    fields = (
        ("kans", line.chance),
        *((factor.input.word, factor.of_line(line)) for factor in shares_of_change()),
        ("aantal", line.quantity),
        ("vanaf", line.start),
        ("duur", line.duration),
        ("uitstel", line.delay),
    )
    yield from _present(path, fields)


def _present(path: Path, fields: Iterable[tuple[str, Estimate | None]]) -> Iterator[Use]:
    """Those that were written; `blijvend` is no estimate."""
    name = name_of(path)
    for field, estimate in fields:
        lasting = isinstance(estimate, Duration) and estimate.is_lasting
        if estimate is not None and not lasting:
            yield from _factors(Use(name, field, estimate_name(name, field), (*path, field), estimate))
