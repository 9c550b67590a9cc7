"""Business cases for workbooks: everything the forms allow, small, and whatever hypothesis thinks of."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from builders import as_read
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st
from strategies import (
    an_expense,
    books,
    case_fields,
    is_valid,
    likely_horizon,
    now_and_then,
    pick,
    settings_sets,
    whole,
)
from written import case_text, programme_text, read, small_book, write

from rendement.asking.business_case import BusinessCase, business_case
from rendement.model.case import Case
from rendement.model.lines import line_names
from rendement.model.programme import Programme
from rendement.reading.books.price_books import examples_root
from rendement.reading.loading.load import load_cases
from rendement.reading.loading.loaded import LoadedCase, LoadedProgramme
from rendement.reading.yaml.text import Text
from rendement.results.base.denominator import Denominator

_HEAD: Final = """\
casus: {id}
fictief: ja
gestart: {start}
afgesloten: {end}
context: {{gemeente: teststad, wijk: noord, organisatie: test, thema: [bewegen], aanpak: [gesprek]}}
vraag: proef
instemming: ja
"""
FULL: Final = (
    _HEAD.format(id="vol-1", start="2025-02-10", end="2025-07-21")
    + """\
inzet:
  - {wat: gesprekken, prijs: inzet.uur, aantal: {laag: 4, verwacht: 6, hoog: 12}}
  - {wat: maatje, prijs: inzet.vrijwilliger, aantal: 1 uur per week,
     duur: {laag: 2, verwacht: 4, hoog: 8, eenheid: maanden}}
  - {wat: cursus, prijs: inzet.uur, aantal: 20 uur, vanaf: 1 maand, groep: 8 deelnemers}
  - {wat: coördinator, prijs: inzet.uur, aantal: 1500 uur, gedeeld_over: 60 casussen,
     betalers: {gemeente: 50%, fonds: 50%}}
  - {wat: fiets, uitgave: {bedrag: 120, prijspeil: 2024, betalers: {fonds: 100%}, bron: bon}}
zonder_inzet:
  - pad: hulp in huis
    kans: {laag: 20%, verwacht: 40%, hoog: 55%}
    hulp:
      - {prijs: hulp.uur, aantal: 2 uur per week,
         vanaf: {laag: 7, verwacht: 8, hoog: 12, eenheid: maanden},
         duur: {laag: 3, verwacht: 6, hoog: 12, eenheid: maanden},
         kans: {laag: 50%, verwacht: 80%, hoog: 90%}}
      - {prijs: zorg.gedeeld, aantal: {laag: 2, hoog: 9, verdeling: uniform}, duur: 6 maanden}
      - {prijs: zorg.zitting, aantal: {laag: 3, hoog: 30, verdeling: lognormaal}, afbouw: 0%}
      - {prijs: wlz.dag, aantal: 7 dagen per week, vanaf: 9 maanden, duur: blijvend,
         uitstel: {laag: 2, verwacht: 5, hoog: 7, eenheid: maanden}}
      - {prijs: hulp.uur, aantal: 3 uur per week, duur: 4 maanden, uitstel: 3 maanden, verschuift: ja}
  - pad: uitkering
    kans: 1 op 5
    bewijs: dossier
    hulp:
      - {prijs: werk.uitkering, aantal: {laag: 2, verwacht: 3, hoog: 8, eenheid: maanden},
         verdringing: {laag: 10%, verwacht: 30%, hoog: 40%}}
      - {prijs: zorg.mantel, aantal: {laag: 10, verwacht: 20, hoog: 60, verdeling: driehoek},
         horizon: {duur: 6 maanden, reden: test}}
met_inzet:
  - {prijs: zorg.zitting, aantal: {laag: 1, verwacht: 3, hoog: 4, verdeling: pert-minmax}}
  - {prijs: zorg.mantel, aantal: 1 uur per week, duur: 10 maanden, afbouw: 20%}
  - {prijs: hulp.uur, aantal: 14 uur, vanaf: 9 maanden, kans: 1 op 10}
  - {prijs: hulp.uur, aantal: {laag: 2, verwacht: 3, hoog: 6, eenheid: uur per week}, in_plaats_van: z1.4}
  - {prijs: zorg.mantel, aantal: 4 uur per week, in_plaats_van: z1.1, deel: 40%}
  - {prijs: hulp.uur, aantal: 1 uur per week, duur: 4 maanden, personen: 3,
     betalers: {gemeente: 25%, fonds: 75%}}
  - {wat: rolstoel, kans: half,
     uitgave: {bedrag: 800, prijspeil: 2024, betalers: {zorgverzekeraar: 100%}, bron: bon}}
  - pad: terugval
    kans: {laag: 5%, verwacht: 10%, hoog: 30%}
    hulp:
      - {prijs: zorg.zitting, aantal: 6}
      - {prijs: hulp.uur, aantal: 1 uur per week, vanaf: 9 maanden, duur: 5 maanden, kans: half}
