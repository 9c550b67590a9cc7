"""Paden: the chance of everything that might have happened, and which help it stands for (M4, M11)."""

from collections.abc import Sequence
from typing import Final

from rendement.model.estimate import Evidence
from rendement.model.lines import label_of
from rendement.model.pooling import stated_of
from rendement.reports.excel.cells import Block, Cell, Field, Filled, Sheet
from rendement.reports.excel.estimates import ANSWERED, MIDDLE, cells_of, columns_of, looks_of
from rendement.reports.excel.named import Spot, followed, leaders_of
from rendement.reports.excel.sheets.factors import mean_template
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Live, Work
from rendement.results.explaining.answers import pooled_words

PATHS: Final = (
    Field("pad", "pad van casus", 22),
    Field("casus", "casus", 16),
    Field("hulp", "hulp die op dit pad nodig was geweest", 70),
    Field("soort", "wat is geschat", 18, note="De kans op het pad, of de kans dat het ook zonder ons goed was gegaan."),
    Field("laag", "laag", 9, "invoer_aandeel"),
    Field("verwacht", "verwacht", 10, "invoer_aandeel", MIDDLE),
    Field("hoog", "hoog", 9, "invoer_aandeel"),
    Field("gemiddelde", "gemiddelde", 13, "aandeel", "M8: (A + 4 × verwacht + B) ÷ 6."),
    Field("kans", "kans op het pad", 11, "aandeel"),
    Field("antwoorden", "antwoorden die zijn samengevoegd", 60, note=ANSWERED),
    Field("bewijs", "bewijs", 14),
    Field("groep", "zonder ons (z) of met ons (m)", 18),
    Field("samen", "kansen van deze casus samen", 12, "aandeel", "Zonder ons, of met ons: hoogstens 100 % (M11)."),
)  # fmt: skip

DEADWEIGHT: Final = "ook zonder ons"


def paths_sheet(w: Work) -> Sheet:
    """One row a path: its chance, and which help it stands for."""
    frame = w.frames.paths
    sheet = Sheet("Paden", tuple(f.width for f in frame.fields))
    sheet.add(Cell("Paden: wat er zonder ons had kunnen gebeuren, of met ons nog kan", "titel"))
    sheet.say(
        "Elk pad telt voor zijn kans. De kansen van één casus zijn zonder ons (z) samen hoogstens 100 %; de rest: het "
        "was ook zonder ons goed gekomen. Met ons (m) net zo. Gele vakken kunt u veranderen.",
        "ondertitel",
    )
    estimates = [row.pathway.estimate for row in w.subject.paths if row.pathway]
    leaders = _leaders(w.live)
    looks = looks_of(estimates, "aandeel", [leader is not None for leader in leaders])
    sheet.put(Block(frame, _path_columns(w.live, w.edition.with_text, leaders), looks))
    sheet.frozen = (frame.top, 2)
    return sheet


def _leaders(live: Live) -> list[Spot | None]:
    asked = [(row.case.id, row.pathway.estimate if row.pathway else None) for row in live.subject.paths]
    return leaders_of(live.named, live.frames.paths, asked)


def _path_columns(live: Live, with_text: bool, leaders: Sequence[Spot | None]) -> dict[str, Filled]:
    paths = live.subject.paths
    pathways = [row.pathway for row in paths if row.pathway]
    estimates = [p.estimate for p in pathways]
    kinds = ["kans" if p.chance is not None else DEADWEIGHT for p in pathways]
    graded = [p.evidence or row.case.evidence for p, row in zip(pathways, paths, strict=True)]
    said = [stated_of(e, g or Evidence.OWN) for e, g in zip(estimates, graded, strict=True)]
    points = [cells_of(estimate) for estimate in estimates]
    prices = live.subject.bc.book.prices
    return {
        "pad": Filled([row.path_key for row in paths]),
        "casus": Filled([row.case.id for row in paths]),
        "hulp": Filled(
            [
                p.title if with_text else "; ".join(dict.fromkeys(label_of(line, prices) for line in p.care))
                for p in pathways
            ]
        ),
        "soort": Filled(kinds),
        **followed(columns_of(points), leaders),
        "gemiddelde": Filled(
            [estimate.mean for estimate in estimates],
            [
                mean_template(live, f"{row.path_key} kans", estimate, ceiling=1.0)
                for row, estimate in zip(paths, estimates, strict=True)
            ],
        ),
        "kans": Filled(
            [p.typed_and_mean[1] for p in pathways],
            ["={gemiddelde}" if kind == "kans" else "=1-{gemiddelde}" for kind in kinds],
        ),
        "bewijs": Filled([grade.value for grade in said]),
        **_groups(live.subject),
        "antwoorden": Filled([pooled_words(estimate) for estimate in estimates]),
    }


def _groups(subject: Subject) -> dict[str, Filled]:
    """Paths of a case that exclude each other, and how likely they are together."""
    groups = [row.path_key.rstrip("0123456789") for row in subject.paths]
    together: dict[str, float] = {}
    for row, group in zip(subject.paths, groups, strict=True):
        chance = row.pathway.typed_and_mean[1] if row.pathway else 0.0
        together[group] = together.get(group, 0.0) + chance
    sums = [together[group] for group in groups]
    return {"groep": Filled(groups), "samen": Filled(sums, "=SUMIFS(Paden_kans,Paden_groep,{groep})")}
