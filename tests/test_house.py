"""The house as it was drawn: who may import whom, how long things are, and that all of it is explained."""

# Holds K1, K29 of docs/keuzes.md.

import ast
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import rendement

ROOT = Path(rendement.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
NETWORK = {"socket", "ssl", "urllib", "urllib3", "http", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}
MAY_IMPORT: dict[str, set[str]] = {
    "words": {"words"},
    "model": {"words", "model"},
    "reading": {"words", "model", "reading"},
    "engine": {"words", "model", "engine"},
    "results": {"words", "model", "reading", "engine", "results"},
    "reports": {"words", "model", "reading", "engine", "results", "reports"},
    "forms": {"words", "model", "reading", "engine", "results", "reports", "forms"},
    "asking": {"words", "model", "reading", "results", "reports", "asking"},
    "cli": {"words", "model", "reading", "results", "reports", "forms", "asking", "cli", ""},
    "": {"words", "model", "reading", "results", "reports", "asking", "cli"},
}
"""Room → the rooms it may import from; `""` is the package itself."""
ROOMS = set(MAY_IMPORT) - {""}
WALLED = ("reading", "results", "forms", "asking")
"""Rooms of which every folder is small, and a room by itself."""
READS_DOCUMENTS = {
    "engine/walk.py",
    "engine/columns.py",
    "engine/contained.py",
    "engine/purses.py",
    "engine/doubt_rows.py",
    "engine/paths.py",
    "engine/price_level.py",
    "engine/timing.py",
    "engine/evaluate.py",
    "engine/time_steps.py",
    "engine/laws.py",
    "engine/joint.py",
    "engine/doubts.py",
}
"""The border between documents and arithmetic; the rest of the engine knows numbers only."""
WHOLE = {"Work", "ValuedCases", "BusinessCase"}
"""A whole business case, and a whole workbook in the making."""
DOORS_OF_REPORTS = {
    *(f"reports/{door}" for door in ("cards.py:business_case_card", "card_notes.py:warnings")),
    *(f"reports/{door}" for door in ("review_cards.py:review_card", "shown.py:_")),
    *(f"reports/sensitivity_card.py:sensitivity_{what}" for what in ("card", "record")),
    *(f"reports/record.py:{what}_record" for what in ("business_case", "case", "paying")),
    "reports/excel/workbook.py:write_workbook",
    *(f"reports/excel/plan.py:{door}" for door in ("plan_workbook", "work_of", "plan_of")),
    *(f"reports/excel/plan.py:{door}" for door in ("calculation_sheets", "live_lines", "grouped_lines")),
    *(f"reports/excel/shareable.py:{door}" for door in ("plan_shareable", "shareable_work")),
    "reports/excel/subject.py:__init__",
}
"""What takes a whole business case or workbook, to hand out what others need; besides the door of a sheet."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Import(NamedTuple):
    """One import of a module, and whether it happens when the module is loaded."""

    file: str
    line: int
    module: str
    at_once: bool


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(module: str) -> str:
    """The room of a module; `""` for what stands in the package itself."""
    name = ([*module.split("."), ""])[1]
    return name if name in ROOMS else ""


def room_with(file: str) -> str:
    """The room a file stands in; `""` for the package itself."""
    return room_of(f"rendement.{file.removesuffix('.py').replace('/', '.')}")


@cache
def trees() -> dict[str, ast.Module]:
    return {name_of(path): ast.parse(path.read_text("utf-8")) for path in FILES}


def imports_of(file: str) -> Iterator[Import]:
    """Every import of a file; inside functions and under TYPE_CHECKING they are not made at once."""
    later: set[ast.AST] = set()
    for node in ast.walk(trees()[file]):
        if isinstance(node, Function) or (
            isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        ):
            later.update(ast.walk(node))
    for node in ast.walk(trees()[file]):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, node.lineno, alias.name, node not in later)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: relative imports hide who is imported"
            yield Import(file, node.lineno, node.module or "", node not in later)


@cache
def every_import() -> list[Import]:
    return [found for file in trees() for found in imports_of(file)]


def ours() -> list[Import]:
    return [found for found in every_import() if found.module.partition(".")[0] == "rendement"]


def shown(found: Import) -> str:
    return f"{found.file}:{found.line} imports {found.module}"


def functions() -> Iterator[tuple[str, Function]]:
    for file, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield file, node


def body_lines(node: Function) -> int:
    """Lines of a function after its docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_data_runs_downhill() -> None:
    uphill = [
        shown(found) for found in ours() if room_of(found.module) not in MAY_IMPORT[room_with(found.file)]
    ]
    assert uphill == []


def test_only_the_border_of_the_engine_knows_documents() -> None:
    wrong = [
        shown(found)
        for found in ours()
        if found.file.startswith("engine/")
        and room_of(found.module) == "model"
        and found.file not in READS_DOCUMENTS
    ]
    assert wrong == []


@pytest.mark.parametrize("file", ["engine/rules.py", "engine/totals.py"])
def test_arithmetic_needs_numpy_alone(file: str) -> None:
    outside = {found.module.partition(".")[0] for found in imports_of(file)}
    assert outside <= {"numpy", "typing", "collections", "math", "dataclasses"}


def test_the_engine_opens_no_files_and_knows_no_pydantic() -> None:
    outside = {found.module.partition(".")[0] for found in every_import() if found.file.startswith("engine/")}
    assert not outside & {"pydantic", "yaml", "pathlib", "os", "datetime", "random"}


def folder_of(module: str) -> str:
    """The folder a module stands in: `results.doubt`, or a whole room that has no walls inside."""
    folder = ".".join(module.removeprefix("rendement.").split(".")[:-1]) or module
    return folder if folder.startswith(WALLED) else room_of(f"rendement.{folder}")


@cache
def between_folders() -> dict[str, set[str]]:
    """Folder → the folders that it imports from, also inside functions and for annotations."""
    found: dict[str, set[str]] = {}
    for one in ours():
        here = folder_of(one.file.removesuffix(".py").replace("/", "."))
        found.setdefault(here, set()).add(folder_of(one.module))
    return {here: others - {here, ""} for here, others in found.items() if here}


def reachable(start: str) -> set[str]:
    seen: set[str] = set()
    ahead = list(between_folders().get(start, ()))
    while ahead:
        one = ahead.pop()
        if one not in seen:
            seen.add(one)
            ahead.extend(between_folders().get(one, ()))
    return seen


def test_no_circle_among_rooms() -> None:
    assert [folder for folder in sorted(between_folders()) if folder in reachable(folder)] == []


def test_folders_are_small() -> None:
    """At most nine files beside the door, where a reader must find the way."""
    files = Counter(path.parent for path in FILES if path.name != "__init__.py")
    rooms = {name_of(folder): count for folder, count in files.items()}
    walled = {name: count for name, count in rooms.items() if name.startswith(WALLED)}
    assert {name: count for name, count in walled.items() if count > 9} == {}


WITH_DOORS = ("forms", "reading", "results")
"""Rooms in which every folder has a door: what its `__all__` names, others may import from."""
HALLS = ("rendement.reading", "rendement.results")
"""What these hold by themselves (a table) everybody may use."""
COMES_IN = {"forms": {"cli"}}
"""Who may come into a room at all, where not everybody below it may."""


def module_of(file: str) -> str:
    return f"rendement.{file.removesuffix('.py').removesuffix('/__init__').replace('/', '.')}"


@cache
def doors() -> dict[str, tuple[str, ...]]:
    """Folder → the modules its door names; tests look inside."""
    found = {}
    for file, tree in trees().items():
        if file.startswith(WITH_DOORS) and file.endswith("/__init__.py"):
            named = (node.value for node in tree.body if isinstance(node, ast.Assign))
            found[module_of(file)] = next((tuple(ast.literal_eval(names)) for names in named), ())
    return {folder: names for folder, names in found.items() if folder not in HALLS}


def inside(folder: str) -> str:
    """Where nobody has to use its door: in the folder itself, or anywhere in the room of forms."""
    return "rendement.forms" if folder.startswith("rendement.forms") else folder


def from_outside() -> Iterator[tuple[str, str, str]]:
    """Place, folder and module of everything that is imported through a door."""
    known = {module_of(file) for file in trees()}
    for file, tree in trees().items():
        for node in ast.walk(tree):
            for alias in node.names if isinstance(node, ast.ImportFrom) else ():
                whole = f"{node.module}.{alias.name}"  # type: ignore[attr-defined]  # an ImportFrom
                module = whole if whole in known else whole.rpartition(".")[0]
                folder, _, name = module.rpartition(".")
                if folder in doors() and not f"{module_of(file)}.".startswith(f"{inside(folder)}."):
                    yield f"{file}:{alias.lineno}", folder, name


def test_who_comes_in_uses_the_door() -> None:
    beside = [found for found in from_outside() if found[2] not in doors()[found[1]]]
    assert beside == []


def test_a_door_names_five_things_at_most() -> None:
    """Each of them is there, and somebody outside comes for it; at the door of forms also tests and docs."""
    wanted = {f"{folder}.{name}" for _, folder, name in from_outside()}
    named = {f"{folder}.{name}" for folder, names in doors().items() for name in names}
    assert {folder: names for folder, names in doors().items() if not 1 <= len(names) <= 5} == {}
    assert {name for name in named - wanted if name.startswith(HALLS)} == set()
    assert named <= {module_of(file) for file in trees()}


@pytest.mark.parametrize("room", COMES_IN)
def test_not_everybody_comes_in(room: str) -> None:
    found = {room_with(found.file) for found in ours() if room_of(found.module) == room}
    assert found - {room} <= COMES_IN[room]


def test_functions_of_results_take_what_they_need() -> None:
    """Only what a door offers takes a whole base; what works behind it says what it needs."""
    whole = []
    for file, node in functions():
        if file.startswith("results/") and _takes_a_base(node):
            folder, _, name = module_of(file).rpartition(".")
            if node.name.startswith("_") or name not in doors().get(folder, ()):
                whole.append(f"{file}:{node.lineno} {node.name}")
    assert whole == []


def test_refusals_have_their_words_on_the_ground_floor() -> None:
    """What results raise has a name in `words`, so that no sentence stands among the arithmetic."""
    spoken = [
        f"{file}:{node.lineno}"
        for file, tree in trees().items()
        for node in ast.walk(tree)
        if file.startswith(("results/", "asking/")) and isinstance(node, ast.Raise) and node.exc is not None
        if any(_is_sentence(part) for part in ast.walk(node.exc))
    ]
    assert spoken == []


def _is_sentence(node: ast.AST) -> bool:
    """More than one word, or words around something."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and " " in str(node.value))


def _takes_a_base(node: Function) -> bool:
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    annotations = [ast.unparse(argument.annotation) for argument in arguments if argument.annotation]
    return any("ValuedCases" in one or "BusinessCase" in one for one in annotations)


def test_nothing_imports_the_command_line_but_itself() -> None:
    outside = [
        shown(found)
        for found in ours()
        if room_of(found.module) == "cli" and not found.file.startswith(("cli/", "__main__"))
    ]
    assert outside == []


def test_no_network() -> None:
    assert [shown(found) for found in every_import() if found.module.partition(".")[0] in NETWORK] == []


def test_files_are_short() -> None:
    long = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in FILES}
    tables = {"reading/complaints/messages.py"}
    assert {file: lines for file, lines in long.items() if lines > 400 and file not in tables} == {}


def test_functions_are_short() -> None:
    lengths = {f"{file}:{node.name}": body_lines(node) for file, node in functions()}
    assert {name: lines for name, lines in lengths.items() if lines > 60} == {}
    assert statistics.median(lengths.values()) <= 11


def whole_case_takers() -> set[str]:
    """`file:function` of everything in reports that takes a whole business case, or a whole workbook."""
    taken = set()
    for file, node in functions():
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        words = {
            word for a in arguments if a.annotation for word in re.findall(r"\w+", ast.unparse(a.annotation))
        }
        if file.startswith("reports/") and words & WHOLE:
            taken.add(f"{file}:{node.name}")
    return taken


def test_only_doors_of_reports_take_a_whole_business_case() -> None:
    """Every other function says what it needs; a sheet has one door, which hands out what is needed."""
    sheets = re.compile(r"reports/excel/sheets/\w+\.py:[a-z]\w*_sheets?")
    assert {name for name in whole_case_takers() if not sheets.fullmatch(name)} == DOORS_OF_REPORTS


def test_every_function_is_annotated() -> None:
    bare = []
    for file, node in functions():
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        extra = [argument for argument in (node.args.vararg, node.args.kwarg) if argument]
        unannotated = [
            a.arg for a in (*arguments, *extra) if a.annotation is None and a.arg not in ("self", "cls")
        ]
        if unannotated or node.returns is None:
            bare.append(f"{file}:{node.lineno} {node.name} {unannotated}")
    assert bare == []


def test_nothing_prints() -> None:
    prints = [
        f"{file}:{node.lineno}"
        for file, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert prints == []


def public(tree: ast.Module) -> Iterator[ast.ClassDef | Function]:
    """Public classes and functions of a module, and the public methods and properties of public classes."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node
            inside = node.body if isinstance(node, ast.ClassDef) else []
            yield from (
                part for part in inside if isinstance(part, Function) and not part.name.startswith("_")
            )


def test_everything_public_is_explained() -> None:
    bare = [f"{file} (module)" for file, tree in trees().items() if not ast.get_docstring(tree)]
    bare += [
        f"{file}:{node.lineno} {node.name}"
        for file, tree in trees().items()
        for node in public(tree)
        if not ast.get_docstring(node)
    ]
    assert bare == []
