"""The names of the lines of a case (`i1`, `z1.2`, `m1`), as reviews, explanations and complaints use them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeVar, cast

from rendement.model.case import CareLine, Case, EffortLine, Pathway
from rendement.model.line_names import (
    EFFORT,
    HELP,
    WITH_US,
    WITHOUT,
    Path,
    is_in_path,
    name_of,
    path_of,
    place_of,
)
from rendement.model.price import Price

D = TypeVar("D")
AttributePath = tuple[str | int, ...]
"""Where a value stands in a document: names of attributes, keys and numbers of items."""


class Line(NamedTuple):
    """A care line with its name (`z1.2`, `m1`) and its place in the file."""

    path: Path
    line: CareLine
    pathway: Pathway | None
    target: "Line | None" = None
    """The help that this came instead of (M29)."""

    @property
    def name(self) -> str:
        """`z1.2`: the second line of the first path; `m1`: the first line of what was used with us."""
        return name_of(self.path)

    @property
    def is_without(self) -> bool:
        """Whether this is help that would have been used without us."""
        return self.path[0] == WITHOUT

    @property
    def leading(self) -> "Line":
        """The line whose chance, time and share of the change count: its own, or that of M29."""
        return self.target or self

    @property
    def path_name(self) -> str:
        """`z1`: the path its chance follows from; empty for help that stands in none."""
        return path_of(self.leading.name) if self.leading.pathway else ""

    @property
    def at(self) -> AttributePath:
        """Where it stands in the document of its case."""
        return attribute_path(self.path)


class Branch(NamedTuple):
    """A path with its place in the file."""

    path: Path
    pathway: Pathway

    @property
    def name(self) -> str:
        """`z1` for a path without us, `m2` for one with us: the second thing under met_inzet."""
        return name_of(self.path)

    @property
    def is_without(self) -> bool:
        """Whether this is how things could have gone without us."""
        return self.path[0] == WITHOUT

    @property
    def at(self) -> AttributePath:
        """Where it stands in the document of its case."""
        return attribute_path(self.path)


_ATTRIBUTES: Final[dict[str | int, str]] = {
    WITHOUT: "without", WITH_US: "with_us", HELP: "care", EFFORT: "effort"
}  # fmt: skip


def attribute_path(path: Path) -> AttributePath:
    """Where a block that stands there in a file stands in the document of its case."""
    return tuple(_ATTRIBUTES.get(step, step) for step in path)


def care_lines(case: Case) -> Iterator[Line]:
    """Every care line of a case, without us first."""
    global _latest  # noqa: PLW0603 - checks ask for the lines of one case several times in a row
    known = _latest
    if known[0] is not case:
        known = _latest = (case, tuple(_care_lines(case)))
    return iter(known[1])


_latest: tuple[Case | None, tuple[Line, ...]] = (None, ())
"""The lines of the case that was asked for last."""


def helps(case: Case) -> Iterator[CareLine]:
    """The same lines without their names and places."""
    for pathway in case.without:
        yield from pathway.care
    for part in case.with_us:
        yield from (part.care if isinstance(part, Pathway) else (part,))


def _care_lines(case: Case) -> Iterator[Line]:
    for p, pathway in enumerate(case.without):
        for i, line in enumerate(pathway.care):
            yield Line((WITHOUT, p, HELP, i), line, pathway)
    for i, part in enumerate(case.with_us):
        if isinstance(part, Pathway):
            for j, line in enumerate(part.care):
                yield Line((WITH_US, i, HELP, j), line, part)
        else:
            target = None if part.instead_of is None else help_without(case, part.instead_of)
            yield Line((WITH_US, i), part, None, target)


EXPENSE: Final = "uitgave"
"""What a line is called that has an amount and no price."""


def label_of(line: CareLine | EffortLine, prices: Mapping[str, Price]) -> str:
    """The label of the price of a line, or what an amount without one is called."""
    return EXPENSE if line.price is None else prices[line.price].label


def branches(case: Case) -> Iterator[Branch]:
    """Every path of a case, those without us first."""
    for i, pathway in enumerate(case.without):
        yield Branch((WITHOUT, i), pathway)
    for i, part in enumerate(case.with_us):
        if isinstance(part, Pathway):
            yield Branch((WITH_US, i), part)


def help_without(case: Case, name: str) -> Line | None:
    """The line of help without us of that name (`z1.1`); None when there is none."""
    place = place_of(name)
    if place is None or place[0] != WITHOUT or not is_in_path(name):
        return None
    p, i = int(place[1]), int(place[3])
    if p >= len(case.without) or i >= len(case.without[p].care):
        return None
    return Line(place, case.without[p].care[i], case.without[p])


def effort_lines(case: Case) -> Iterator[tuple[str, Path, EffortLine]]:
    """Every effort line of a case with its name (`i1`) and place."""
    for i, line in enumerate(case.effort):
        path = (EFFORT, i)
        yield name_of(path), path, line


def line_names(case: Case) -> list[str]:
    """The names of all lines, as reviews and explanations use them."""
    return [name for name, _, _ in effort_lines(case)] + [line.name for line in care_lines(case)]


def replaced(document: D, at: AttributePath, value: object) -> D:
    """A copy of a document with one deep value changed."""
    return cast(D, _replaced(document, at, value))


def _replaced(document: Any, at: AttributePath, value: object) -> Any:
    if not at:
        return value
    step, rest = at[0], at[1:]
    if isinstance(document, tuple):
        place = int(step)
        return (*document[:place], _replaced(document[place], rest, value), *document[place + 1 :])
    if isinstance(document, dict):
        return {**document, step: _replaced(document[step], rest, value)}
    return document.model_copy(update={str(step): _replaced(getattr(document, str(step)), rest, value)})


def value_at(document: Any, at: AttributePath) -> Any:
    """The deep value of a document that `replaced` changes."""
    for step in at:
        whole = isinstance(document, dict | tuple)
        document = cast(Any, document)[step] if whole else getattr(document, str(step))
    return document
