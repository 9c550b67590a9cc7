"""Whether the cases below a programme belong to it: closed in its period, drawn by its lot (M14)."""

from collections.abc import Iterable, Iterator

from rendement.model.case import Case
from rendement.model.programme import Programme
from rendement.reading.complaints.problems import Problem
from rendement.reading.yaml.text import Text


def check_membership(text: Text, programme: Programme, filed: Iterable[Case]) -> Iterator[Problem]:
    """Closed cases that fall outside the period, or have no chance where others of the lot have one.

    `text` is the file of the programme.
    """
    cases = list(filed)
    period = programme.period
    with_chance = [case for case in cases if case.lot_chance is not None]
    for case in cases:
        assert case.closed is not None
        if not period.first <= case.closed <= period.last:
            place = text.place(("periode",), key=True)
            details = {"casus": case.id, "datum": case.closed, "programma": programme.id}
            yield text.problem("casus_buiten_periode", place, **details)
        if with_chance and case.lot_chance is None:
            place = text.place(("gekozen",))
            yield text.problem("lotkans_ontbreekt", place, casus=case.id, programma=programme.id)
