"""What people write in words: short ones, sentences, and reasons."""

import re
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

Word = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern="^[^“”„«]")]
FreeText = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def _reason(value: Any) -> Any:
    """A reason takes more than one word; `ja` is none."""
    said = ("nee", "ja")[value] if isinstance(value, bool) else value
    if isinstance(said, str) and len(_WORD.findall(said)) < 2:
        raise PydanticCustomError("naast_zonder_reden", "a reason in words", {"gevonden": said})
    return value


Reason = Annotated[FreeText, BeforeValidator(_reason, json_schema_input_type=str)]


_ONLY_YES: Final = frozenset(
    {
        "ja",
        "nee",
        "klopt",
        "ja klopt",
        "dat klopt",
        "het klopt",
        "ok",
        "oke",
        "oké",
        "juist",
        "goed",
        "correct",
    }
)


def _why(said: str) -> str:
    """Reasons only: `ja` says no more than the question did."""
    if " ".join(re.sub(r"[^\w]+", " ", said.lower()).split()) in _ONLY_YES:
        raise PydanticCustomError("klopt_zonder_reden", "an answer without a reason", {})
    return said


Confirmed = Annotated[FreeText, AfterValidator(_why)]
"""Why a number that was asked about is right; it silences the questions about this line or path."""
