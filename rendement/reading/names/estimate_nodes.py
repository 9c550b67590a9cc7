"""What estimate stands at a node of a parsed text: of which kind, and whether it says its unit."""

from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from yaml.nodes import Node

from rendement.model.estimate import Estimate
from rendement.model.estimate_fields import ChanceField, DurationField, QuantityField
from rendement.reading.yaml.nodes import as_block
from rendement.reading.yaml.text import Text, text_of_nodes

READERS: Final[dict[str, TypeAdapter[Any]]] = {
    "kans": TypeAdapter(ChanceField),
    "aantal": TypeAdapter(QuantityField),
    "tijd": TypeAdapter(DurationField),
}


def estimate_of(text: Text, node: Node | None) -> Estimate | None:
    """The estimate in a programme, of the first kind that it reads as."""
    kind = next((kind for kind in READERS if node is not None and reads_as(text, node, kind)), None)
    if kind is None or node is None:
        return None
    found: Estimate = READERS[kind].validate_python(text_of_nodes(text, as_block(node)).data)
    return found


def reads_as(text: Text, node: Node, kind: str) -> bool:
    """Whether an estimate of this kind stands there."""
    data = text_of_nodes(text, as_block(node)).data
    try:
        READERS[kind].validate_python(data)
    except ValidationError:
        return False
    return True


def has_no_unit(text: Text, node: Node) -> bool:
    """Whether a quantity is a bare number."""
    found = READERS["aantal"].validate_python(text_of_nodes(text, as_block(node)).data)
    return found.unit is None and found.per is None
