"""Let LibreOffice work out a workbook again, in a private profile and with recalculation forced.

LibreOffice trusts stored values of files that look like Excel's: without the setting a wrong value stays.
"""

import shutil
import subprocess
import tempfile
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
    command = office()
    if command is None:
        raise RuntimeError("LibreOffice is niet geïnstalleerd")
    with tempfile.TemporaryDirectory() as profile:
        user = Path(profile) / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
        arguments = [
            command,
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--convert-to",
            kind,
        ]
        done = subprocess.run(
            [*arguments, "--outdir", str(folder), str(workbook)],
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    made = folder / f"{workbook.stem}.{kind}"
    if not made.is_file():
        raise RuntimeError(f"LibreOffice maakte geen {kind}: {done.stderr.decode(errors='replace')}")
    return made
