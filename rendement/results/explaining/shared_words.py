"""Which estimates of a line stand elsewhere too, in words: one doubt, in every place of its name (M26)."""

from rendement.model.case import Case
from rendement.model.factors import INPUTS
from rendement.model.line_names import is_effort, is_of
from rendement.model.names import Use, named
from rendement.model.shared_names import is_shared, plain_name


def shared_words(case: Case, line: str, target: str = "") -> str:
    """`kans op het pad 'opname': ook bij m1`, for every estimate this line leans on that stands elsewhere.

    `target`: the help that it came instead of, whose estimates it follows in all but how much (M29).
    """
    found = named(case)
    return "; ".join(
        words
        for name, uses in found.items()
        for use in uses
        if (_leans(line, use) or (target and use.field != "aantal" and _leans(target, use)))
        and (words := _words(name, use, uses))
    )


def _leans(line: str, use: Use) -> bool:
    """A line leans on its own estimates, those of its path and, when it is help, those of the case."""
    if not use.line:
        return not is_effort(line)
    return is_of(line, use.line)


def _words(name: str, use: Use, uses: tuple[Use, ...]) -> str:
    others = ", ".join(_place(other) for other in uses if other is not use)
    field, known = INPUTS[use.field].short, plain_name(name)
    if is_shared(name):
        return f"{field}: gedeelde schatting '{known}' van het programma" + (
            f", ook bij {others}" if others else ""
        )
    return f"{field} '{known}': ook bij {others}" if others else ""


def _place(use: Use) -> str:
    return f"{INPUTS[use.field].short} van {use.line}" if use.line else f"de {INPUTS[use.field].short}"
