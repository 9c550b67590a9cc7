"""What is said of shared optimism beside every chance that it pays (M31d)."""

from rendement.results.doubt.uncertainty import SharedOptimism, Uncertainty
from rendement.words.numbers import odds, percent


def shared_words(found: Uncertainty) -> str | None:
    """The assumption, and the chance with less and with more shared optimism; None without chance."""
    if found.total.chance is None:
        return None
    less, assumed, more = found.shared
    return (
        "Hoeveel optimisme mensen met elkaar delen is niet gemeten. Aangenomen is "
        f"{_shares(assumed)} ({found.record.dependence}). "
        f"Delen zij minder ({_shares(less)}), dan is die kans {odds(less.chance, found.total.chance_error)}; "
        f"delen zij meer ({_shares(more)}), dan is die kans {odds(more.chance, found.total.chance_error)}."
    )


def _shares(one: SharedOptimism) -> str:
    return f"{percent(one.common)} samen en {percent(one.organisation)} per organisatie"
