"""The one door for text from outside: to a screen, a sheet, a page, a CSV or another program.

What people write is shown, never obeyed: no control signs, escapes or marks of direction reach a program that
acts on them, nothing becomes a formula or a link that is none. JSON keeps the text as it is, escaped.
"""

import re
from html import escape
from typing import Final

UNSEEN: Final = "\ufffd"
"""What stands on a screen for a sign that it would obey or hide."""
LONGEST_CELL: Final = 32_000
_SPACES: Final = re.compile(r"[^\S\n]")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_WEB: Final = re.compile(r"https?://[^\s\"<>\\^`{|}]+\Z", re.IGNORECASE)


def on_screen(text: str) -> str:
    """Text for a terminal, sign for sign: every hidden sign shows as one, every odd space is a space."""
    return text if text.isprintable() else _without_hidden(text, UNSEEN)


def on_one_line(text: str) -> str:
    """The same for where no new line may begin."""
    return on_screen(text.replace("\n", " "))


def in_cell(text: str) -> str:
    """Text for a cell or note of a workbook: a space for every hidden sign, within what a cell holds."""
    visible = text if text.isprintable() else _without_hidden(text, " ")
    return visible[:LONGEST_CELL]


def in_page(text: str) -> str:
    """Text for a page of HTML."""
    return escape(on_screen(text))


def in_csv(value: object) -> str:
    """Text for a CSV that a spreadsheet opens; it must not take it for a formula."""
    text = "" if value is None else str(value)
    return in_cell(f"'{text}" if text.startswith(_FORMULA) else text)


def in_json(dumped: str) -> str:
    """JSON with every hidden sign escaped: another program reads the very text, a screen obeys none."""
    signs = (sign if sign == "\n" or sign.isprintable() else _json_escape(sign) for sign in dumped)
    return dumped if dumped.replace("\n", " ").isprintable() else "".join(signs)


def web_address(text: str | None) -> str | None:
    """An address that may be clicked: of the web, and in full; None for anything else."""
    return text if text and text.isprintable() and _WEB.match(text) else None


def _without_hidden(text: str, instead: str) -> str:
    spaced = _SPACES.sub(" ", text)
    return "".join(sign if sign == "\n" or sign.isprintable() else instead for sign in spaced)


def _json_escape(sign: str) -> str:
    units = sign.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[place : place + 4]}" for place in range(0, len(units), 4))
