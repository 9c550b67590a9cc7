"""Verbs that are imported when asked for: to look up a price, nothing of cases or workbooks is needed."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, ClassVar, cast

import typer

from rendement.cli.dutch import DutchCommand, DutchGroup


class LazyVerbs(Mapping[str, Any]):
    """Verbs by name; each is made from its function, or is a group of its own, when it is first used."""

    def __init__(self, homes: Mapping[str, str]) -> None:
        self._homes = homes
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _made(name, self._homes[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)


class LazyGroup(DutchGroup):
    """A group of verbs that names where each verb lives."""

    homes: ClassVar[Mapping[str, str]] = {}
    """Name of a verb → `module:function` in this room, or `module:app` for a group."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = cast("dict[str, Any]", LazyVerbs(self.homes))  # Typer only reads it


def _made(name: str, home: str) -> Any:
    module, _, attribute = home.partition(":")
    found = getattr(import_module(f"rendement.cli.{module}"), attribute)
    if isinstance(found, typer.Typer):
        group = typer.main.get_group(found)
        group.name = name
        return group
    return _one_verb(name, found)


def _one_verb(name: str, function: Callable[..., Any]) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command(name, cls=DutchCommand)(function)
    return typer.main.get_command(alone)
