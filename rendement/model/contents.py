"""What a price holds of other prices (M42). Knows no cases: whoever asks a price needs none."""

from collections.abc import Mapping

from rendement.model.price import Price

Prices = Mapping[str, Price]


def contents_of(price: str, prices: Prices) -> frozenset[str]:
    """All that a price holds: what it says, and what those hold in turn; never itself."""
    found: set[str] = set()
    todo = [price]
    while todo:
        inner = prices[todo.pop()].includes
        todo += [key for key in inner if key not in found and key in prices]
        found.update(inner)
    return frozenset(found - {price})
