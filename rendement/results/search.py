"""Find a price by everyday words: `steunkousen aantrekken` → wijkverpleging."""

from typing import Final, NamedTuple

from rapidfuzz import fuzz, process, utils

from rendement.model.price import PriceBook

_LEAST: Final = 55.0


class Hit(NamedTuple):
    """A price that may be meant, how well it fits (0–100) and the words that matched."""

    key: str
    score: float
    matched: str


class _Phrase(NamedTuple):
    key: str
    text: str


def search_prices(book: PriceBook, words: str, limit: int = 10) -> list[Hit]:
    """Prices by everyday words, name or key; best first; typing errors are forgiven."""
    phrases = _phrases(book)
    query = utils.default_process(words)
    texts = [phrase.text for phrase in phrases]
    best: dict[str, Hit] = {}
    for text, score, place in process.extract(query, texts, scorer=_fit, score_cutoff=_LEAST, limit=None):
        key = phrases[place].key
        if key not in best or score > best[key].score:
            best[key] = Hit(key, score, str(text))
    return sorted(best.values(), key=lambda hit: (-hit.score, hit.key))[:limit]


def _fit(query: str, text: str, *, score_cutoff: float | None = None) -> float:
    """Whole phrases first, then words in any order, then parts of words."""
    whole = fuzz.ratio(query, text)
    any_order = fuzz.token_sort_ratio(query, text)
    within = fuzz.token_set_ratio(query, text) - 4
    part = fuzz.partial_ratio(query, text) - 12 if len(query) > 3 else 0.0
    best = max(whole, any_order, within, part)
    return best if score_cutoff is None or best >= score_cutoff else 0.0


_KNOWN: dict[str, list[_Phrase]] = {}
"""Phrases per content hash: a book is searched more than once in one run."""


def _phrases(book: PriceBook) -> list[_Phrase]:
    if book.content_hash in _KNOWN:
        return _KNOWN[book.content_hash]
    found: list[_Phrase] = []
    for key, price in book.prices.items():
        texts = (*price.words, price.label, key.replace(".", " ").replace("-", " "))
        found += [_Phrase(key, utils.default_process(text)) for text in texts]
    return _KNOWN.setdefault(book.content_hash, found)
