"""Pages of other people for the tests: another origin on loopback that serves what a test gives it."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path


class Host:
    """`with Host() as host:` serves `host.files`, path to (type, content), with `host.headers`, at `host.address`."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[str, str]] = {}
        self.headers: Mapping[str, str] = {}

    def __enter__(self) -> Host:
        host = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

            def do_GET(self) -> None:
                kind, content = host.files.get(self.path.split("?")[0], ("text/plain", ""))
                self.send_response(200)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                for name, value in host.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with suppress(BrokenPipeError, ConnectionResetError):
                    self.wfile.write(content.encode())

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        # A browser takes localhost and 127.0.0.1 for two sites.
        self.address = f"http://localhost:{self._server.server_address[1]}/"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def live_snippet(site: Path, server: str, chart: str) -> str:
    """The live snippet as the site gives it away, with the test server in the place of the site's address."""
    answer = json.loads((site / "charts" / chart / "oembed.json").read_text(encoding="utf-8"))
    snippet: str = answer["html"]
    return snippet.replace(answer["provider_url"], server)


def frozen_snippet(site: Path, chart: str) -> str:
    """The frozen snippet as the site gives it away."""
    return (site / "charts" / chart / "frozen.txt").read_text(encoding="utf-8").strip()
