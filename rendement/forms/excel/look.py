"""How the intake form looks: one type scale, restrained colour, input cells that look like input cells."""

from typing import Any, Final

from rendement.forms.questions import Kind

INK: Final = "#1F2933"
SOFT: Final = "#5B6770"
LINE: Final = "#B8C4CC"
HEAD: Final = "#DCE7ED"
BLUE: Final = "#0B5A8A"
INPUT: Final = "#FFF9E5"
EDGE: Final = "#DCC67A"
NEEDED: Final = "#FCE4CF"

_BASE: Final[dict[str, Any]] = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
_INPUT: Final[dict[str, Any]] = {
    **_BASE, "bg_color": INPUT, "border": 1, "border_color": EDGE, "locked": False, "valign": "vcenter",
}  # fmt: skip
_HEADER: Final[dict[str, Any]] = {
    **_BASE,
    "bold": True,
    "text_wrap": True,
    "align": "left",
    "valign": "bottom",
    "bg_color": HEAD,
    "bottom": 1,
    "bottom_color": LINE,
    "indent": 1,
}
_CARD: Final[dict[str, Any]] = {
    **_BASE,
    "bold": True,
    "align": "left",
    "valign": "bottom",
    "bg_color": HEAD,
    "indent": 1,
}
_MIDDLE: Final[dict[str, Any]] = {"align": "center", "indent": 0}  # fmt: skip

LOOKS: Final[dict[str, dict[str, Any]]] = {
    "titel": {**_BASE, "bold": True, "font_size": 18, "valign": "vcenter"},
    "uitleg": {**_BASE, "font_color": SOFT, "text_wrap": True},
    "kop": {**_BASE, "bold": True, "font_size": 13, "font_color": BLUE, "valign": "bottom"},
    "tabelkop": _HEADER,
    "kop_rechts": {**_HEADER, "align": "right", "indent": 1},
    "cijferkop": {**_HEADER, **_MIDDLE},
    "tabelkop_midden": {**_HEADER, **_MIDDLE},
    "zeldenkop": {**_HEADER, "bold": False, "italic": True},
    "zeldenkop_midden": {**_HEADER, **_MIDDLE, "bold": False, "italic": True},
    "zelden": {**_BASE, "italic": True, "font_color": SOFT, "valign": "bottom"},
    "vraag": {**_BASE, "valign": "vcenter", "text_wrap": True},
    "hulp": {**_BASE, "font_color": SOFT, "font_size": 10, "valign": "vcenter", "text_wrap": True, "indent": 1},
    "nummer": {**_BASE, "font_color": SOFT, "align": "right", "valign": "vcenter", "indent": 1},
    "kaart": {**_BASE, "bold": True, "indent": 1, "font_size": 13, "font_color": "#FFFFFF", "bg_color": BLUE, "valign": "vcenter"},
    "kaartkop": _CARD,
    "kaartkop_midden": {**_CARD, **_MIDDLE},
    "per": {**_BASE, "font_color": SOFT, "italic": True, "valign": "vcenter", "font_size": 10, "indent": 1},
    "tekst": {**_BASE, "text_wrap": True},
    "woord": {**_BASE, "text_wrap": True, "bold": True},
    "vet": {**_BASE, "bold": True, "indent": 1},
    "ruim": {**_BASE, "indent": 1},
    "naam": {**_BASE, "text_wrap": True, "indent": 1},
    "euro": {**_BASE, "num_format": '"€ "#,##0.00', "align": "right", "indent": 1},
    "jaar": {**_BASE, "num_format": "0", "align": "left", "indent": 1},
    "zacht": {**_BASE, "font_color": SOFT},
    "invoer": {**_INPUT, "num_format": "@", "text_wrap": True, "indent": 1},
    "invoer_kort": {**_INPUT, "num_format": "@", "align": "left", "indent": 1},
    "invoer_smal": {**_INPUT, "num_format": "@", "align": "center"},
    "invoer_datum": {**_INPUT, "num_format": "dd-mm-yyyy", "align": "left", "indent": 1},
    "invoer_getal": {**_INPUT, "num_format": "General", "align": "left", "indent": 1},
    "invoer_cijfer": {**_INPUT, "num_format": "General", "align": "center"},
    "nodig": {"bg_color": NEEDED},
}  # fmt: skip
"""Cells for words, shares and times hold text, so that Excel makes no date of 1/4 and no time of 1:30."""

INPUT_LOOK: Final[dict[Kind, str]] = {
    **dict.fromkeys((Kind.SHARE, Kind.QUANTITY, Kind.TIME, Kind.UNIT, Kind.YES_NO), "invoer_smal"),
    Kind.DATE: "invoer_datum",
    Kind.SCORE: "invoer_cijfer",
    **dict.fromkeys((Kind.WHOLE, Kind.NUMBER), "invoer_getal"),
}
"""Kind of answer → look of its cell; the others are wide text."""
IN_QUESTIONS: Final[dict[Kind, str]] = {
    **dict.fromkeys(
        (Kind.SHARE, Kind.QUANTITY, Kind.TIME, Kind.YES_NO, Kind.CODE, Kind.CHOICE), "invoer_kort"
    ),
    Kind.DATE: "invoer_datum",
    **dict.fromkeys((Kind.WHOLE, Kind.NUMBER), "invoer_getal"),
}
"""The same where questions stand below each other: short answers, to the left."""
