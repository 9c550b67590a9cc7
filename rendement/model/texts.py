"""What people write in words: short ones, sentences, and reasons."""

import re
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, StringConstraints
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
