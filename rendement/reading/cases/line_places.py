"""Where each line of a case stands in its file."""

from rendement.model.case import Case, Pathway
from rendement.model.line_names import EFFORT, HELP, WITH_US, WITHOUT, name_of
from rendement.reading.yaml.text import Text


def line_numbers(text: Text, case: Case) -> dict[str, int]:
    """The line of the file each line of the case starts on; one look per list, not per line."""
    numbers: dict[str, int] = {}
    for i, line in enumerate(text.item_lines(EFFORT)):
        numbers[name_of((EFFORT, i))] = line
    for p, lines in enumerate(text.item_lines_within(WITHOUT, HELP)):
        for i, line in enumerate(lines):
            numbers[name_of((WITHOUT, p, HELP, i))] = line
    for i, line in enumerate(text.item_lines(WITH_US)):
        numbers[name_of((WITH_US, i))] = line
    if any(isinstance(part, Pathway) for part in case.with_us):
        for p, lines in enumerate(text.item_lines_within(WITH_US, HELP)):
            numbers |= {name_of((WITH_US, p, HELP, i)): line for i, line in enumerate(lines)}
    if case.checked is not None:
        numbers["controle"] = text.place(("controle",), key=True).line
    return numbers
