"""Verdeling: how euros of every price, and of effort, fall on payers; in full and in cash (M12, M13)."""

from typing import Final

import numpy as np

from rendement.model.price import Kind
from rendement.model.settings import Settings
from rendement.reports.excel.cells import Block, Cell, Field, Filled, Sheet
from rendement.reports.excel.keys import CARE, OWN, SplitKey
from rendement.reports.excel.subject import Subject
from rendement.reports.excel.work import Live, Work
from rendement.words.identifiers import name_part

_BEFORE: Final = (
    Field("sleutel", "sleutel", 34),
    Field("kant", "kant", 8),
    Field("wat", "waarvan", 44),
    Field("soort", "soort geld", 15),
    Field("variabel", "kan variëren", 10, "invoer_aandeel",
          "Welk deel van deze kosten binnen de horizon echt kan dalen (v, M13)."),
)  # fmt: skip
_AFTER: Final = (
    Field("naar", "overdracht naar", 18, note="Geld dat van de een naar de ander gaat: uitkering, boete, schuld."),
    Field("telt_mee", "samen", 9, "aandeel", "100 %; of 0 % bij een overdracht: dat geld gaat van de een naar de ander."),
    Field("bedrag", "bedrag in het totaal (€)", 15, "euro_cent"),
    Field("zonder_disconto", "zonder disconto (€)", 15, "euro_cent"),
)  # fmt: skip


def split_fields(payers: tuple[str, ...], labels: tuple[str, ...], bound: str) -> tuple[Field, ...]:
    """The columns: the share of every payer, then what of it is cash, as far as that is known (`bound`)."""
    full = (Field(part(p), f"{name}: deel", 12, "aandeel") for p, name in zip(payers, labels, strict=True))
    cash = (
        Field(cash_of(p), f"{name}: in geld, {bound}", 12, "aandeel")
        for p, name in zip(payers, labels, strict=True)
    )
    return (*_BEFORE, *full, *_AFTER, *cash)


def part(payer: str) -> str:
    """The key of the column with the share of a payer."""
    return f"deel_{name_part(payer)}"


def cash_of(payer: str) -> str:
    """The key of the column with the cash share of a payer."""
    return f"geld_{name_part(payer)}"


def split_sheet(w: Work) -> Sheet:
    """One row per price of care, and per way in which effort is paid."""
    frame = w.frames.split
    sheet = Sheet("Verdeling", tuple(f.width for f in frame.fields))
    sheet.add(Cell("Verdeling: wie draagt welk deel", "titel"))
    sheet.say(
        "Per prijs het deel van elke betaler (M12), en wat daarvan in geld vrij kan komen: deel × kan variëren × de "
        "kans dat deze betaler zijn budget echt verlaagt (blad Knoppen, M13). Inzet is geheel geld.",
        "ondertitel",
    )
    sheet.put(Block(frame, _columns(w.live), is_table=False))
    sheet.frozen = (frame.top, 3)
    return sheet


def _columns(live: Live) -> dict[str, Filled]:
    splits = list(live.subject.splits.values())
    amounts = _amounts(live.subject)
    counted = [0.0 if s.transfer_to else 1.0 for s in splits]
    first, last = (
        live.frames.split.letter(part(p)) for p in (live.subject.payers[0], live.subject.payers[-1])
    )
    return {
        "sleutel": Filled([s.key for s in splits]),
        "kant": Filled([s.side for s in splits]),
        "wat": Filled([s.words for s in splits]),
        "soort": Filled([s.kind.value for s in splits]),
        "variabel": Filled([s.variable for s in splits]),
        **{part(p): Filled([share_of(s, p) for s in splits]) for p in live.subject.payers},
        "naar": Filled([live.subject.label(s.transfer_to) if s.transfer_to else "" for s in splits]),
        "telt_mee": Filled(counted, f"=ROUND(SUM({first}\0:{last}\0),9)"),
        "bedrag": Filled(amounts[0], "=SUMIFS(Regels_bedrag,Regels_verdeling,{sleutel})"),
        "zonder_disconto": Filled(amounts[1], "=SUMIFS(Regels_zonder_disconto,Regels_verdeling,{sleutel})"),
        **{cash_of(p): _cash(live.subject, splits, p) for p in live.subject.payers},
    }


def _amounts(subject: Subject) -> tuple[list[float], list[float]]:
    """Per key: euros of the price level in the total, with and without discount."""
    rows, count = subject.line_splits, len(subject.splits)
    values, weights = subject.bc.values, subject.line_weights
    plain = values.units * subject.bc.columns.line_unit_price
    found = (np.bincount(rows, amount * weights, count).tolist() for amount in (values.value, plain))
    return next(found), next(found)


def share_of(split: SplitKey, payer: str) -> float:
    """The share of a payer; who receives a transfer misses what the others save."""
    own = split.shares.get(payer, 0.0)
    return own - sum(split.shares.values()) if payer == split.transfer_to else own


def _cash(subject: Subject, splits: list[SplitKey], payer: str) -> Filled:
    name = payer.replace('"', '""')
    chance = f'INDEX(Verzilvering_kans,MATCH("{name}",Verzilvering_betaler,0))'
    others = ",".join(f"{{{cash_of(p)}}}" for p in subject.payers if p != payer)
    values, templates = [], []
    for split in splits:
        values.append(cash_share(subject.bc.settings, split, payer))
        if split.kind is Kind.SOCIETAL or not _touches(split, payer):
            templates.append("")
        elif payer == split.transfer_to:
            templates.append(f"=-SUM({others})")
        elif split.side == OWN:
            templates.append(f"={{{part(payer)}}}")
        else:
            templates.append(f"={{{part(payer)}}}*{{variabel}}*{chance}")
    return Filled(values, templates)


def _touches(split: SplitKey, payer: str) -> bool:
    return payer in split.shares or payer == split.transfer_to


def cash_share(settings: Settings, split: SplitKey, payer: str) -> float:
    """What of one euro is cash for a payer (M13)."""
    if split.kind is Kind.SOCIETAL:
        return 0.0
    chance = settings.cashability.chance

    def alone(p: str) -> float:
        return split.shares.get(p, 0.0) * (1.0 if split.side == OWN else split.variable * chance(p))

    if payer != split.transfer_to:
        return alone(payer)
    return -sum(alone(p) for p in split.shares if p != payer)


def benefit_formula(payer: str, amounts: str = "Verdeling_bedrag") -> str:
    """What falls to a payer, as a part of a formula."""
    return f'SUMPRODUCT((Verdeling_kant="{CARE}")*{amounts}*Verdeling_{part(payer)})'


def effort_formula(payer: str, amounts: str = "Verdeling_bedrag") -> str:
    """What a payer pays for effort."""
    return f'SUMPRODUCT((Verdeling_kant="{OWN}")*{amounts}*Verdeling_{part(payer)})'


def cash_formula(payer: str, side: str = CARE) -> str:
    """What of it is cash."""
    return f'SUMPRODUCT((Verdeling_kant="{side}")*Verdeling_bedrag*Verdeling_{cash_of(payer)})'
