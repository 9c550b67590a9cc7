"""Keys of prices that look like what was written."""

from rapidfuzz import fuzz, process

from rendement.model.price import PriceBook


def nearest_prices(key: str, book: PriceBook, limit: int = 3) -> list[str]:
    """The key with this very label; else keys near in spelling or in everyday words, best first."""
    said = key.strip().casefold()
    labelled = [name for name, price in book.prices.items() if price.label.casefold() == said]
    if labelled:
        return labelled[:limit]
    by_key = process.extract(key, list(book.prices), scorer=fuzz.ratio, score_cutoff=75, limit=limit)
    words = {f"{k}|{i}": word for k, price in book.prices.items() for i, word in enumerate(price.words)}
    plain = key.rpartition(".")[2].replace("-", " ")
    by_word = process.extract(plain, words, scorer=fuzz.token_set_ratio, score_cutoff=85, limit=None)
    by_word.sort(key=lambda found: -fuzz.ratio(plain, found[0]))
    names = [str(name) for name, _, _ in by_key] + [str(tag).partition("|")[0] for _, _, tag in by_word]
    return list(dict.fromkeys(names))[:limit]
