"""Tijd: every moment at which a line may happen, with its present value in the closed form of M3."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from rendement.engine import rules
from rendement.engine.columns import EFFORT, Columns
from rendement.engine.evaluate import MOMENTS, time_factor, undiscounted
from rendement.engine.time_steps import stages
from rendement.model.settings import DropOff, Regime
from rendement.model.units import DAYS_PER_YEAR
from rendement.reports.excel import formulas
from rendement.reports.excel.cells import Block, Cell, Field, Filled, Sheet
from rendement.reports.excel.keys import LineRow
from rendement.reports.excel.subject import EPOCH, Subject
from rendement.reports.excel.work import Work

Floats = NDArray[np.float64]

MOMENT_FIELDS: Final = (
    Field("regel", "regel van casus", 22),
    Field("gewicht", "gewicht", 10, "invoer_getal",
          "De kans op dit tijdstip (M8); met een min als het de uitgestelde hulp is (M5); gedeeld door de duur "
          "als een totaal over die duur is verspreid.", "gewicht"),
    Field("soort", "soort", 11, note="stroom: zoveel per jaar, van begin tot einde; eenmalig: in één keer."),
    Field("van", "van (jaren na de start)", 11, "invoer_getal", limit="jaren"),
    Field("tot", "tot (jaren na de start)", 11, "invoer_getal", limit="jaren"),
    Field("afsluiting", "afsluiting (jaren na de start)", 12, "getal"),
    Field("eigen_horizon", "eigen horizon (jaren na afsluiting)", 13, "invoer_getal",
          "Leeg: de horizon van het blad Knoppen.", "jaren"),
    Field("afbouw", "afbouw per jaar", 10, "aandeel"),
    Field("start", "start van de casus", 12, "datum"),
    Field("horizon", "telt tot (jaren na de start)", 12, "jaren"),
    Field("einde", "einde", 9, "getal"),
    Field("begin", "begin", 9, "getal"),
    Field("afbouw_ln", "afbouw, −ln(1−λ)", 11, "getal"),
    Field("voor", "contant, vóór afsluiting", 12, "getal"),
    Field("na", "contant, na afsluiting", 12, "getal"),
    Field("jaar_begin", "jaarconventie tot begin", 12, "getal"),
    Field("jaar_einde", "jaarconventie tot einde", 12, "getal"),
    Field("factor", "tijdfactor", 12, "getal"),
    Field("duur", "duur zonder horizon", 12, "getal", "Gewicht × hoe lang het duurt, als er geen horizon was."),
    Field("binnen_horizon", "tot de horizon", 12, "getal"),
    Field("zonder_disconto", "na afbouw, zonder disconto", 12, "getal",
          "In stappen of glijdend, zoals op het blad Knoppen (M35)."),
    Field("bedrag", "€ per jaar (of ineens) in het totaal", 15, "euro_cent"),
    Field("verdeling", "sleutel van de verdeling", 22),
    Field("stroom", "als stroom: € per jaar", 13, "euro_cent"),
    Field("eenmalig", "als eenmalig: €", 13, "euro_cent"),
    Field("dag", "eenmalig op", 12, "datum"),
    Field("vol_tot", "vol tot (jaren na de start)", 11, "getal", "Tot hier werkt de afbouw nog niet."),
    Field("over", "jaren met afbouw tot het begin", 11, "getal"),
    Field("zit_in", "zit in regel", 12, "tekst",
          "Dit stuk zit al in die andere hulp en gaat eraf (M42). Begin, einde en gewicht staan er als getal: "
          "verandert u een tijd van een van beide regels, verander dan ook deze rij."),
)  # fmt: skip


def moments_sheet(w: Work) -> Sheet:
    """One row per moment; an uncertain start, duration or delay gives a line several (M8)."""
    frame = w.frames.moments
    sheet = Sheet("Tijd", tuple(f.width for f in frame.fields))
    sheet.add(Cell("Tijd: wanneer elke regel telt", "titel"))
    sheet.say(
        "Contante waarde in de gesloten vorm van M3: (e^(−ρ·begin) − e^(−ρ·einde)) ÷ ρ, met ρ = ln(1 + disconto). "
        "Bij een regime met een jaarconventie telt elk jaar als geheel. Afbouw is een stap per jaar na de "
        "afsluiting: (1 − λ)^n in jaar n, of glijdend (M35). Disconto, horizon en de vorm van de afbouw staan op "
        "het blad Knoppen. Een onzekere start, duur of uitstel heeft drie tijdstippen met een gewicht. Wat al in "
        "andere hulp zit (M42), is een rij die eraf gaat; de kolom 'zit in regel' zegt in welke. Zo'n rij staat vast: "
        "zij schuift niet mee als u hier een tijd verandert.",
        "ondertitel",
    )
    lasts = w.subject.bc.columns.atom_lasts[order_of(w.subject.bc.columns)].tolist()
    looks = {"tot": ["getal" if forever else "invoer_getal" for forever in lasts]}
    sheet.put(Block(frame, _columns(w.subject), looks, is_table=False))
    sheet.frozen = (frame.top, 1)
    return sheet


def order_of(columns: Columns) -> NDArray[np.intp]:
    """Moments without drop-off first: cash flow adds the two kinds up in their own way."""
    return np.argsort(columns.line_drop_off[columns.atom_line] > 0, kind="stable")


def plain_count(columns: Columns) -> int:
    """How many moments have no drop-off."""
    return int((columns.line_drop_off[columns.atom_line] == 0).sum())


class _Moments:
    """What every moment works out to, in the order of the sheet."""

    def __init__(self, subject: Subject) -> None:
        columns = subject.bc.columns
        order = order_of(columns)
        line = columns.atom_line[order]
        self.rows = [subject.rows[i] for i in line.tolist()]
        self.is_flow = columns.atom_is_flow[order]
        self.lasts = columns.atom_lasts[order]
        self.undated = columns.atom_undated[order]
        self.form = subject.bc.settings.regime.drop_off
        self.glides = self.form is DropOff.GRADUAL
        self.weight = columns.atom_weight[order]
        self.start = columns.atom_start[order]
        within = (line + columns.atom_inside[order]).tolist()
        self.within = [
            subject.rows[i].name if mine else ""
            for i, mine in zip(within, columns.atom_inside[order].tolist(), strict=True)
        ]
        self.closing = columns.line_closing[line]
        self.effort = columns.line_side[line] == EFFORT
        self.horizon = np.where(self.effort, formulas.NO_LIMIT, columns.line_horizon[line])
        self.end = np.where(self.lasts, self.horizon, columns.atom_end[order])
        self.drop_off = columns.line_drop_off[line]
        self.shares = np.array(_drop_off_shares(self.rows))
        self.flows = columns.flows().part(order)
        self.until = np.minimum(self.end, self.horizon)
        self.begin = np.minimum(self.start, self.until)
        self.amount = (subject.before_time * subject.line_weights)[line] * self.weight

    def continuous(self, rate: float) -> tuple[Floats, ...]:
        """The present value before and after closing."""
        before = self._between(self.begin, np.minimum(self.until, self.closing))
        after = self._between(np.maximum(self.begin, self.closing), self.until)
        return tuple(rules.present_value(part, rate, glides=self.glides) for part in (before, after))

    def yearly(self, rate: float, moment: float, until: Floats) -> Floats:
        """One euro a year from the start until a moment, in whole years."""
        whole = self._between(np.zeros_like(until), until)
        return rules.present_value_yearly(whole, rate, moment, glides=self.glides)

    @property
    def faded_until_begin(self) -> Floats:
        """Years from closing to the beginning that count, with drop-off and without discount."""
        late = np.maximum(self.begin, self.closing)
        return undiscounted(self._between(self.closing, late), self.form)

    def _between(self, start: Floats, end: Floats) -> rules.Flows:
        """One euro a year from start to end, nothing where that is no later."""
        forever = np.full_like(end, np.inf)
        flows = np.ones_like(self.is_flow)
        until = np.maximum(start, end)
        return rules.Flows(start, until, flows, self.closing, forever, self.drop_off, self.undated)


def _columns(subject: Subject) -> dict[str, Filled]:
    m, regime = _Moments(subject), subject.bc.settings.regime
    moment = MOMENTS.get(regime.convention, 0.0)
    before, after = m.continuous(regime.rate)
    per_euro = time_factor(m.flows, regime.rate, regime.convention, regime.drop_off)
    flows, fades = m.is_flow.tolist(), (m.drop_off > 0).tolist()
    return {
        "regel": Filled([row.key for row in m.rows]),
        "gewicht": Filled(m.weight.tolist()),
        "soort": Filled(["stroom" if flow else "eenmalig" for flow in flows]),
        "van": Filled(m.start.tolist()),
        "tot": Filled(m.end.tolist(), ["={horizon}" if lasts else "" for lasts in m.lasts.tolist()]),
        "afsluiting": Filled(m.closing.tolist()),
        "eigen_horizon": Filled(_own_horizons(m)),
        "afbouw": Filled(m.shares.tolist()),
        "start": Filled([row.case.started for row in m.rows]),
        "horizon": Filled(m.horizon.tolist(), _horizon_templates(m)),
        "einde": Filled(m.until.tolist(), formulas.END),
        "begin": Filled(m.begin.tolist(), formulas.START),
        "afbouw_ln": Filled(m.drop_off.tolist(), formulas.DROP_OFF_LN),
        "voor": Filled(before.tolist(), formulas.BEFORE_CLOSING),
        "na": Filled(
            after.tolist(),
            [formulas.AFTER_CLOSING_FADING if fade else formulas.AFTER_CLOSING for fade in fades],
        ),
        "jaar_begin": Filled(m.yearly(regime.rate, moment, m.begin).tolist(), _yearly(m, "begin")),
        "jaar_einde": Filled(m.yearly(regime.rate, moment, m.until).tolist(), _yearly(m, "einde")),
        "factor": Filled(
            (m.weight * per_euro).tolist(),
            [formulas.TIME_FACTOR_FLOW if flow else formulas.TIME_FACTOR_ONE_OFF for flow in flows],
        ),
        **_steps(m, regime),
        "bedrag": Filled(
            m.amount.tolist(),
            "={gewicht}*INDEX(Regels_voor_tijd,MATCH({regel},Regels_sleutel,0))"
            "*INDEX(Regels_gewicht,MATCH({regel},Regels_sleutel,0))",
        ),
        "verdeling": Filled([subject.split_key(row) for row in m.rows]),
        **_of_cash_flow(m),
        "zit_in": Filled(m.within),
    }


def _steps(m: _Moments, regime: Regime) -> dict[str, Filled]:
    """How much of a moment is left after the horizon and after drop-off: steps of the time factor (M3)."""
    found = stages(m.flows, regime)
    flows, fades = m.is_flow.tolist(), (m.drop_off > 0).tolist()
    kept = [formulas.PLAIN_FLOW if flow else formulas.PLAIN_ONE_OFF for flow in flows]
    return {
        "duur": Filled(
            (m.weight * found.whole).tolist(), [formulas.LENGTH if flow else "={gewicht}" for flow in flows]
        ),
        "binnen_horizon": Filled(
            (m.weight * found.cut).tolist(),
            [formulas.CUT_FLOW if flow else formulas.CUT_ONE_OFF for flow in flows],
        ),
        "zonder_disconto": Filled(
            (m.weight * found.dropped).tolist(),
            [how if fade else "={binnen_horizon}" for how, fade in zip(kept, fades, strict=True)],
        ),
    }


def _yearly(m: _Moments, moment: str) -> list[str]:
    """In a yearly convention until a moment: with drop-off, of effort without a date, or plain."""
    fading, plain, at_start = (
        formulas.yearly_until_fading(moment),
        formulas.yearly_until(moment),
        formulas.yearly_until(moment, undated=True),
    )
    pairs = zip((m.drop_off > 0).tolist(), m.undated.tolist(), strict=True)
    return [fading if fades else at_start if undated else plain for fades, undated in pairs]


def _of_cash_flow(m: _Moments) -> dict[str, Filled]:
    """What the sheet Tijdlijn adds up (M21)."""
    once = ~m.is_flow
    left = undiscounted(m.flows, m.form)
    starts = np.array([row.case.started.toordinal() for row in m.rows], dtype=np.float64)
    days = starts - EPOCH + m.start * DAYS_PER_YEAR
    fades = m.drop_off > 0
    return {
        "stroom": Filled(
            np.where(once, 0.0, m.amount).tolist(), ["={bedrag}" if f else "" for f in m.is_flow]
        ),
        "eenmalig": Filled(
            np.where(once, m.amount * left, 0.0).tolist(),
            [formulas.ONE_OFF_AMOUNT if o else "" for o in once],
        ),
        "dag": Filled(
            [day if o else None for day, o in zip(days.tolist(), once, strict=True)],
            [f"=ROUND({{start}}+{{van}}*{DAYS_PER_YEAR},6)" if o else "" for o in once],
        ),
        "vol_tot": Filled(
            np.where(fades, np.minimum(m.begin, m.closing), 0.0).tolist(),
            [formulas.FULL_UNTIL_BEGIN if f else "" for f in fades],
        ),
        "over": Filled(
            np.where(fades, m.faded_until_begin, 0.0).tolist(),
            [formulas.FADED_UNTIL_BEGIN if f else "" for f in fades],
        ),
    }


def _own_horizons(m: _Moments) -> list[float | None]:
    """The length that a line or a case argues for itself; None: that of the knobs."""
    found = []
    for row in m.rows:
        argued = row.care.leading.line.horizon or row.case.horizon if row.care else None
        found.append(argued.length.likely_years if argued else None)
    return found


def _drop_off_shares(rows: list[LineRow]) -> list[float]:
    """λ as it was written."""
    found = []
    for row in rows:
        own = row.care.leading.line.drop_off if row.care else 0.0
        found.append(own if own is not None else (row.case.drop_off or 0.0))
    return found


def _horizon_templates(m: _Moments) -> list[str]:
    """Care is cut at the horizon after closing, effort never (M3)."""
    care = '={afsluiting}+IF({eigen_horizon}="",Horizon,{eigen_horizon})'
    return ["" if effort else care for effort in m.effort.tolist()]
