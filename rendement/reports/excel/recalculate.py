"""Let LibreOffice work out a workbook again, in a private profile and with recalculation forced.

LibreOffice trusts stored values of files that look like Excel's: without the setting a wrong value stays.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_ALWAYS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def office() -> str | None:
    """The LibreOffice command, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def recalculated(workbook: Path, folder: Path, kind: str = "xlsx", timeout: float = 180) -> Path:
    """A copy of the workbook in `folder` (or its picture as `pdf`), worked out anew.

    Raises RuntimeError when LibreOffice is absent or makes nothing.
    """
    return all_recalculated([workbook], folder, kind, timeout)[0]


def all_recalculated(
    workbooks: Sequence[Path], folder: Path, kind: str = "xlsx", timeout: float = 180
) -> list[Path]:
    """The same for many workbooks in one start of LibreOffice, which is most of the work of a small one.

    Raises ValueError when two have the same name, RuntimeError when LibreOffice is absent, takes too
    long, or leaves one out.
    """
    made = [folder / f"{workbook.stem}.{kind}" for workbook in workbooks]
    if not made:
        return []
    if len(set(made)) < len(made):
        raise ValueError("twee werkboeken heten hetzelfde")
    said = _converted([str(workbook) for workbook in workbooks], folder, kind, timeout)
    missing = [path.name for path in made if not path.is_file()]
    if missing:
        raise RuntimeError(f"LibreOffice maakte geen {', '.join(missing)}: {said}")
    return made


def _converted(names: Sequence[str], folder: Path, kind: str, timeout: float) -> str:
    """Run LibreOffice in a profile of its own; what it said."""
    command = office()
    if command is None:
        raise RuntimeError("LibreOffice is niet geïnstalleerd")
    with tempfile.TemporaryDirectory() as profile:
        user = Path(profile) / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
        own = f"-env:UserInstallation={Path(profile).as_uri()}"
        arguments = [command, own, "--headless", "--convert-to", kind, "--outdir", str(folder), *names]
        return _said(arguments, timeout)


def _said(arguments: Sequence[str], timeout: float) -> str:
    """What a command said. When it takes too long it is ended with all it started, as LibreOffice does."""
    with subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        try:
            _, said = running.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            raise RuntimeError(f"LibreOffice was na {timeout:.0f} seconden niet klaar") from None
    return said.decode(errors="replace")
