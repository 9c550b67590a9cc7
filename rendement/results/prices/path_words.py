"""A path in words: the help it stands for. Apart from prices, which can be told without any case."""

from typing import Final

from rendement.model.case import Pathway
from rendement.model.lines import label_of
from rendement.model.price import PriceBook
from rendement.results.prices.price_words import first_words

LABELS: Final = 3
"""Kinds of help that name a path; of more the number is told."""


def path_words(book: PriceBook, pathway: Pathway) -> str:
    """A path named by the help it stands for, without a word of its author: `het pad met Huisarts en GGZ`."""
    labels = list(dict.fromkeys(first_words(label_of(line, book.prices)) for line in pathway.care))
    shown = labels[:LABELS] + ([f"nog {len(labels) - LABELS}"] if len(labels) > LABELS else [])
    return f"het pad met {' en '.join([', '.join(shown[:-1]), shown[-1]] if shown[1:] else shown)}"
