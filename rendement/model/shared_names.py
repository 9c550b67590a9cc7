"""Names of estimates that many cases share (`gedeeld`, M26): how they are told from those of one case."""

from typing import Final

SHARED: Final = "="
"""What the name of a shared estimate of a programme begins with; nobody can type it."""


def is_shared(name: str | None) -> bool:
    """Whether this is the name of a shared estimate of a programme: `=sociaal-recept-2025/opname`."""
    return name is not None and name.startswith(SHARED)


def shared_name(programme: str, name: str) -> str:
    """What an estimate of `gedeeld` is called in every case that uses it."""
    return f"{SHARED}{programme}/{name}"


def plain_name(name: str) -> str:
    """The name as its author typed it, of a shared estimate too."""
    return name.partition("/")[2] if is_shared(name) else name
