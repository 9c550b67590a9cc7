"""Find a price by everyday words: `steunkousen aantrekken` → wijkverpleging.

Every price has phrases: its everyday words, its name and its key. A phrase fits when it holds the words of
the question, rare words counting for more, and holds little else. A word may be typed wrongly
(`fysioterapie`) or be a part of a longer one (`fysio`, `traplift` in `trapliften`). People also type
sentences (`zuster komt langs voor de insuline`): then everyday words of one price count together.
"""

import math
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Final, NamedTuple

from rapidfuzz import fuzz, utils

from rendement.model.price import PriceBook

_LEAST: Final = 55.0
"""Below this a phrase has nothing to do with the question."""
_BESIDE_BEST: Final = 0.68
"""Hits below this part of the best one are noise beside it."""
_TOGETHER: Final = 0.8
_TYPO: Final = 76.0
_PART: Final = 0.8
_SHORTEST: Final = 4
"""Letters a word needs before it may be typed wrongly or be a part of another."""
_SHORTEST_START: Final = 5
"""Letters a word of the book needs before a longer one may begin with it: not `poli` in `politie`."""
_SMALL: Final = """
aan af als bij dan dat de der die dit door een elke en er erg gaan gaat geen haar had heeft heel hem het hij
iedere iemand ik in is je kan keer komt kon krijgt langs maar me meneer met mevrouw mijn mijne moet naar
niet nog nu of om ook op over per steeds te tot u uit van voor waar was we week weer wekelijks wel wil wordt
ze zich zij zijn zo zodat
"""
_SMALL_WORDS: Final = frozenset(_SMALL.split())


class Hit(NamedTuple):
    """A price that may be meant, how well it fits (0–100) and the words that matched."""

    key: str
    score: float
    matched: str


class _Phrase(NamedTuple):
    key: str
    text: str
    words: frozenset[str]
    trust: float
    """Everyday words are chosen to be found; a name or a key only happens to hold a word."""
    together: bool = False
    """All everyday words of a price at once; needs two of them to fit."""


class _Asked(NamedTuple):
    """A word of the question."""

    alike: Mapping[str, float]
    """The words of the book that it may stand for, 0–1."""
    elsewhere: float
    """What it weighs where a phrase lacks it: little when the whole book does not know it."""


class _Index:
    """The phrases of one book and how rare their words are."""

    def __init__(self, book: PriceBook) -> None:
        self.phrases: list[_Phrase] = []
        for key, price in book.prices.items():
            self.phrases += [_phrase(key, text, 1.0) for text in price.words]
            self.phrases += [_phrase(key, price.label, 0.9), _phrase(key, key, 0.85)]
            every = frozenset(word for text in price.words for word in _words(text))
            self.phrases.append(_Phrase(key, ", ".join(price.words), every, _TOGETHER, together=True))

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """More for a word that few prices use."""
        used = Counter(word for _, word in {(p.key, word) for p in self.phrases for word in p.words})
        return {word: math.log(1 + len(self.phrases) / count) for word, count in used.items()}

    @cached_property
    def places(self) -> Mapping[str, list[int]]:
        """Where the phrases with a word stand."""
        found: dict[str, list[int]] = {word: [] for word in self.rarity}
        for place, phrase in enumerate(self.phrases):
            for word in phrase.words:
                found[word].append(place)
        return found

    def asked(self, word: str) -> _Asked:
        """A word of the question in the words of the book."""
        every = {known: _alike(word, known) for known in self.rarity}
        alike = {known: like for known, like in every.items() if like > 0}
        sure = [self.rarity[known] for known, like in alike.items() if like >= _PART]
        return _Asked(alike, max(sure, default=2.0))

    def near(self, asked: list[_Asked]) -> list[_Phrase]:
        """Phrases with at least one word that was asked, in their order."""
        words = {word for one in asked for word in one.alike}
        return [self.phrases[place] for place in sorted({p for word in words for p in self.places[word]})]


def _phrase(key: str, text: str, trust: float) -> _Phrase:
    return _Phrase(key, text, frozenset(_words(text)), trust)


def _words(text: str) -> list[str]:
    every = utils.default_process(text.replace(".", " ").replace("-", " ")).split()
    return [word for word in every if word not in _SMALL_WORDS] or every


def _alike(asked: str, word: str) -> float:
    """1 for the same word, less for one that is typed nearly so or is a part of the other."""
    if asked == word:
        return 1.0
    short, long = sorted((asked, word), key=len)
    if len(short) < _SHORTEST:
        return 0.0
    if word == short and len(word) < _SHORTEST_START:
        return 0.0
    part = _PART + 0.15 * len(short) / len(long) if long.startswith(short) else 0.0
    if not part and long.endswith(short):
        part = _PART * len(short) / len(long) + 0.2
    ratio = fuzz.ratio(asked, word, score_cutoff=_TYPO) if asked[0] == word[0] else 0.0
    return max(part, 0.95 * ratio / 100)


def search_prices(book: PriceBook, words: str, limit: int = 8) -> list[Hit]:
    """Prices by everyday words, name or key; best first; typing errors are forgiven."""
    index = _index_of(book)
    asked = [index.asked(word) for word in dict.fromkeys(_words(words))]
    best: dict[str, Hit] = {}
    for phrase in index.near(asked):
        score = _fit(index, asked, phrase)
        if score >= _LEAST and (phrase.key not in best or score > best[phrase.key].score):
            best[phrase.key] = Hit(phrase.key, score, phrase.text)
    ranked = sorted(best.values(), key=lambda hit: (-round(hit.score, 6), len(hit.key), hit.key))
    return [hit for hit in ranked if hit.score >= _BESIDE_BEST * ranked[0].score][:limit]


def _fit(index: _Index, asked: list[_Asked], phrase: _Phrase) -> float:
    """How much of the question the phrase holds, and how much of the phrase was asked."""
    held = wanted = 0.0
    matched: dict[str, float] = {}
    for alike, elsewhere in asked:
        word, like = max(
            ((w, alike[w]) for w in phrase.words if w in alike), key=lambda x: x[1], default=("", 0.0)
        )
        weight = index.rarity[word] if word else elsewhere
        held += like * weight
        wanted += weight
        if word:
            matched[word] = max(like, matched.get(word, 0.0))
    if not held or (phrase.together and len(matched) < 2):
        return 0.0
    if phrase.together:
        return 100 * phrase.trust * held / wanted
    size = math.fsum(index.rarity[word] for word in phrase.words)
    used = math.fsum(index.rarity[word] * like for word, like in matched.items())
    return 100 * phrase.trust * (0.7 * held / wanted + 0.3 * used / size)


_KNOWN: dict[str, _Index] = {}
"""Index per content hash: a book is searched more than once in one run."""


def _index_of(book: PriceBook) -> _Index:
    if book.content_hash not in _KNOWN:
        _KNOWN[book.content_hash] = _Index(book)
    return _KNOWN[book.content_hash]
