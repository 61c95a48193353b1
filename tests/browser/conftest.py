"""One browser for all tests of a worker, and the site on a server like the real one: gzip, and a base path."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from macros import browser

PREFIX = "/base/"
PACKED = (".html", ".js", ".css", ".json", ".svg", ".xml", ".csv", ".txt")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Everything in this folder needs the site and a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.site)


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    """A browser; without one the tests are skipped, loudly, and fail where CI says so."""
    path = browser.find()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("CI runs the tests in a browser, and none was found")
        pytest.skip(browser.WITHOUT)
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=str(path), args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@lru_cache(maxsize=2048)
def _packed(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 6)


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The site under a base path on loopback; gives its address, with a slash at the end."""
    with serve(site) as address:
        yield address + PREFIX


class serve:  # noqa: N801 (used like a function)
    """`with serve(folder) as address:` serves a folder under /base/, gzipped as a real host does."""

    def __init__(self, folder: Path, prefix: str = PREFIX) -> None:
        self._folder, self._prefix = folder.resolve(), prefix

    def __enter__(self) -> str:
        folder, prefix = self._folder, self._prefix

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

            def do_GET(self) -> None:
                asked = self.path.split("?")[0]
                path = (folder / asked.removeprefix(prefix)).resolve()
                if path.is_dir():
                    path /= "index.html"
                if not asked.startswith(prefix) or folder not in path.parents or not path.is_file():
                    path, status = folder / "404.html", 404
                else:
                    status = 200
                body = path.read_bytes() if path.is_file() else b""
                self.send_response(status)
                self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
                if path.suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", ""):
                    body = _packed(path, path.stat().st_mtime_ns)
                    self.send_header("Content-Encoding", "gzip")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with suppress(BrokenPipeError, ConnectionResetError):
                    self.wfile.write(body)

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
