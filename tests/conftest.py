"""The order of the tests: files that take longest begin, so that all workers are busy until the end."""

from typing import Final

import pytest

LONG: Final = (
    "test_excel_recalculated.py",
    "test_excel_office.py",
    "test_excel_edits.py",
    "test_reference.py",
    "test_excel_shareable.py",
    "test_forms.py",
    "test_excel_sheets.py",
    "test_excel_worlds.py",
    "test_excel_paying.py",
    "test_laws.py",
    "test_excel_file.py",
    "test_cli.py",
    "test_uncertainty.py",
    "test_twin.py",
)
"""Longest first; of the others the order matters little."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each worker takes a whole file, in this order (`--no-loadscope-reorder`)."""
    places = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path.name, len(LONG)))
