"""`namen.yaml` read, and names that look like each other: f(cases) → problems (M31c)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from json import dumps
from pathlib import Path
from re import compile as pattern
from typing import Final

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from rendement.model.case import Case
from rendement.model.name_list import FIELDS, Chosen, NameList, Written, written_names
from rendement.reading.complaints.problems import Problem
from rendement.reading.documents.document import is_names, names_above, read_file, read_model
from rendement.reading.yaml.text import Text
from rendement.words.names import MOST_EDITS, SHORTEST_ALIKE, alike, most_written, normal

Use = tuple[Case, str]
"""A case and its file."""


def read_names(files: Iterable[Path]) -> tuple[Chosen, list[Problem]]:
    """What every list of names among the files, or above them, says; and what is wrong with them."""
    given = list(files)
    below = [path for path in given if is_names(path)]
    known = {path.resolve() for path in below}
    above = {
        names_above(folder) for folder in {folder.resolve() for folder in {path.parent for path in given}}
    }
    outside = sorted(path for path in above if path is not None and path.resolve() not in known)
    chosen: dict[tuple[str, str], str] = {}
    told: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for path in (*below, *outside):
        text = read_file(path)
        names = read_model(text, NameList, private=True)
        if names is not None:
            text.problems.extend(_taken_up(text, names, chosen, told))
        problems.extend(text.problems)
    return chosen, problems


def _taken_up(
    text: Text, names: NameList, chosen: dict[tuple[str, str], str], told: dict[tuple[str, str], str]
) -> Iterator[Problem]:
    """Adds a list to what is known; a spelling belongs to one name."""
    for word, attribute in FIELDS.items():
        for name, spellings in getattr(names, attribute).items():
            for place, spelling in enumerate((name, *spellings)):
                at = text.place((word, name), key=True) if not place else text.place((word, name, place - 1))
                key = (word, normal(spelling))
                if key in chosen and normal(chosen[key]) != normal(name):
                    details = {"spelling": spelling, "naam": name, "ander": chosen[key], "waar": told[key]}
                    yield text.problem("naam_twee_keer", at, veld=word, **details)
                chosen.setdefault(key, name)
                told.setdefault(key, f"{text.file}:{at.line}")


# ---------------------------------------------------------------- names that look like each other


@dataclass
class _Name:
    """One name of one field: where it is first written, and how everybody does."""

    file: str
    written: Written
    spellings: list[str] = field(default_factory=list)


def look_alikes(uses: Iterable[Use], chosen: Chosen, read: Callable[[Path], Text]) -> Iterator[Problem]:
    """One warning per name that looks like another of its field that more cases write."""
    found: dict[str, dict[str, _Name]] = {word: {} for word in FIELDS}
    seen: dict[tuple[str, str], tuple[_Name, str]] = {}
    for case, file in uses:
        for written in written_names(case.context, chosen):
            if written[:2] not in seen:
                name = chosen.get((written.field, normal(written.name)), written.name)
                one = found[written.field].setdefault(normal(name), _Name(file, written))
                seen[written[:2]] = (one, name)
            one, name = seen[written[:2]]
            one.spellings.append(name)
    for word, names in found.items():
        for rare, common in _pairs(word, names, chosen):
            yield _looks_like(word, names[rare], names[common], read)


def _pairs(word: str, names: Mapping[str, _Name], chosen: Chosen) -> Iterator[tuple[str, str]]:
    """Every rarer name with the most written one that it looks like."""
    by_use = sorted(names, key=lambda form: (-len(names[form].spellings), form))
    near: dict[str, str] = {}
    for common, rare in _near(by_use):
        on_purpose = (word, common) in chosen and (word, rare) in chosen
        if alike(common, rare) and not on_purpose:
            near.setdefault(rare, common)
    yield from near.items()


def _near(forms: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs few edits apart, in the order given: one comparison of a row with all that follow it."""
    long = [form for form in forms if len(form) >= SHORTEST_ALIKE]
    for place, form in enumerate(long[:-1]):
        rest = long[place + 1 :]
        edits = cdist([form], rest, scorer=Levenshtein.distance, score_cutoff=MOST_EDITS)[0]
        yield from ((form, rest[other]) for other in (edits <= MOST_EDITS).nonzero()[0].tolist())


def _looks_like(word: str, rare: _Name, common: _Name, read: Callable[[Path], Text]) -> Problem:
    text = read(Path(rare.file))
    line = read(Path(common.file)).place(("context", *common.written.path)).line
    names = [_shown(one) for one in (common, rare)]
    one, two = map(_quoted, names)
    return text.problem(
        "naam_lijkt_op",
        text.place(("context", *rare.written.path)),
        veld=word,
        naam=names[1],
        ander=names[0],
        waar=f"{common.file}:{line}",
        een=f"{word}: {{{one}: [{two}]}}",
        twee=f"{word}: {{{one}: [], {two}: []}}",
    )


def _shown(name: _Name) -> str:
    (spelling,) = most_written(name.spellings).values()
    return spelling


_PLAIN: Final = pattern(r"[^\W\d_][\w-]*(?: [\w-]+)*\Z")


def _quoted(name: str) -> str:
    """A name as YAML reads it back."""
    return name if _PLAIN.match(name) else dumps(name, ensure_ascii=False)
