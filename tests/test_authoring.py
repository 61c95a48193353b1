"""`python -m macros new`: a record in its file that passes, or nothing at all and the reason."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from macros.__main__ import main
from macros.authoring import cite_more, identifier, kind_named
from macros.fixing import texts

from .support import edit, small_copy, sound

AGREEMENT = {
    "partners": "VEN", "title": "Agreement on a satellite: VRSS-2", "kind": "company-contract", "signed": "2014-10-05",
    "date-type": "signed", "topics": "satellite-manufacture", "status": "completed", "status-as-of": "2017",
    "summary": "A satellite was ordered.", "sources": "daily", "confidence": "reported",
}  # fmt: skip
EVERY_KIND: list[tuple[str, dict[str, str]]] = [
    (
        "activity",
        {
            "partners": "BRA",
            "title": "Talks",
            "kind": "dialogue",
            "topics": "framework",
            "status": "completed",
            "status-as-of": "2024",
            "summary": "They talked.",
            "sources": "daily",
            "confidence": "reported",
            "date": "2024-05",
        },
    ),
    (
        "membership",
        {
            "body": "ilrs",
            "member": "BRA",
            "level": "state",
            "joined": "2025",
            "sources": "daily",
            "confidence": "reported",
        },
    ),
    (
        "body",
        {
            "id": "new-body",
            "name": "A new body",
            "short": "Body",
            "kind": "treaty",
            "opened": "1999",
            "summary": "It is.",
            "sources": "daily",
            "as-of": "2026",
        },
    ),
    (
        "country",
        {
            "iso3": "PER",
            "name": "Peru",
            "region": "Americas",
            "sub-region": "South America",
            "latitude": "-9.2",
            "longitude": "-75",
            "sources": "treaty-base",
            "confidence": "confirmed",
        },
    ),
    (
        "organisation",
        {
            "id": "conida",
            "name": "National Commission",
            "short": "CONIDA",
            "kind": "agency",
            "country": "BRA",
            "summary": "An agency.",
            "sources": "daily",
            "confidence": "reported",
        },
    ),
    (
        "ground-station",
        {
            "name": "South station",
            "place": "Sul",
            "country": "BRA",
            "kind": "tracking",
            "operator": "INPE",
            "status": "planned",
            "status-as-of": "2025",
            "summary": "Planned.",
            "sources": "daily",
            "confidence": "reported",
        },
    ),
    (
        "satellite",
        {
            "name": "Sat 2",
            "partners": "VEN",
            "owner": "ABAE",
            "roles": "built",
            "launched": "2012-09-29",
            "kind": "earth-observation",
            "outcome": "success",
            "summary": "It flew.",
            "sources": "daily",
            "confidence": "reported",
        },
    ),
    (
        "technology-sale",
        {
            "buyer": "BRA",
            "fields": "launch",
            "listed-in": "a list",
            "summary": "Bought.",
            "sources": "daily",
            "confidence": "reported",
        },
    ),
    (
        "science-agreement",
        {
            "partner": "VEN",
            "form": "agreement",
            "listed-in": "a list",
            "summary": "Space.",
            "sources": "daily",
            "confidence": "reported",
        },
    ),
    (
        "claim",
        {
            "statement": "It is so.",
            "value": "7",
            "claimant": "ICAS",
            "verdict": "unchecked",
            "sources": "daily",
            "confidence": "reported",
        },
    ),
    (
        "event",
        {
            "title": "A law",
            "date": "2011",
            "kind": "law",
            "actors": "Congress",
            "themes": "law",
            "summary": "A law.",
            "sources": "daily",
            "confidence": "reported",
        },
    ),
    (
        "proposal",
        {
            "title": "More",
            "section": "moon",
            "who": "All",
            "what": "Do more.",
            "status": "done",
            "status-as-of": "2025",
            "sources": "daily",
            "confidence": "reported",
        },
    ),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_copy(tmp_path)


def new(root: Path, kind: str, fields: dict[str, str], *more: str, **changed: str) -> Result:
    given = {**fields, **{name.replace("_", "-"): value for name, value in changed.items()}}
    options = [part for name, value in given.items() for part in (f"--{name}", value)]
    return CliRunner().invoke(main, ["new", kind, "--root", str(root), *options, *more])


def test_an_agreement_with_a_new_partner_makes_the_partners_file(root: Path) -> None:
    run = new(root, "agreement", AGREEMENT)
    assert run.exit_code == 0, run.output
    dataset = sound(root, dt.date.today())
    row = next(row for row in dataset.agreements() if row.id == "ven-2014-agreement-on-a-satellite-vrss-2")
    assert (row.partners, str(row.signed), row.title) == (("VEN",), "2014-10-05", "Agreement on a satellite: VRSS-2")
    assert dataset.place("agreements", row.id).file == "data/partners/ven.yml"


def test_a_new_source_comes_along_in_the_same_file(root: Path) -> None:
    run = new(
        root, "agreement", AGREEMENT, sources="ven-press", source_title="A deal", source_publisher="Agency",
        source_url="https://ven.example.org/", source_kind="official", confidence="confirmed",
    )  # fmt: skip
    assert run.exit_code == 0, run.output
    assert sound(root, dt.date.today()).place("sources", "ven-press").file == "data/partners/ven.yml"


@pytest.mark.parametrize(("kind", "fields"), EVERY_KIND)
def test_every_kind_of_record(root: Path, kind: str, fields: dict[str, str]) -> None:
    before = sum(len(rows) for rows in sound(root, dt.date.today()).rows.values())
    run = new(root, kind, fields)
    assert run.exit_code == 0, run.output
    assert sum(len(rows) for rows in sound(root, dt.date.today()).rows.values()) == before + 1


def unchanged(root: Path, run: Result, *said: str) -> None:
    assert run.exit_code != 0
    for words in said:
        assert words in run.output
    assert "Traceback" not in run.output
    with tempfile.TemporaryDirectory() as fresh:
        assert texts(root) == texts(small_copy(Path(fresh)))


def test_what_would_not_pass_is_not_written(root: Path) -> None:
    run = new(root, "agreement", AGREEMENT, sources="dayly", signed="2014-13-05")
    unchanged(root, run, "Nothing is written", "'2014-13-05' is no date", "no source 'dayly'; did you mean 'daily'?")


def test_an_id_is_not_used_twice(root: Path) -> None:
    run = new(root, "agreement", AGREEMENT, id="bra-1988-protocol")
    unchanged(root, run, "'bra-1988-protocol' is used already, at data/partners/bra.yml:12")


def test_a_double_is_refused_unless_it_is_another(root: Path) -> None:
    same = {
        **AGREEMENT,
        "partners": "RUS",
        "kind": "intergovernmental-memorandum",
        "signed": "2021-03-09",
        "status-as-of": "2022",
    }
    unchanged(
        root, new(root, "agreement", same), "'rus-2021-lunar-station' at data/partners/rus.yml:3 has the same partner"
    )
    run = new(root, "agreement", same, "--another")
    assert run.exit_code == 0, run.output


def test_a_member_is_not_entered_twice(root: Path) -> None:
    fields = {
        "id": "x",
        "body": "ilrs",
        "member": "RUS",
        "level": "state",
        "sources": "daily",
        "confidence": "reported",
    }
    unchanged(root, new(root, "membership", fields), "RUS is in ilrs twice")


def test_a_body_that_is_not_there(root: Path) -> None:
    fields = {"body": "irls", "member": "RUS", "level": "state", "sources": "daily", "confidence": "reported"}
    unchanged(root, new(root, "membership", fields), "data/memberships/irls.yml does not exist")


def test_everything_that_is_missing_is_named_at_once(root: Path) -> None:
    run = new(root, "agreement", {"partners": "VEN", "title": "A title"})
    unchanged(root, run, "--sources", "--confidence", "--kind", "--topics", "--status-as-of", "--summary")


def test_a_source_needs_a_record_that_cites_it(root: Path) -> None:
    fields = {
        "id": "gazette",
        "title": "Gazette",
        "publisher": "G",
        "url": "https://g.example.org/",
        "kind": "official",
    }
    unchanged(root, new(root, "source", fields), "--cited-by is needed")
    unchanged(
        root,
        new(root, "source", fields, "--cited-by", "rus-2021-lunar-statoin"),
        "did you mean 'rus-2021-lunar-station'?",
    )
    run = new(root, "source", fields, "--cited-by", "rus-2021-lunar-station")
    assert run.exit_code == 0, run.output
    row = next(row for row in sound(root, dt.date.today()).agreements() if row.id == "rus-2021-lunar-station")
    assert [citation.source for citation in row.sources] == ["daily", "courier", "gazette"]


def test_comments_of_the_file_stay(root: Path) -> None:
    edit(root, "partners/bra.yml", "agreements:\n", "agreements:\n  # The first of all.\n")
    assert new(root, "agreement", AGREEMENT, partners="BRA").exit_code == 0
    assert "  # The first of all.\n  - id: bra-1988-protocol\n" in texts(root)["partners/bra.yml"]


def test_a_source_joins_a_list_of_citations_with_places() -> None:
    text = "  - id: a\n    sources:\n      - source: one\n        at: p. 1\n      - two\n    note: x\n"
    assert "      - two\n      - three\n    note" in cite_more(text, "a", "three")


def test_ids_are_made_of_whom_when_and_what() -> None:
    kind = kind_named("agreement")
    assert (
        identifier(kind, {"partners": ["BRA"], "signed": "1988-07-06", "title": "Protocol on space"})
        == "bra-1988-protocol-on-space"
    )
    with pytest.raises(KeyError, match="did you mean 'agreement'"):
        kind_named("agrement")


def test_pages_that_are_missing_are_written_once(root: Path) -> None:
    run = CliRunner().invoke(main, ["new", "pages", "--root", str(root)])
    assert run.exit_code == 0, run.output
    assert "docs/countries/brazil.md" in run.output
    (root / "docs/countries/brazil.md").write_text("mine")
    assert CliRunner().invoke(main, ["new", "pages", "--root", str(root)]).output == "0 pages are new.\n"
    assert (root / "docs/countries/brazil.md").read_text() == "mine"


class Person:
    """Somebody at a terminal, who answers by the names of fields; to the same question again, the next answer."""

    def __init__(self, answers: dict[str, list[str]]) -> None:
        self.answers, self.asked = answers, list[str]()

    def prompt(self, label: str, **_: object) -> str:
        field = label.split(" (")[0].removesuffix(", or Enter").replace("_", "-").replace(", ", "-")
        self.asked.append(field)
        left = self.answers.get(field, [])
        assert left or "or Enter" in label, f"no answer to {label!r} after {self.asked}"
        return left.pop(0) if left else ""

    def confirm(self, label: str, **_: object) -> bool:
        self.asked.append(label)
        return True


Answers = dict[str, str | list[str]]


def talk(monkeypatch: pytest.MonkeyPatch, root: Path, of: str, answers: Answers) -> tuple[Result, Person]:
    given = {name: [said] if isinstance(said, str) else list(said) for name, said in answers.items()}
    person = Person(given)
    monkeypatch.setattr("macros.commands.at_terminal", lambda: True)
    monkeypatch.setattr("macros.interview.click.prompt", person.prompt)
    monkeypatch.setattr("macros.interview.click.confirm", person.confirm)
    return CliRunner().invoke(main, ["new", of, "--root", str(root)]), person


@pytest.mark.parametrize(("kind", "fields"), EVERY_KIND)
def test_every_kind_can_be_asked_for(
    root: Path, kind: str, fields: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run, _ = talk(monkeypatch, root, kind, {**fields})
    assert run.exit_code == 0, run.output
    assert "is added" in run.output


def test_a_wrong_answer_is_asked_again_at_once_and_names_become_codes(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: Answers = {**AGREEMENT}
    answers |= {"kind": ["agency memo", "agency-memorandum"], "partners": ["Venezula", "venezuela"]}
    answers |= {"signed": ["2014-13-05", "2014-10"], "signatories-china": "CGWIC; Somebody, Minister"}
    run, person = talk(monkeypatch, root, "agreement", answers)
    assert run.exit_code == 0, run.output
    assert "'agency memo' is not one of the words known here; did you mean 'agency-memorandum'?" in run.output
    assert "'2014-13-05' is no date" in run.output
    assert "organisation ids. A name will do as well.\n" in run.output
    assert person.asked.index("title") < person.asked.index("sources") < person.asked.index("confidence")
    assert "note" not in person.asked  # only where it is disputed
    row = next(row for row in sound(root, dt.date.today()).agreements() if row.partners == ("VEN",))
    assert (row.kind, str(row.signed), row.signatories.china) == (
        "agency-memorandum", "2014-10", ("CGWIC", "Somebody, Minister"),
    )  # fmt: skip


def test_a_new_source_is_described_and_one_with_a_known_address_is_cited(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: Answers = {**AGREEMENT}
    answers |= {
        "sources": "https://courier.example.org/china, https://ven.example.org/, dayly", "publisher": "ABAE",
        "title": [AGREEMENT["title"], "A deal"], "kind": [AGREEMENT["kind"], "official"], "published": "2014-10-06",
        "confidence": "confirmed",
    }  # fmt: skip
    run, person = talk(monkeypatch, root, "agreement", answers)
    assert run.exit_code == 0, run.output
    assert "Did you mean 'daily'?" in person.asked
    dataset = sound(root, dt.date.today())
    row = next(row for row in dataset.agreements() if row.partners == ("VEN",))
    assert [citation.source for citation in row.sources] == ["courier", "abae-2014-a-deal", "daily"]
    assert dataset.sources["abae-2014-a-deal"].url == "https://ven.example.org/"


def test_what_is_wrong_with_the_whole_is_asked_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: Answers = {**AGREEMENT}
    run, _ = talk(monkeypatch, root, "agreement", answers | {"confidence": ["confirmed", "reported"]})
    assert run.exit_code == 0, run.output
    assert "  confidence: 'confirmed' needs an official source or two independent publishers" in run.output
    # The same once more: another id, and a word that it is another one.
    run, person = talk(monkeypatch, root, "agreement", answers | {"id": "ven-2014-second"})
    assert run.exit_code == 0, run.output
    assert "Is yours another one?" in person.asked


def test_who_is_there_already_is_told_at_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, person = talk(monkeypatch, root, "membership", {"body": ["irls", "ilrs"], "member": "Russia"})
    assert "no body 'irls'; did you mean 'ilrs'?" in run.output
    assert "RUS is there already, at data/memberships/ilrs.yml:" in run.output
    assert "level" not in person.asked


def test_a_source_is_asked_for_once_its_record_is_known(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("macros.commands.at_terminal", lambda: True)
    command = ["new", "source", "--root", str(root), "--cited-by"]
    run = CliRunner().invoke(main, [*command, "rus-2021-lunar-statoin"])
    assert run.output == "Error: no record 'rus-2021-lunar-statoin'; did you mean 'rus-2021-lunar-station'?\n"
    person = Person({"title": ["Gazette"], "publisher": ["G"], "url": ["https://g.example.org/"], "kind": ["press"]})
    monkeypatch.setattr("macros.interview.click.prompt", person.prompt)
    run = CliRunner().invoke(main, [*command, "rus-2021-lunar-station"])
    assert run.exit_code == 0, run.output
    assert "accessed" not in person.asked  # it is read today


def test_a_body_needs_a_name_of_its_own(root: Path) -> None:
    run = new(root, "body", {"name": "A treaty"})
    unchanged(root, run, "  --id: ")
