"""What a case would be in the eyes of each reviewer: their own numbers where they gave them (M16, M19)."""

from typing import TYPE_CHECKING, Any

from rendement.model.case import CareLine, Case, Pathway
from rendement.model.lines import care_lines
from rendement.model.review import OwnAnswer, Review

if TYPE_CHECKING:
    from rendement.results.business_case import BusinessCase

_OF_LINE = ("quantity", "start", "duration", "delay")


def own_answers(bc: "BusinessCase") -> dict[str, list[Case]]:
    """Per reviewer: every case on which that person gave own numbers, with those numbers in place."""
    found: dict[str, list[Case]] = {}
    for loaded in bc.cases:
        by_reviewer: dict[str, list[Review]] = {}
        for review in loaded.case.reviews:
            if review.own is not None:
                by_reviewer.setdefault(review.reviewer, []).append(review)
        for reviewer, reviews in by_reviewer.items():
            found.setdefault(reviewer, []).append(in_the_eyes_of(loaded.case, reviews))
    return found


def in_the_eyes_of(case: Case, reviews: list[Review]) -> Case:
    """The case with the own numbers of these reviews. A chance is that of the line, else that of its path."""
    places = {line.name: line.path for line in care_lines(case)}
    without, with_us = list(case.without), list(case.with_us)
    for review in reviews:
        if review.own is None or review.line not in places:
            continue
        path = places[review.line]
        if path[0] == "met_inzet":
            number = int(path[1])
            with_us[number] = _line(with_us[number], review.own, own_chance=True)
        else:
            number = int(path[1])
            without[number] = _path(without[number], int(path[3]), review.own)
    return case.model_copy(update={"without": tuple(without), "with_us": tuple(with_us)})


def _path(pathway: Pathway, place: int, own: OwnAnswer) -> Pathway:
    line = pathway.care[place]
    changed = _line(line, own, own_chance=line.chance is not None)
    care = (*pathway.care[:place], changed, *pathway.care[place + 1 :])
    update: dict[str, Any] = {"care": care}
    if own.chance is not None and line.chance is None:
        update |= {"chance": own.chance, "deadweight": None}
    return pathway.model_copy(update=update)


def _line(line: CareLine, own: OwnAnswer, own_chance: bool) -> CareLine:
    update = {name: value for name in _OF_LINE if (value := getattr(own, name)) is not None}
    if own_chance and own.chance is not None:
        update["chance"] = own.chance
    return line.model_copy(update=update)
