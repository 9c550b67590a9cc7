"""Typer in Dutch: its help pages, and its complaints worded by kind."""

import re
from typing import Final

import typer
from typer.core import TyperCommand, TyperGroup

_HELP_WORDS: Final = (
    ("Usage: ", "Gebruik: "),
    ("[OPTIONS]", "[OPTIES]"),
    ("COMMAND [ARGS]...", "OPDRACHT ..."),
    ("Arguments:", "Gegevens:"),
    ("Options:", "Opties:"),
    ("Commands:", "Opdrachten:"),
    ("Show this message and exit.", "Toon deze hulp."),
    ("  [required]", ""),
    ("[default:", "[anders:"),
)
_TECHNICAL: Final = re.compile(r"(?:;\s+|\s*\[)x>=\d+(?=\])\]?| <[\w\[\] ]+>")
"""What Typer adds for programmers: types of values and their ranges."""

_COMPLAINTS: Final = (
    (re.compile(r"is not one of (?P<what>.+?)\.?$"), "kies uit: {what}"),
    (re.compile(r"'(?P<what>[^']*)' does not exist"), "'{what}' bestaat niet"),
    (re.compile(r"does not exist"), "dat bestaat niet"),
    (re.compile(r"valid integer"), "geef een geheel getal"),
    (re.compile(r"greater than or equal to (?P<what>[\d.-]+)"), "geef minstens {what}"),
    (re.compile(r"less than or equal to (?P<what>[\d.-]+)"), "geef hoogstens {what}"),
    (re.compile(r"'(?P<what>[^']*)' is a directory"), "'{what}' is een map, geen bestand"),
    (re.compile(r"is a directory"), "dat is een map, geen bestand"),
    (re.compile(r"'(?P<what>[^']*)' is not readable"), "'{what}' mag u niet lezen"),
    (re.compile(r"is not readable"), "dat mag u niet lezen"),
    (re.compile(r"unexpected extra argument\S* \((?P<what>.+)\)"), "dit is te veel: {what}"),
    (re.compile(r"'?(?P<what>--?[\w-]+)'? requires an argument"), "achter {what} hoort een waarde"),
    (re.compile(r"'?(?P<what>--?[\w-]+)'? does not take a value"), "achter {what} hoort geen waarde"),
    (re.compile(r"No such command '(?P<what>.+?)'"), "de opdracht '{what}' bestaat niet"),
)
"""What Typer says → what we say; anything else is shown as it is."""


class DutchCommand(TyperCommand):
    """A verb whose help page is Dutch."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]  # Typer's own, narrower
        """The help page."""
        return _dutch_page(super().get_help(ctx))


class DutchGroup(TyperGroup):
    """A group of verbs whose help page is Dutch."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]  # Typer's own, narrower
        """The help page."""
        return _dutch_page(super().get_help(ctx))


def _dutch_page(page: str) -> str:
    for english, dutch in _HELP_WORDS:
        page = page.replace(english, dutch)
    return _TECHNICAL.sub(lambda found: "]" if found.group().startswith(";") else "", page)


def complaint(error: typer.TyperException) -> str:
    """What was used wrongly, in Dutch."""
    kind = type(error).__name__
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None) or ()
        tail = f" Bedoelt u {' of '.join(near)}?" if near else ""
        return f"de optie {getattr(error, 'option_name', '')} bestaat niet.{tail}"
    if kind == "MissingParameter":
        return f"{_parameter(error)} ontbreekt."
    words = _reworded(str(getattr(error, "message", error)))
    return f"{_parameter(error)}: {words}." if kind == "BadParameter" else f"{words}."


def _reworded(message: str) -> str:
    for pattern, words in _COMPLAINTS:
        found = pattern.search(message)
        if found:
            return words.format(**{name: text.replace("'", "") for name, text in found.groupdict().items()})
    return message.rstrip(".")


def _parameter(error: typer.TyperException) -> str:
    """The option or argument as it stands on the help page."""
    hint = getattr(error, "param_hint", None)
    parameter = getattr(error, "param", None)
    if hint or parameter is None:
        return str(hint or "een waarde")
    option = next((name for name in parameter.opts if name.startswith("--")), None)
    return str(option or parameter.metavar or parameter.name)
