"""How money is called of which nobody has seen that a budget goes down (M13, M34)."""

from typing import TYPE_CHECKING, Final

from rendement.words.numbers import euro

if TYPE_CHECKING:
    from rendement.model.settings import CashabilitySet

NOT_ESTABLISHED: Final = "niet vastgesteld"
"""Whether a budget goes down: no case and no programme can say that it was seen to."""


def bound(cashability: "CashabilitySet") -> str:
    """The word that stands with every amount of it: `hoogstens`, or `aangenomen` with other chances."""
    return "hoogstens" if cashability.upper_bound else "aangenomen"


def cash_column(cashability: "CashabilitySet") -> str:
    """What a column of it is called: `hoogstens verzilverbaar`."""
    return f"{bound(cashability)} verzilverbaar"


def cashable_words(cashability: "CashabilitySet", amount: float) -> str:
    """`niet vastgesteld (hoogstens € 2.035)`: an upper bound is never an amount by itself."""
    return f"{NOT_ESTABLISHED} ({bound(cashability)} {euro(amount)})"


def cash_of(cashability: "CashabilitySet") -> str:
    """What a payer spends less, as a sentence says it."""
    if cashability.upper_bound:
        return "wat een betaler hoogstens minder uitgeeft"
    return "wat een betaler naar aanname minder uitgeeft"
