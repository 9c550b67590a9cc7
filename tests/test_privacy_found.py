"""How much is found, on a small seeded part of what bench_privacy.py measures; and in linear time."""

import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "bench"))

from bench_privacy import NAMES, OTHERS, Sources, alarms, example_sentences, made_clean, recall

from rendement.reading.known_names import COMMON
from rendement.reading.signs import signs


@pytest.fixture(scope="module")
def sources() -> Sources:
    return Sources()


def mean(shares: dict[str, float]) -> float:
    return sum(shares.values()) / len(shares)


def test_names_that_are_half_unknown_are_found_by_the_thorough_look(sources: Sources) -> None:
    assert mean(recall(NAMES, 40, sources, sources.halved, seed=2)) >= 0.85


def test_names_beside_a_title_a_relative_or_an_initial_are_found_without_lists(sources: Sources) -> None:
    shares = recall(NAMES, 40, sources, COMMON, seed=2)
    sure = ("na een aanspreekvorm", "na een woord voor familie", "voorletter en achternaam", "na een rol")
    assert {kind: shares[kind] for kind in sure if shares[kind] < 0.8} == {}
    assert mean(shares) >= 0.7


def test_numbers_and_addresses_are_found_in_every_spelling(sources: Sources) -> None:
    shares = recall(OTHERS, 60, sources, COMMON, seed=2)
    assert {kind: share for kind, share in shares.items() if share < 0.9} == {}
    assert mean(shares) >= 0.95


def test_clean_sentences_raise_few_alarms(sources: Sources) -> None:
    import random  # noqa: PLC0415

    made = made_clean(random.Random(2), 400)
    assert len(alarms(made, COMMON)) <= 4
    assert alarms(example_sentences(), COMMON) == []


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a",
            "A",
            "1",
            "0 0 0 ",
            "Aa ",
            "A. ",
            "mevrouw ",
            "mevrouw van de ",
            "van de ",
            "haar man ",
            "Jan de ",
        ),
        *(
            "1-1-",
            "12-03-48 ",
            "4623 k",
            "apenstaartje ",
            "a at punt ",
            "NL91.",
            "AB-12-",
            "nummer 1",
            "kenteken ",
        ),
        *("huisarts De ", "Kees van der ", "Aaaa durft ", "agb-", "bsn", "straat ", "-", ".", "Bakker, A.B."),
    ],
)
def test_a_long_text_of_one_piece_takes_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        signs(text)
        return time.process_time() - start

    assert seconds(20_000) < 0.05 + 3.5 * seconds(10_000)
