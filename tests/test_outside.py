"""`python -m macros links`: which outside links are alive, asked of a server on this machine and of nobody else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from macros import outside
from macros.__main__ import main
from macros.asking import Answer, Manners, ask, session
from macros.outside import Link

from .support import ROOT, edit, small_copy

# Patient enough for a busy machine, whose server of this test may itself be slow.
QUICK = Manners(pause=0, patience=2, retries=1, hosts=4, seconds=10)


class Pages(BaseHTTPRequestHandler):
    """A site whose pages answer by their names: /404, /403, /nohead, /moved, /round, /slow, /shaky …"""

    asked: list[tuple[str, str, str]]

    def answer(self) -> None:
        name = self.path.strip("/")
        self.asked.append((self.command, name, self.headers["User-Agent"]))
        if name == "slow":
            time.sleep(3)
        code = {"slow": 200, "nohead": 405 if self.command == "HEAD" else 200, "moved": 302, "gone": 302, "round": 302}
        first = sum(asked == name for _, asked, _ in self.asked) == 1
        status = int(name) if name.isdigit() else 503 if name == "shaky" and first else code.get(name, 200)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", {"moved": "/new", "gone": "/", "round": "/round"}[name])
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    Pages.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


def asked(url: str) -> Answer:
    with session(QUICK) as asking:
        return ask(asking, url, QUICK, time.monotonic() + 10)


@pytest.mark.parametrize(
    ("page", "answer"),
    [
        ("fine", ("alive", "answers 200 OK")),
        ("nohead", ("alive", "answers 200 OK")),
        ("moved", ("alive", "answers 200 OK")),
        ("shaky", ("alive", "answers 200 OK")),
        ("gone", ("front", "leads to {}/")),
        ("404", ("dead", "answers 404 Not Found")),
        ("410", ("dead", "answers 410 Gone")),
        ("round", ("dead", "leads from page to page without end")),
        ("403", ("refused", "answers 403 Forbidden")),
        ("429", ("refused", "answers 429 Too Many Requests")),
        ("500", ("silent", "answers 500 Internal Server Error")),
        ("slow", ("silent", "does not answer in time")),
    ],
)
def test_a_page_is_judged_by_its_answer(server: str, page: str, answer: Answer) -> None:
    state, said = answer
    assert asked(f"{server}/{page}") == (state, said.format(server))


def test_a_host_that_does_not_exist_is_dead(server: str) -> None:
    # `.invalid` is nobody's by RFC 2606; whether this machine can find that out is another matter.
    state, said = asked("http://nowhere.invalid/")
    assert (state, said) in (("dead", "there is no host of that name"), ("silent", "the connection fails"))


def link(url: str, archived: str | None = None, line: int = 1) -> Link:
    return Link("key", url, archived, "data/sources.yml", line)


def test_a_dead_page_is_saved_by_its_archived_copy(server: str) -> None:
    saved, lost = link(f"{server}/404", f"{server}/copy"), link(f"{server}/410", f"{server}/404")
    answers = outside.ask_all([saved, lost], {}, QUICK)
    assert answers[saved] == ("archived", "answers 404 Not Found")
    assert answers[lost] == ("dead", "answers 410 Gone, and its archived copy answers 404 Not Found")
    assert [str(fault) for fault in outside.faults(answers)] == [
        f"data/sources.yml:1: url: {server}/410 answers 410 Gone, and its archived copy answers 404 Not Found; "
        "give its archived copy as archived_url, or cite another page"
    ]


def test_a_host_on_the_list_is_not_asked(server: str) -> None:
    only = link(f"{server}/404")
    answers = outside.ask_all([only], {only.host: "a challenge"}, QUICK)
    assert answers == {only: ("listed", "a challenge")}
    assert Pages.asked == []


def test_one_host_is_asked_one_page_after_the_other_by_name(server: str) -> None:
    started = time.monotonic()
    manners = Manners(pause=0.1, patience=1, site="https://me.example.org/")
    outside.ask_all([link(f"{server}/{number}") for number in "abc"], {}, manners)
    assert time.monotonic() - started >= 0.2
    assert Pages.asked == [("HEAD", name, "SpaceDiplomacyAtlas-links/1 (+https://me.example.org/)") for name in "abc"]


def test_when_the_time_is_up_the_rest_is_told_as_not_asked(server: str) -> None:
    answers = outside.ask_all([link(f"{server}/a")], {}, Manners(seconds=-1))
    assert set(answers.values()) == {("unasked", "")}
    assert "| 1 | Not asked: the time was up |" in outside.told(answers)


def test_the_summary_counts_and_names_and_holds_no_markup() -> None:
    answers: dict[Link, Answer] = {
        link("https://a.example.org/*x*<b>", line=7): ("dead", "answers 404 <i>"),
        link("https://b.example.org/"): ("alive", "answers 200 OK"),
    }
    said = outside.told(answers)
    assert said.startswith(
        "## 2 outside links\n\n| links | |\n|---:|---|\n| 1 | Dead, and no archived copy answers |\n"
    )
    assert "- `data/sources.yml:7` https&#58;//a.example.org/&#42;x&#42;&#60;b&#62; answers 404 &#60;i&#62;\n" in said
    assert "b.example.org" not in said


def test_the_command_fails_for_the_dead_only(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = small_copy(tmp_path)
    sources = root / "data" / "sources.yml"
    pages = iter(["403", "fine", "500", "moved"] + ["fine"] * 50)
    lines = [
        f"    url: {server}/{next(pages)}" if line.startswith("    url: ") else line
        for line in sources.read_text(encoding="utf-8").splitlines()
    ]
    sources.write_text("\n".join(lines) + "\n", encoding="utf-8")
    edit(root, "partners/bra.yml", "https://decrees.example.org", server)
    monkeypatch.setattr("macros.asking.Manners", partial(Manners, pause=0, patience=0.4, retries=0))
    run = CliRunner().invoke(main, ["links", "--root", str(root)])
    assert run.exit_code == 0, run.output
    assert "### Refused to a program" in run.stdout
    edit(root, "sources.yml", f"{server}/403", f"{server}/404")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    run = CliRunner().invoke(main, ["links", "--root", str(root)])
    assert run.exit_code == 1
    assert "answers 404 Not Found; give its archived copy as archived_url" in run.stderr
    assert "::error file=data/sources.yml,line=" in run.stderr
    assert run.stdout.startswith("## ")
    for file in ("sources.yml", "partners/bra.yml"):
        path = root / "data" / file
        path.write_text(path.read_text(encoding="utf-8").replace(server, "http://127.0.0.1:9"), encoding="utf-8")
    edit(root, "sources.yml", "http://127.0.0.1:9/404", "https://listed.example.org/")
    (root / "tools").mkdir(exist_ok=True)
    (root / "tools" / "unasked.yml").write_text("- host: listed.example.org\n  why: A challenge.\n", encoding="utf-8")
    run = CliRunner().invoke(main, ["links", "--root", str(root)])
    assert "is this machine online?" in run.output


def test_every_host_on_the_list_has_its_reason() -> None:
    listed = yaml.safe_load((ROOT / outside.UNASKED).read_text(encoding="utf-8"))
    hosts = [entry["host"] for entry in listed]
    assert hosts == sorted(set(hosts))
    for entry in listed:
        assert set(entry) == {"host", "why", "seen"}
        assert entry["why"].endswith(".")
