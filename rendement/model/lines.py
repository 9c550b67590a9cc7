"""The names of the lines of a case (`i1`, `z1.2`, `m1`), as reviews, explanations and complaints use them."""

from collections.abc import Iterator
from typing import Any, NamedTuple, cast

from rendement.model.case import CareLine, Case, EffortLine, Pathway

Path = tuple[str | int, ...]
"""Where a line stands in the data of its file."""
AttributePath = tuple[str | int, ...]
"""Where a value stands in a document: names of attributes, keys and numbers of items."""


class Line(NamedTuple):
    """A care line with its name (`z1.2`, `m1`) and its place in the file."""

    path: Path
    line: CareLine
    pathway: Pathway | None

    @property
    def name(self) -> str:
        """`z1.2`: the second line of the first path; `m1`: the first line of what was used with us."""
        numbers = [step + 1 for step in self.path if isinstance(step, int)]
        return ("z" if self.pathway else "m") + ".".join(map(str, numbers))


def care_lines(case: Case) -> Iterator[Line]:
    """Every care line of a case, without us first."""
    for p, pathway in enumerate(case.without):
        for i, line in enumerate(pathway.care):
            yield Line(("zonder_inzet", p, "hulp", i), line, pathway)
    for i, line in enumerate(case.with_us):
        yield Line(("met_inzet", i), line, None)


def effort_lines(case: Case) -> Iterator[tuple[str, Path, EffortLine]]:
    """Every effort line of a case with its name (`i1`) and place."""
    for i, line in enumerate(case.effort):
        yield f"i{i + 1}", ("inzet", i), line


def line_names(case: Case) -> list[str]:
    """The names of all lines, as reviews and explanations use them."""
    return [name for name, _, _ in effort_lines(case)] + [line.name for line in care_lines(case)]


def replaced(document: Any, at: AttributePath, value: object) -> Any:
    """A copy of a document with one deep value changed."""
    if not at:
        return value
    step, rest = at[0], at[1:]
    if isinstance(document, tuple):
        place = int(step)
        return (*document[:place], replaced(document[place], rest, value), *document[place + 1 :])
    if isinstance(document, dict):
        return {**document, step: replaced(document[step], rest, value)}
    return document.model_copy(update={str(step): replaced(getattr(document, str(step)), rest, value)})


def value_at(document: Any, at: AttributePath) -> Any:
    """The deep value of a document that `replaced` changes."""
    for step in at:
        whole = isinstance(document, dict | tuple)
        document = cast(Any, document)[step] if whole else getattr(document, str(step))
    return document
