"""What is said of references that cannot be followed: more than a name, or an estimate without its unit."""

import re
from typing import Final

from pydantic import TypeAdapter, ValidationError
from yaml.nodes import MappingNode, Node, ScalarNode

from rendement.model.estimate_fields import ChanceField, QuantityField
from rendement.model.forms import ATTRIBUTES
from rendement.model.shared_names import SHARED
from rendement.reading.yaml.nodes import inside

MORE: Final = re.compile(r"[*×,;+/]| x |\bmaal\b|\bkeer\b|\d%")
"""Signs that nobody uses in a name: a calculation, or two numbers."""
_TIMES: Final = re.compile(r"\s*(?:[*×,;]| x |\bmaal\b|\bkeer\b)\s*")
_FACTOR: Final[TypeAdapter[object]] = TypeAdapter(ChanceField | QuantityField)


def multiplied(said: str, kind: str) -> str:
    """How to write `x * 50%` behind a =: as a product, where one can stand there."""
    name, *factors = _TIMES.split(said.strip())
    alone = f"schrijf alleen {SHARED} {name}, of geef hier een eigen schatting"
    if kind == "tijd" or not factors or not all(map(_is_factor, factors)) or MORE.search(name):
        return alone
    return f"schrijf {{maal: [{', '.join([f'{SHARED} {name}', *factors])}]}}"


def _is_factor(said: str) -> bool:
    if said.startswith(SHARED):
        return True
    try:
        _FACTOR.validate_python(said)
    except ValidationError:
        return False
    return True


_WANTED: Final = {"kans": ("procentteken", "%"), "tijd": ("eenheid", " maanden")}
"""Kind → what a bare number lacks, and how that is written behind it."""


def lacks(kind: str) -> str:
    """What a bare number needs to be of this kind."""
    return _WANTED[kind][0]


def with_unit(node: Node, kind: str) -> str:
    """The same numbers with a % or a unit of time behind each; only their writer knows the unit."""
    sign = _WANTED[kind][1]
    if isinstance(node, ScalarNode):
        said = f"{node.value}{sign}"
    else:
        numbers = [f"{key.value}: {value.value}{sign}" for key, value in _numbers(node)]
        said = f"{{{', '.join([*numbers, *(f'{k.value}: {v.value}' for k, v in _others(node))])}}}"
    return f"schrijf {said}" if kind == "kans" else f"schrijf bijvoorbeeld {said}"


def _numbers(node: Node) -> list[tuple[ScalarNode, ScalarNode]]:
    return [pair for pair in inside(node, MappingNode) if str(pair[0].value) in ATTRIBUTES]


def _others(node: Node) -> list[tuple[ScalarNode, ScalarNode]]:
    return [pair for pair in inside(node, MappingNode) if str(pair[0].value) not in ATTRIBUTES]
