"""The slow twin of what payers ask: the balance after n months (M38), and from gross to net (M4).

Written from the method: every piece of every line is cut at the moment and added up; every factor of a line
is multiplied in, one after the other.
"""

from dataclasses import replace
from decimal import Decimal, localcontext

from naive import DIGITS, HAIR, ZERO, Clock, Piece, all_lines, closing, present_value

from rendement.model.case import Case
from rendement.model.price import PriceBook
from rendement.model.settings import Settings
from rendement.results.explaining.explain import LineExplanation


def balance(case: Case, book: PriceBook, settings: Settings, months: int) -> dict[str, Decimal]:
    """M38: benefit minus effort of every payer in the first so many months of a case, without discount."""
    found: dict[str, Decimal] = {}
    with localcontext(prec=DIGITS):
        until = Decimal(months) / 12
        for line in all_lines(case, book, settings):
            sign = -1 if line.side == "inzet" else 1
            clock = Clock(ZERO, line.drop_off, closing(case), "continu")
            units = sum((before(piece, until, clock) for piece in line.pieces), ZERO)
            for payer, share in line.shares.items():
                euros = sign * line.factor * line.unit_price * units * share
                found[payer] = found.get(payer, ZERO) + euros
    return found


def before(piece: Piece, until: Decimal, clock: Clock) -> Decimal:
    """What of a piece lies before a moment: all of it, a part, or nothing; at once only before it."""
    if piece.end is None:
        return present_value(piece, clock) if piece.start < until - HAIR else ZERO
    end = min(piece.end, until)
    return present_value(replace(piece, end=end), clock) if end > piece.start else ZERO


def steps_to_net(lines: list[LineExplanation], transfers: set[str]) -> dict[str, float]:
    """M4: what each factor takes off, line by line, from the factors that the explanation of a case tells."""
    order = ["path", "chance", "realism", "attribution", "kept", "joint"]
    order += ["horizon", "drop_off", "discount", "delay"]
    found = dict.fromkeys(["without", "with", *order], 0.0)
    for line in lines:
        if line.side == "inzet" or line.price_key in transfers:
            continue
        f = line.factors
        amount = f.price * f.index * f.quantity * f.persons * f.part * f.window * f.duration
        found["without" if line.side == "zonder inzet" else "with"] += amount
        for key in order:
            after = amount * float(getattr(f, key))
            found[key] += after - amount
            amount = after
    return found