toerekening: {wij: {laag: 50%, verwacht: 70%, hoog: 80%}, familie: 20%}
verdringing: 10%
afbouw: 15%
"""
)
"""One case in which every field that works in the arithmetic is used."""
DEADWEIGHT: Final = (
    _HEAD.format(id="vol-2", start="2024-11-03", end="2025-09-30")
    + """\
inzet:
  - {wat: gesprekken, prijs: inzet.uur, aantal: 9 uur}
zonder_inzet:
  - pad: verpleeghuis
    ook_zonder_ons: {laag: 50%, verwacht: 60%, hoog: 90%}
    hulp:
      - {prijs: wlz.dag, aantal: 40 dagen, vanaf: 14 maanden}
      - {prijs: zorg.zitting, aantal: 1 per week, duur: blijvend, afbouw: 30%}
toerekening: {wij: 60%}
horizon: {duur: 30 maanden, reden: test}
"""
)
"""What would have gone well without us is stated instead of chances; the case has a horizon of its own."""
NO_PATHS: Final = (
    _HEAD.format(id="vol-3", start="2025-03-01", end="2025-03-01")
    + """\
inzet:
  - {wat: gesprekken, prijs: inzet.uur, aantal: 3 uur}
met_inzet:
  - {prijs: zorg.zitting, aantal: 2}
  - {prijs: zorg.mantel, aantal: 1 uur per week, duur: blijvend}
toerekening: {wij: 100%}
"""
)
"""Nothing was avoided; help came, and part of it stays, on the day the case was opened and closed."""
INSIDE: Final = (
    _HEAD.format(id="vol-4", start="2025-02-10", end="2025-07-21")
    + """\
inzet:
  - {wat: gesprekken, prijs: inzet.uur, aantal: 3 uur}
zonder_inzet:
  - pad: verpleeghuis
    kans: {laag: 20%, verwacht: 40%, hoog: 55%}
    hulp:
      - {prijs: hulp.uur, aantal: 2 uur per week, duur: 16 maanden, afbouw: 30%}
      - {prijs: wlz.dag, aantal: 7 dagen per week, duur: {laag: 3, verwacht: 6, hoog: 20, eenheid: maanden},
         uitstel: {laag: 2, verwacht: 5, hoog: 7, eenheid: maanden}}
      - {prijs: zorg.zitting, aantal: 12, vanaf: 9 maanden, duur: 6 maanden,
         uitstel: 3 maanden, verschuift: ja}
      - {prijs: zorg.zitting, aantal: 3, vanaf: 8 maanden}
      - {prijs: zorg.zitting, aantal: 1 per week, duur: blijvend, naast: zij kreeg dit op de dag ernaast}
  - pad: thuis
    kans: 10%
    hulp:
      - {prijs: wlz.dag, aantal: 7 dagen per week, duur: blijvend, kans: half}
      - {prijs: hulp.uur, aantal: 2 uur per week, duur: blijvend}
met_inzet:
  - {prijs: wlz.dag, aantal: 1 dag per week, vanaf: 9 maanden, duur: 3 maanden}
  - {prijs: hulp.uur, aantal: 2 uur per week, duur: 12 maanden}
  - {prijs: hulp.uur, aantal: 2 uur per week, in_plaats_van: z1.2}
