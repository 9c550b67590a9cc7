"""Cases in which one name stands in several places, for tests of M26 and M27."""

from collections.abc import Iterator
from typing import Any, Final

from builders import make_book, make_case, make_settings
from hypothesis import assume
from hypothesis import strategies as st
from strategies import Fields, World, books, case_fields, is_valid, likely_horizon, pick, settings_sets

from rendement.asking.business_case import BusinessCase
from rendement.model.case import Case
from rendement.model.lines import replaced
from rendement.model.names import uses
from rendement.model.price import PriceBook
from rendement.model.settings import Selection, Settings
from rendement.reading.complaints.problems import errors
from rendement.reading.loading.loaded import LoadedCase
from rendement.reading.names.checks import check_names
from rendement.reading.yaml.text import Text
from rendement.results.base.denominator import Denominator

# ---------------------------------------------------------------- bases


def a_base(cases: list[Case], book: PriceBook, chosen: Settings) -> BusinessCase:
    """All closed cases, without a programme."""
    loaded = tuple(LoadedCase(case, f"{n}.yaml", None, {}) for n, case in enumerate(cases))
    everything = Denominator("", len(cases), len(cases), Selection.ALL, "test")
    return BusinessCase(loaded, book, chosen, (everything,), (), ())


def unnamed(case: Case) -> Case:
    """The same case with every place an input of its own."""
    return renamed(case, {use.at: None for use in uses(case)})


def renamed(case: Case, names: dict[str, str | None]) -> Case:
    """The case with other names at some places (`z1/kans`, `z1.1/uitstel`, `toerekening` …)."""
    for use in uses(case):
        if use.at in names:
            at = attributes_of(use.path)
            estimate = use.estimate.model_copy(update={"name": names[use.at]})
            case = replaced(case, at, estimate)
    return case


ATTRIBUTES: Final = {
    "inzet": "effort", "zonder_inzet": "without", "hulp": "care", "met_inzet": "with_us",
    "toerekening": "attribution", "verdringing": "displacement", "kans": "chance",
    "ook_zonder_ons": "deadweight", "aantal": "quantity", "vanaf": "start", "duur": "duration",
    "uitstel": "delay",
}  # fmt: skip


def attributes_of(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A place in a file as a place in the document."""
    return tuple(ATTRIBUTES.get(step, step) if isinstance(step, str) else step for step in path)


# ---------------------------------------------------------------- the nursing home of M26


CHANCE: Final = {"laag": "40%", "verwacht": "50%", "hoog": "60%"}
MONTHS: Final = {"laag": 6, "verwacht": 8, "hoog": 12, "eenheid": "maanden"}
NURSING_BOOK: Final = make_book(
    {
        "inzet.stuk": {"eenheid": "stuk", "bedrag": 20_000},
        "verpleeghuis": {"eenheid": "maand", "bedrag": 8_000},
        "thuiszorg": {"eenheid": "maand", "bedrag": 2_500},
    }
)
NURSING_SETTINGS: Final = make_settings(horizon="24 maanden")


def nursing_home(**changes: object) -> Case:
    """A nursing home postponed, and home care meanwhile: one chance and one time on two lines."""
    chance, months = {**CHANCE, "naam": "opname"}, {**MONTHS, "naam": "uitstel"}
    stay = {"prijs": "verpleeghuis", "aantal": "1 maand per maand", "uitstel": months}
    home = {"prijs": "thuiszorg", "aantal": "1 maand per maand", "duur": months, "kans": chance}
    return make_case(
        **{
            "inzet": [{"wat": "test", "prijs": "inzet.stuk", "aantal": 1}],
            "zonder_inzet": [{"pad": "verpleeghuis", "kans": chance, "hulp": [stay]}],
            "met_inzet": [home],
            **changes,
        }
    )


def nursing_base(case: Case) -> BusinessCase:
    """That case by itself."""
    return a_base([case], NURSING_BOOK, NURSING_SETTINGS)


# ---------------------------------------------------------------- anything with names


TIMES: Final = ("vanaf", "duur", "uitstel")


def places(fields: Fields) -> Iterator[tuple[Fields, str, str]]:
    """Every place of a case as written where an estimate stands, and what kind it is."""
    yield fields["toerekening"], "wij", "kans"
    if "verdringing" in fields:
        yield fields, "verdringing", "kans"
    paths = [part for part in (*fields["zonder_inzet"], *fields["met_inzet"]) if "hulp" in part]
    for path in paths:
        yield path, "kans" if "kans" in path else "ook_zonder_ons", "kans"
    alone = [part for part in fields["met_inzet"] if "hulp" not in part]
    for line in (*(line for path in paths for line in path["hulp"]), *alone):
        yield from ((line, field, "kans") for field in ("kans", "verdringing") if field in line)
        yield from ((line, field, "tijd") for field in TIMES if isinstance(line.get(field), dict))
        if "aantal" in line:
            yield line, "aantal", f"aantal van {line['prijs']} {line['aantal'].get('eenheid', '')}"


@st.composite
def named_worlds(draw: st.DrawFn) -> World:
    """A case with prices and settings in which one or two names stand in two places each."""
    book, settings = draw(books()), draw(settings_sets())
    fields = case_fields(draw, book, likely_horizon(settings))
    kinds: dict[str, list[tuple[Fields, str]]] = {}
    for owner, field, kind in places(fields):
        kinds.setdefault(kind, []).append((owner, field))
    able = {kind: at for kind, at in kinds.items() if len(at) > 1 and any("laag" in o[f] for o, f in at)}
    assume(able)
    for kind in sorted(able)[: draw(st.integers(1, 2))]:
        share(draw, kind, able[kind])
    case = Case.model_validate(fields)
    assume(is_valid(case, book, settings) and not errors(check_names(Text("test.yaml", ""), case)))
    return World(case, book, settings)


def share(draw: st.DrawFn, name: str, at: list[tuple[Fields, str]]) -> None:
    """One estimate under one name at two of these places."""
    ranged = [number for number, (owner, field) in enumerate(at) if "laag" in owner[field]]
    first = pick(draw, ranged)
    owner, field = at[first]
    other, its = at[pick(draw, [number for number in range(len(at)) if number != first])]
    estimate: dict[str, Any] = {**owner[field], "naam": name.replace(" ", "-").replace(".", "-")}
    owner[field] = other[its] = estimate
