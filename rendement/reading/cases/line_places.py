"""Where each line of a case stands in its file."""

from rendement.model.case import Case, Pathway
from rendement.reading.yaml.text import Text


def line_numbers(text: Text, case: Case) -> dict[str, int]:
    """The line of the file each line of the case starts on; one look per list, not per line."""
    numbers: dict[str, int] = {}
    for i, line in enumerate(text.item_lines("inzet"), 1):
        numbers[f"i{i}"] = line
    for p, lines in enumerate(text.item_lines_within("zonder_inzet", "hulp"), 1):
        for i, line in enumerate(lines, 1):
            numbers[f"z{p}.{i}"] = line
    for i, line in enumerate(text.item_lines("met_inzet"), 1):
        numbers[f"m{i}"] = line
    if any(isinstance(part, Pathway) for part in case.with_us):
        for p, lines in enumerate(text.item_lines_within("met_inzet", "hulp"), 1):
            numbers |= {f"m{p}.{i}": line for i, line in enumerate(lines, 1)}
    if case.checked is not None:
        numbers["controle"] = text.place(("controle",), key=True).line
    return numbers
