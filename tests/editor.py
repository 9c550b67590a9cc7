"""An editor in small: speaks to the language server that VS Code uses for YAML (JSON-RPC over stdio).

`make editor` puts the server in `.editor`; without it, or without node, there is no server and tests skip.
"""

import json
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

SERVER: Final = (
    Path(__file__).parents[1] / ".editor/node_modules/yaml-language-server/bin/yaml-language-server"
)


def is_installed() -> bool:
    """Whether there is a server to speak to."""
    return SERVER.is_file() and shutil.which("node") is not None


class Editor:
    """Opens files as an editor does, without settings: only the line in the file points to a schema."""

    def __init__(self) -> None:
        command = ["node", str(SERVER), "--stdio"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0
        self.complaints: dict[str, list[dict[str, Any]]] = {}
        capabilities = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}, "workspace": {}}
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.tell("initialized", {})
        yaml = {"validate": True, "hover": True, "completion": True, "schemaStore": {"enable": False}}
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": yaml}})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.communicate()

    def tell(self, method: str, parameters: object) -> None:
        """A notification."""
        self._send({"method": method, "params": parameters})

    def ask(self, method: str, parameters: object) -> Any:
        """A request, and its answer; what the server says in between is kept, what it asks gets nothing."""
        self.number += 1
        self._send({"id": self.number, "method": method, "params": parameters})
        while True:
            said = self._receive()
            if said.get("id") == self.number and "method" not in said:
                return said.get("result")

    def opened(self, path: Path, text: str | None = None) -> list[dict[str, Any]]:
        """What the editor underlines in a file."""
        uri = path.resolve().as_uri()
        assert uri not in self.complaints, "the server keeps what it read of a file: give each text a name"
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text or path.read_text("utf-8")}
        self.tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self.complaints:
            self._receive()
        return self.complaints[uri]

    def completed(self, path: Path, line: int, column: int) -> dict[str, dict[str, Any]]:
        """What the editor offers at a place (from 0), by label."""
        found = self.ask("textDocument/completion", _at(path, line, column))
        return {item["label"]: item for item in (found["items"] if isinstance(found, dict) else found or ())}

    def hovered(self, path: Path, line: int, column: int) -> str:
        """What the editor shows above a place (from 0)."""
        found = self.ask("textDocument/hover", _at(path, line, column))
        return "" if found is None else str(found["contents"]["value"])

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline().strip()) or not length:
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        said: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if said.get("method") == "textDocument/publishDiagnostics":
            self.complaints[said["params"]["uri"]] = said["params"]["diagnostics"]
        elif "id" in said and "method" in said:
            asked = said["params"].get("items", ()) if said["method"] == "workspace/configuration" else ()
            self._send({"id": said["id"], "result": [None for _ in asked] or None})
        return said


def _at(path: Path, line: int, column: int) -> dict[str, Any]:
    place = {"line": line, "character": column}
    return {"textDocument": {"uri": path.resolve().as_uri()}, "position": place}