toerekening: {wij: {laag: 50%, verwacht: 70%, hoog: 80%}, familie: 20%}
"""
)
"""Help inside other help, on both sides: at once and over time, postponed, and one that counts beside it."""
COST: Final = (
    "kosten: {bedrag: 9000, prijspeil: 2024, betalers: {gemeente: 60%, fonds: 40%}, bron: begroting}\n"
)
FLOOR: Final = "grenzen: {laag: 25, hoog: 400, reden: test}\n"
NASTY: Final = (
    "=1+1", "@SUM(A1)", "+31", "-2", '=HYPERLINK("http://x")', "http://example.org", "mailto:a", "'1",
    "0031", "1e5", "TRUE", "#REF!", "{=1}", "=cmd|' /C calc'!A0", "internal:Regels!A1",
    "=" + "A" * 50, "tab\t=1", "<b>&amp;", "_x0041_",
)  # fmt: skip
"""What somebody may write in a case to make a spreadsheet do something."""


def read_demo() -> BusinessCase:
    """All examples together, read anew."""
    return business_case(load_cases(examples_root()))


demo: Final = cache(read_demo)
"""The same, read once for all tests on one worker: a business case never changes."""


def full(folder: Path, **changes: str | int) -> BusinessCase:
    """The three cases above in one programme."""
    given = {"closed": 9, "chosen": "uitgekozen", "extra": COST + FLOOR, **changes}
    cases = read(folder, FULL, DEADWEIGHT, NO_PATHS, programme=programme_text(**given))  # type: ignore[arg-type]
    assert not cases.problems or len(cases) == 3, cases.problems
    return business_case(cases)


def by_lot(folder: Path) -> BusinessCase:
    """Twelve cases drawn by lot, some with a chance of their own, of different size and sign."""
    texts = [
        case_text(
            f"proef-{i:02d}", wijk=("noord", "zuid")[i % 2], uren=1 + i, hulp=3 * i + 1, kans=f"{5 * i + 3}%"
        )
        + (f"lotkans: {10 + 5 * i}%\n" if i % 3 else "")
        for i in range(12)
    ]
    given = programme_text(closed=40, chosen="loting", extra=COST, regime="mkba-2021", cashability="half")
    return business_case(read(folder, *texts, programme=given))


def two_programmes(folder: Path) -> BusinessCase:
    """One programme that states its costs and one that does not."""
    book = small_book(folder)
    for name, extra, texts in (("met", COST, (FULL,)), ("zonder", "", (DEADWEIGHT, NO_PATHS))):
        home = folder / "casussen" / name
        write(
            home, "programma.yaml", programme_text(name, closed=len(texts), extra=extra, regime="sroi-2012")
        )
        for number, text in enumerate(texts):
            write(home, f"casus-{number}.yaml", text)
    return business_case(load_cases(folder / "casussen", prices=book))


def without_programme(folder: Path) -> BusinessCase:
    """Cases that lie on their own: the denominator is given, and settings are the usual ones."""
    write(folder, "een.yaml", FULL)
    write(folder, "twee.yaml", NO_PATHS)
    book = small_book(folder)
    cases = load_cases(folder / "een.yaml", folder / "twee.yaml", prices=book)
    return business_case(cases, book, price_year=2025, closed=5, selection="uitgekozen")


def only_effort(folder: Path) -> BusinessCase:
    """No path anywhere."""
    return business_case(read(folder, NO_PATHS, programme=programme_text(closed=1)))


def example(name: str, prices: str | None = None, **choices: Any) -> BusinessCase:
    """One of the examples, with other prices or choices."""
    return business_case(load_cases(examples_root() / name), prices, **choices)


def with_nasty_words(folder: Path) -> BusinessCase:
    """Cases in which every free word tries to be something else."""
    texts = []
    for number, words in enumerate(NASTY):
        quoted = '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'
        text = case_text(f"proef-{number:02d}", wijk=quoted, thema=quoted)
        for plain in ("gemeente: teststad", "wat: gesprekken", "pad: hulp in huis", "vraag: proef"):
            key = plain.partition(":")[0]
            text = text.replace(plain, f"{key}: {quoted}")
        texts.append(text)
    cases = read(folder, *texts)
    assert len(cases) == len(NASTY), cases.problems
    return business_case(cases)


def with_convention(
    bc: BusinessCase, convention: str, rate: float = 0.03, drop_off: str = "trap"
) -> BusinessCase:
    """The same in a regime with another convention, or another form of drop-off."""
    given = {"titel": "Test", "disconto": rate, "conventie": convention, "horizon": "30 maanden",
             "afbouw": drop_off, "vanaf": "2025-01-01", "bron": "test"}  # fmt: skip
    regime = type(bc.settings.regime).model_validate(as_read(given))
    changed = bc.settings.model_copy(update={"regime": regime, "regime_name": f"proef-{convention}"})
    return replace(bc, settings=changed)


def inside_other_help(folder: Path, convention: str) -> BusinessCase:
    """A day of a nursing home holds the help at home, and that holds sessions."""
    book = small_book(folder)
    held = {"wlz.dag": ("hulp.uur",), "hulp.uur": ("zorg.zitting",)}
    prices = {
        key: price.model_copy(update={"includes": held.get(key, ())}) for key, price in book.prices.items()
    }
    cases = read(folder, INSIDE, book=book.model_copy(update={"prices": prices}))
    assert len(cases) == 1, cases.problems
    return with_convention(business_case(cases), convention)


HAND_MADE: Final[Mapping[str, Callable[[Path], BusinessCase]]] = {
    "alles, geen disconto": full,
    "alles, mkba": lambda folder: full(folder, regime="mkba-2021", cashability="half"),
    "begin van het jaar": lambda folder: with_convention(full(folder), "begin"),
    "midden van het jaar": lambda folder: with_convention(full(folder), "midden"),
    "eind van het jaar": lambda folder: with_convention(full(folder), "eind", 0.035),
    "per jaar zonder disconto": lambda folder: with_convention(full(folder), "eind", 0.0),
    "in stappen, doorlopend": lambda folder: with_convention(full(folder), "continu"),
    "glijdend, doorlopend": lambda folder: with_convention(full(folder), "continu", drop_off="glijdend"),
    "glijdend, begin": lambda folder: with_convention(full(folder), "begin", drop_off="glijdend"),
    "glijdend, midden": lambda folder: with_convention(full(folder), "midden", drop_off="glijdend"),
    "glijdend, eind": lambda folder: with_convention(full(folder), "eind", drop_off="glijdend"),
    "glijdend, zonder disconto": lambda folder: with_convention(full(folder), "continu", 0.0, "glijdend"),
    "door loting": by_lot,
    "twee programma's": two_programmes,
    "zonder programma": without_programme,
    "zonder paden": only_effort,
    "eigen prijzenboek": lambda _: example("ouderencoach", "westerveld"),
    "ouder prijspeil": lambda _: example("fief", price_year=2024),
    "hulp in andere hulp": lambda folder: inside_other_help(folder, "continu"),
    "hulp in andere hulp, per jaar": lambda folder: inside_other_help(folder, "midden"),
    "alleen de makers": lambda _: example("spin-in-het-web", reviews="auteur", cashability="niets"),
}
"""What it shows → how it is made."""


# ---------------------------------------------------------------- whatever hypothesis thinks of


@st.composite
def bases(draw: st.DrawFn) -> BusinessCase:
    """One to three cases of any kind with any prices and settings, filed in any way."""
    book, chosen = draw(books()), draw(settings_sets())
    horizon = likely_horizon(chosen)
    found = [
        Case.model_validate({**case_fields(draw, book, horizon), "casus": f"test-{number:03d}"})
        for number in range(whole(draw, 1, 3))
    ]
    assume(all(is_valid(case, book, chosen) for case in found))
    stated = a_programme(draw, len(found))
    home = LoadedProgramme(stated, Path(), Text("test.yaml", ""), book, chosen)
    loaded = tuple(
        LoadedCase(case, f"{case.id}.yaml", home, dict.fromkeys(line_names(case), 1)) for case in found
    )
    denominator = Denominator(stated.id, len(found), stated.closed, stated.selection, "", stated.bounds)
    return BusinessCase(loaded, book, chosen, (denominator,), (home,), ())


def a_programme(draw: st.DrawFn, filed: int) -> Programme:
    """A programme of which so many cases were filed, with or without costs."""
    chosen = pick(draw, ["alle", "loting", "uitgekozen"])
    given: dict[str, Any] = {
        "programma": "proef",
        "titel": "Proef",
        "periode": {"van": "2024-03-01", "tot": "2025-02-28"},
        "afgesloten_casussen": filed + (0 if chosen == "alle" else whole(draw, 0, 9)),
        "gekozen": chosen,
        "hoe_gekozen": "test",
        "prijzen": "test@2025.1",
        "prijspeil": 2025,
        "regime": "test",
        "realisme": "test",
        "verzilvering": "test",
    }
    if chosen == "uitgekozen":
        given["grenzen"] = {"laag": Decimal(whole(draw, -50, 50)), "hoog": Decimal(500), "reden": "test"}
    if now_and_then(draw, 2):
        given["kosten"] = {**an_expense(draw), "bedrag": Decimal(whole(draw, 1, 20_000))}
    return Programme.model_validate(as_read(given))


def drawn_bases(count: int, start: int = 0) -> list[BusinessCase]:
    """So many of them, always the same ones: LibreOffice then works them all out in one start."""
    found: list[BusinessCase] = []

    @seed(start)
    @given(bases())
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def collect(bc: BusinessCase) -> None:
        found.append(bc)

    collect()
    return found
