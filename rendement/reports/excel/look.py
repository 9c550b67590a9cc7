"""How the workbook looks: one type scale, colours that everyone can tell apart, formats of numbers."""

from typing import Any, Final

INK: Final = "#1F2933"
SOFT: Final = "#5B6770"
HEAD: Final = "#DCE7ED"
BAND: Final = "#F3F7F9"
LINE: Final = "#B8C4CC"
INPUT: Final = "#FFF6DA"
INPUT_EDGE: Final = "#C9A227"
INPUT_INK: Final = "#0B3C8C"
LINK: Final = "#0B5A8A"
BLUE: Final = "#0072B2"
ORANGE: Final = "#D55E00"
GREY: Final = "#8A97A0"
GREEN: Final = "#009E73"
YELLOW: Final = "#E69F00"
SKY: Final = "#56B4E9"
PALETTE: Final = (BLUE, ORANGE, GREEN, YELLOW, SKY, GREY)
"""Okabe and Ito's colours: told apart by everyone, also in grey."""

BASE: Final[dict[str, Any]] = {"font_name": "Calibri", "font_size": 11, "font_color": INK, "valign": "top"}
_HEADER: Final[dict[str, Any]] = {
    "bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1, "bottom_color": LINE, "bg_color": HEAD,
}  # fmt: skip
_INPUT: Final[dict[str, Any]] = {
    "bg_color": INPUT, "font_color": INPUT_INK, "border": 1, "border_color": INPUT_EDGE, "locked": False,
}  # fmt: skip
_EURO: Final = '"€ "#,##0_ ;"−€ "#,##0_ ;"€ "0_ '
_CENT: Final = '"€ "#,##0.00_ ;"−€ "#,##0.00_ ;"€ "0.00_ '
_SHARE: Final = "0.0%_ "
_TOTAL: Final[dict[str, Any]] = {"bold": True, "top": 1, "top_color": INK}

NUMBERS: Final[dict[str, str]] = {
    "euro": _EURO,
    "euro_cent": _CENT,
    "aantal": "#,##0_ ;−#,##0_ ",
    "getal": "#,##0.00##_ ;−#,##0.00##_ ",
    "getal1": "#,##0.0_ ;−#,##0.0_ ",
    "getal2": "#,##0.00_ ;−#,##0.00_ ",
    "index": "0.0000000_ ",
    "aandeel": _SHARE,
    "heel_aandeel": "0%_ ",
    "procent": "0.00%_ ",
    "jaar": "0",
    "jaren": '[>=999]"geen grens"_ ;0.00_ ',
    "datum": "dd-mm-yyyy",
}
"""Numbers keep a little room to the right, so that they never touch the text beside them."""
_LEFT: Final = frozenset({"jaar", "datum"})

FORMATS: Final[dict[str, dict[str, Any]]] = {
    "tekst": {},
    "vet": {"bold": True},
    "omloop": {"text_wrap": True},
    "in": {"align": "left", "indent": 1},
    "omloop_in": {"text_wrap": True, "align": "left", "indent": 1},
    "vet_omloop": {"bold": True, "text_wrap": True},
    "zacht": {"font_color": SOFT, "italic": True},
    "zacht_omloop": {"font_color": SOFT, "italic": True, "text_wrap": True},
    "titel": {"bold": True, "font_size": 20, "font_color": INK},
    "ondertitel": {"font_size": 12, "font_color": SOFT, "text_wrap": True},
    "tussenkop": {"bold": True, "font_size": 14, "valign": "bottom", "font_color": BLUE},
    "kop": _HEADER,
    "kop_in": {**_HEADER, "align": "left", "indent": 1},
    "kop_rechts": {**_HEADER, "align": "right", "indent": 1},
    "link": {"font_color": LINK, "underline": 1},
    "kengetal": {"bold": True, "font_size": 20, "num_format": _EURO, "align": "left", "bg_color": BAND},
    "kengetal_getal": {
        "bold": True,
        "font_size": 20,
        "num_format": "0.00",
        "align": "left",
        "bg_color": BAND,
    },
    "kengetal_tekst": {"bold": True, "font_size": 16, "align": "left", "bg_color": BAND, "shrink": True},
    "kengetal_label": {"font_color": SOFT, "bg_color": BAND, "text_wrap": True},
    "zacht_regel": {"font_color": SOFT, "italic": True},
    "zacht_in": {"font_color": SOFT, "italic": True, "align": "left", "indent": 1},
    "let_op_regel": {"bold": True, "font_color": ORANGE},
    "rechts": {"align": "right", "indent": 1},
    "rechts_omloop": {"align": "right", "indent": 1, "text_wrap": True},
    "let_op": {"bold": True, "font_color": ORANGE, "text_wrap": True},
    "toegegeven": {"bold": True, "bg_color": "#FBE3D3", "font_color": "#7A2E00"},
    "deels": {"bold": True, "bg_color": "#FCF1D2", "font_color": "#5F4700"},
    "weerlegd": {"bold": True, "bg_color": "#DCEBF5", "font_color": "#0B3C66"},
    "totaal": _TOTAL,
    "geel": {**_INPUT, "locked": True},
    "invoer": {**_INPUT},
    "invoer_rechts": {**_INPUT, "align": "right", "indent": 1},
    **{
        name: {"num_format": code, **({"align": "left"} if name in _LEFT else {})}
        for name, code in NUMBERS.items()
    },
    **{f"totaal_{name}": {**_TOTAL, "num_format": NUMBERS[name]} for name in ("euro", "euro_cent", "aantal")},
    **{
        f"vet_{name}": {"bold": True, "num_format": NUMBERS[name]}
        for name in ("euro", "aandeel", "getal2", "aantal")
    },
    **{f"invoer_{name}": {**_INPUT, "num_format": code} for name, code in NUMBERS.items()},
}
"""Input cells look like input cells: yellow with blue figures and an edge, also told apart in grey."""

MARKS: Final[dict[str, dict[str, Any]]] = {
    "fout": {"bg_color": "#B3261E", "font_color": "#FFFFFF", "bold": True},
    "gewijzigd": {"bg_color": "#FBE3D3", "font_color": "#7A2E00", "bold": True},
    "nadelig": {"font_color": ORANGE},
    "zwak": {"bg_color": "#FBE9DC"},
    "vervangen": {"bg_color": "#E3EEF7"},
}
"""What a conditional format changes."""
