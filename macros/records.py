"""What a record is: the types of everything in data/, their fields and the rules inside one record.

The docstrings and `Field` texts here are the field reference, the JSON Schema and the error messages: one
place for all three. Rules that need other records (does this source exist?) live in `dataset`.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from .dates import PartialDate

# --- small types -----------------------------------------------------------------------------------------

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Annotated[str, Field(pattern=ID, max_length=90, examples=["bra-1988-cbers-protocol"])]
Iso3 = Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["BRA"])]
Party = Annotated[
    str,
    Field(
        pattern=r"^([A-Z]{3}|[a-z0-9]+(-[a-z0-9]+)*)$",
        max_length=90,
        description="A state by its ISO 3166-1 alpha-3 code (`BRA`) or an organisation by its id (`apsco`).",
        examples=["BRA", "apsco"],
    ),
]
Text = Annotated[str, Field(min_length=1, max_length=1200)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Url = Annotated[
    str,
    Field(pattern=r'^https?://[^\s<>"\x27\\^`{|}]+$', max_length=700, examples=["https://www.cnsa.gov.cn/"]),
]

Confidence = Literal["confirmed", "reported", "disputed"]
Level = Literal["intergovernmental", "agency", "institute", "company"]
Form = Literal["agreement", "protocol", "memorandum", "joint-statement", "contract", "programme"]
AgreementKind = Literal[
    "intergovernmental-agreement", "intergovernmental-protocol", "intergovernmental-memorandum",
    "intergovernmental-joint-statement", "intergovernmental-contract", "intergovernmental-programme",
    "agency-agreement", "agency-protocol", "agency-memorandum",
    "agency-joint-statement", "agency-contract", "agency-programme",
    "institute-agreement", "institute-protocol", "institute-memorandum",
    "institute-joint-statement", "institute-contract", "institute-programme",
    "company-agreement", "company-protocol", "company-memorandum",
    "company-joint-statement", "company-contract", "company-programme",
]  # fmt: skip
DateType = Literal["signed", "announced", "in-force", "first-reported"]
Status = Literal["in-force", "completed", "ended", "unclear", "announced"]
Topic = Literal[
    "framework", "earth-observation", "telecommunications", "navigation", "meteorology", "moon",
    "deep-space", "human-spaceflight", "space-science", "ground-segment", "launch", "satellite-manufacture",
    "data-sharing", "training", "space-law", "space-debris", "remote-sensing-applications", "technology",
    "security", "finance",
]  # fmt: skip
Region = Literal["Africa", "Americas", "Asia", "Europe", "Oceania"]
Income = Literal["high", "upper-middle", "lower-middle", "low"]


def _cited(value: object) -> object:
    """A source key alone is a whole citation: `- xinhua-2023` means `- {source: xinhua-2023}`."""
    return {"source": value} if isinstance(value, str) else value


class Model(BaseModel):
    """The common ground: values do not change, and a field nobody knows is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
    kind_name: ClassVar[str] = ""


class Citation(Model):
    """Where a statement was read: a source, and the place in it where that helps."""

    source: Slug
    """Key of a source, from this file's own `sources:` or from data/sources.yml."""
    at: Line | None = None
    """Page, article, paragraph or heading inside the source."""


Citations = tuple[Annotated[Citation, BeforeValidator(_cited, json_schema_input_type=Slug | Citation)], ...]


class Record(Model):
    """What every record has."""

    kind_name: ClassVar[str] = "record"

    id: Slug
    """Permanent name in kebab-case. Never changed and never used again for something else."""
    sources: Citations = Field(min_length=1)
    """Keys of the sources that state this, the best one first."""
    confidence: Confidence
    """`confirmed`: an official source or two independent ones. `reported`: one source, or only reprints.
    `disputed`: sources conflict, and `note` says how."""
    note: Text | None = None
    """What a reader should know: what is disputed, missing or uncertain. Required where disputed."""
    added: PartialDate
    """The day the record entered the atlas."""
    updated: PartialDate
    """The day it was last changed."""
    withdrawn: Text | None = None
    """Why the record no longer stands. Records are never deleted."""
    replaced_by: Slug | None = None
    """The record to read in place of a withdrawn one."""

    @model_validator(mode="after")
    def _record_rules(self) -> Self:
        if self.confidence == "disputed" and not self.note:
            raise fault("note", "a disputed record needs a note that says who says what")
        for name in ("added", "updated"):
            if getattr(self, name).precision != "day":
                raise fault(name, "needs the full day; write YYYY-MM-DD")
        in_order(self, "added", "updated")
        if self.replaced_by and not self.withdrawn:
            raise fault("withdrawn", "a replaced record says why it was withdrawn")
        return self


def fault(field: str, message: str) -> PydanticCustomError:
    """A rule broken between fields, named by the field to mend."""
    return PydanticCustomError("rule", "{message}", {"message": message, "field": field})


def in_order(record: Model, earlier: str, later: str) -> None:
    """Refuse an end that certainly lies before its start; partial dates get the benefit of the doubt."""
    start, end = getattr(record, earlier), getattr(record, later)
    if start and end and end.last < start.first:
        raise fault(later, f"{end} lies before {earlier} ({start})")


# --- instruments and what was done ------------------------------------------------------------------------


class Signatories(Model):
    """Who signed or issued the text, by name. "The Chinese side" is no party."""

    china: tuple[Line, ...] = ()
    """Bodies or persons that signed for China, e.g. `CNSA`, `Government of China`."""
    partner: tuple[Line, ...] = ()
    """Bodies or persons that signed on the other side or sides."""

    @model_validator(mode="after")
    def _names(self) -> Self:
        for side in ("china", "partner"):
            for name in getattr(self, side):
                if name.lower().endswith(" side"):
                    raise fault(side, f"'{name}' is no party; name the body that signed, or leave the list empty")
        return self


class Agreement(Record):
    """An instrument: a text that named parties signed or issued together. One instrument is one record,
    however many countries joined it. Joint missions, grants, launches and talks are activities."""

    kind_name: ClassVar[str] = "agreement"

    title: Line
    """What the instrument is called, in English; the official title where it is known."""
    partners: tuple[Party, ...] = ()
    """Who is party beside China: ISO alpha-3 codes or organisation ids. Left out, it is the file's own partner."""
    kind: AgreementKind
    """Who signed, and what: `agency-memorandum`, `intergovernmental-agreement`, `company-contract` …
    A university's or a company's text is never the state's."""
    signatories: Signatories = Signatories()
    """The bodies that signed, on each side."""
    signed: PartialDate | None = None
    """The date of the instrument, as exact as a source gives it: YYYY-MM-DD, YYYY-MM or YYYY. Omit if unknown."""
    date_type: DateType | None = None
    """What `signed` is: the day it was `signed`, `announced`, `in-force`, or `first-reported`. Only `signed`
    dates are drawn on timelines."""
    date_source: Slug | None = None
    """The source of the date, where it is not the first of `sources`."""
    topics: tuple[Topic, ...] = Field(min_length=1)
    """What it is about."""
    missions: tuple[Line, ...] = ()
    """Missions, satellites or stations named in it."""
    status: Status
    """`in-force` only with a dated source that shows it alive; else `unclear`."""
    status_as_of: PartialDate
    """When the status was last known to be so (the date of that evidence)."""
    ended: PartialDate | None = None
    """When it ended or was completed."""
    ended_why: Text | None = None
    """Why it ended. Required with status `ended`."""
    follows: tuple[Slug, ...] = ()
    """Ids of the records that this one continues, renews or replaces."""
    part_of: tuple[Slug, ...] = ()
    """Ids of the frame agreements or programmes it belongs to."""
    summary: Line
    """One neutral sentence: what the instrument provides."""

    @property
    def level(self) -> str:
        """Who signed: intergovernmental, agency, institute or company."""
        return self.kind.split("-", 1)[0]

    @property
    def form(self) -> str:
        """What was signed: agreement, protocol, memorandum, joint-statement, contract or programme."""
        return self.kind.split("-", 1)[1]

    @model_validator(mode="after")
    def _rules(self) -> Self:
        if self.signed and not self.date_type:
            raise fault("date_type", "a date needs its type: signed, announced, in-force or first-reported")
        if self.date_type and not self.signed:
            raise fault("signed", "a date type needs its date")
        if self.status == "ended" and not self.ended_why:
            raise fault("ended_why", "an ended instrument says why it ended")
        in_order(self, "signed", "ended")
        in_order(self, "signed", "status_as_of")
        return self


class Activity(Record):
    """What was done together without being an instrument: a mission, a payload, a launch, a grant, a handover,
    a dialogue, a training programme. Never counted as an agreement."""

    kind_name: ClassVar[str] = "activity"

    title: Line
    """What happened, in English."""
    partners: tuple[Party, ...] = ()
    """Who took part beside China. Left out, it is the file's own partner."""
    kind: Literal[
        "mission", "payload", "launch", "satellite", "ground-station", "data-sharing", "grant", "handover",
        "dialogue", "forum", "training", "selection", "experiment", "negotiation", "refusal", "withdrawal",
        "sale", "other",
    ]  # fmt: skip
    """What sort of thing it was."""
    date: PartialDate | None = None
    """When it happened or began, as exact as a source gives it."""
    ended: PartialDate | None = None
    """When it ended."""
    ended_why: Text | None = None
    """Why it ended, where it was broken off."""
    topics: tuple[Topic, ...] = Field(min_length=1)
    """What it was about."""
    missions: tuple[Line, ...] = ()
    """Missions, satellites or stations concerned."""
    status: Literal["planned", "under-way", "completed", "ended", "unclear"]
    """How it stands."""
    status_as_of: PartialDate
    """When that was last known to be so."""
    follows: tuple[Slug, ...] = ()
    """Ids of the records that this one continues."""
    part_of: tuple[Slug, ...] = ()
    """Ids of the instruments or programmes under which it was done."""
    summary: Line
    """One neutral sentence: what was done."""

    @model_validator(mode="after")
    def _rules(self) -> Self:
        in_order(self, "date", "ended")
        return self


# --- memberships ------------------------------------------------------------------------------------------


class Body(Model):
    """What one membership file is about: a treaty, an organisation, a set of principles, a programme."""

    kind_name: ClassVar[str] = "body"

    id: Slug
    """Name of the body; the file is named after it."""
    name: Line
    """Its full name in English."""
    short: Line
    """The name that fits a table heading."""
    kind: Literal["treaty", "organisation", "principles", "programme", "committee"]
    """What sort of thing it is."""
    opened: PartialDate
    """When it was opened for signature, founded or announced."""
    summary: Text
    """One or two neutral sentences: what it is, and who runs or keeps it."""
    sources: Citations = Field(min_length=1)
    """Keys of the sources for the body itself."""
    note: Text | None = None
    """What a reader of the list should know, including what is missing from it."""
    as_of: PartialDate
    """The day up to which the list was checked."""


class Membership(Record):
    """One member of one body. A state, an agency and a university that sign are three memberships."""

    kind_name: ClassVar[str] = "membership"

    body: Slug
    """The body: filled in from the file, never written in a row."""
    member: Party
    """Who is in: an ISO alpha-3 code or an organisation's id."""
    level: Literal["state", "agency", "institute", "company", "organisation"]
    """Who bound itself: the state, one of its agencies, an institute or university, a company, or an
    international organisation."""
    how: Literal["signature", "ratification", "accession", "succession", "founding", "admission"] | None = None
    """How it became a member or party."""
    signed: PartialDate | None = None
    """When it signed, where signing and joining are two steps (treaties)."""
    joined: PartialDate | None = None
    """When it became a member or party. Omit if it has only signed, or if no source gives a date."""
    left: PartialDate | None = None
    """When it left."""
    left_why: Text | None = None
    """Why it left."""
    signer: Line | None = None
    """Who signed, by name and office."""
    instrument: Slug | None = None
    """Id of the agreement by which it joined."""

    @model_validator(mode="after")
    def _rules(self) -> Self:
        in_order(self, "signed", "joined")
        in_order(self, "joined", "left")
        if self.left and not self.left_why:
            raise fault("left_why", "a departure says why, or that no reason was given")
        return self


# --- ground and space segment -------------------------------------------------------------------------------


class GroundStation(Record):
    """A place on the ground from which China tracks, commands or receives, or which it built for a partner."""

    kind_name: ClassVar[str] = "ground-station"

    name: Line
    """Name of the station."""
    place: Line
    """Town or region."""
    country: Iso3
    """Where it stands, as ISO alpha-3 code."""
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    """Degrees north. Only from a source; a station without one is listed, not guessed on to the map."""
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    """Degrees east."""
    position_source: Slug | None = None
    """The source of the coordinates. Required with them."""
    kind: Literal[
        "deep-space", "tracking", "data-reception", "satellite-control", "observatory", "gateway", "launch-site"
    ]
    """What it does. `tracking` is telemetry, tracking and command (TT&C)."""
    operator: Line
    """Who runs it."""
    owner: Line | None = None
    """Who owns it, where that differs or is known."""
    opened: PartialDate | None = None
    """When it began to work."""
    closed: PartialDate | None = None
    """When China's use of it ended."""
    status: Literal["operating", "closed", "planned", "under-construction", "unclear"]
    """How it stands."""
    status_as_of: PartialDate
    """When that was last known to be so."""
    access: Text | None = None
    """On what terms China uses it."""
    agreements: tuple[Slug, ...] = ()
    """Ids of the instruments it rests on."""
    summary: Line
    """One neutral sentence."""

    @model_validator(mode="after")
    def _rules(self) -> Self:
        given = [name for name in ("latitude", "longitude", "position_source") if getattr(self, name) is not None]
        if given and len(given) < 3:
            missing = next(n for n in ("latitude", "longitude", "position_source") if n not in given)
            raise fault(missing, "latitude, longitude and position_source go together")
        if self.status == "closed" and not (self.closed or self.note):
            raise fault("closed", "a closed station says when, or its note says why that is unknown")
        in_order(self, "opened", "closed")
        return self


class Satellite(Record):
    """A satellite or payload that China built, launched or shared for or with a partner."""

    kind_name: ClassVar[str] = "satellite"

    name: Line
    """Its usual name."""
    other_names: tuple[Line, ...] = ()
    """Other names it goes by."""
    partners: tuple[Party, ...] = Field(min_length=1)
    """For or with whom: ISO alpha-3 codes or organisation ids."""
    owner: Line
    """Who owns or operates it."""
    roles: tuple[Literal["built", "launched", "joint", "payload"], ...] = Field(min_length=1)
    """What China did: built it, launched it, built it jointly, or carried the partner's payload."""
    launched: PartialDate | None = None
    """Launch date (UTC where the source says so). Omit if it has not flown."""
    vehicle: Line | None = None
    """Launch vehicle."""
    kind: Literal[
        "communications", "earth-observation", "navigation", "meteorology", "science", "technology", "lunar", "other"
    ]
    """What it is for."""
    outcome: Literal["success", "partial-failure", "failure", "planned", "cancelled", "unclear"]
    """How it went."""
    agreements: tuple[Slug, ...] = ()
    """Ids of the instruments it rests on."""
    summary: Line
    """One neutral sentence."""

    @model_validator(mode="after")
    def _rules(self) -> Self:
        if self.outcome in ("planned", "cancelled") and self.launched:
            raise fault("launched", f"a {self.outcome} satellite has no launch date")
        if self.outcome in ("success", "partial-failure", "failure") and not self.launched:
            raise fault("launched", "a satellite that flew has a launch date (a year will do)")
        return self


class TechnologySale(Record):
    """A state that a published list names as buyer of Chinese space technology or services."""

    kind_name: ClassVar[str] = "technology-sale"

    buyer: Party
    """Who buys."""
    fields: tuple[Topic, ...] = Field(min_length=1)
    """What was sold."""
    first: PartialDate | None = None
    """Start of the period."""
    last: PartialDate | None = None
    """End of the period."""
    listed_in: Line
    """The list it comes from, e.g. `USCC 2019 annual report`, or `the atlas's own records`."""
    summary: Line
    """One neutral sentence: what was bought."""


class ScienceAgreement(Record):
    """A science and technology agreement (STA) with China that names space among its subjects, or a published
    study's statement about such agreements."""

    kind_name: ClassVar[str] = "science-agreement"

    partner: Party
    """With whom."""
    signed: PartialDate | None = None
    """When."""
    ended: PartialDate | None = None
    """When it lapsed or ended."""
    form: Line
    """What it is called: agreement, protocol, renewal …"""
    listed_in: Line
    """The list or study it comes from, or `the atlas's own records`."""
    agreements: tuple[Slug, ...] = ()
    """Ids of the instruments in data/partners/ it rests on."""
    summary: Line
    """One neutral sentence: what it says on space."""

    @model_validator(mode="after")
    def _rules(self) -> Self:
        in_order(self, "signed", "ended")
        return self


# --- what has been said and what happened ---------------------------------------------------------------------

SECTIONS = {
    "takeaways": "Key takeaways",
    "network": "A hub and its spokes",
    "partnerships": "Partnerships and agreements",
    "moon": "The lunar station",
    "counting": "How many agreements?",
    "resilience": "What breaks, what holds",
    "table": "A seat at the table",
    "treaties": "Accords and treaties",
    "attention": "Watching from Washington",
    "spearhead": "Who leads for the United States",
    "us-china": "The United States and China",
    "wolf": "The Wolf Amendment",
}
Section = Literal[
    "takeaways", "network", "partnerships", "moon", "counting", "resilience", "table", "treaties",
    "attention", "spearhead", "us-china", "wolf",
]  # fmt: skip


class Newest(Model):
    """The newest value known for what a claim states."""

    value: int | float | Line
    """The value: a number where it is one."""
    as_of: PartialDate
    """The day for which it holds."""
    sources: Citations = Field(min_length=1)
    """Where it was read."""


class Claim(Record):
    """Something the analysis or an official has stated, and how it stands today."""

    kind_name: ClassVar[str] = "claim"

    statement: Text
    """What is stated, in our own words."""
    value: int | float | Line | None = None
    """The figure or fact stated, if there is one."""
    unit: Line | None = None
    """What the value counts, e.g. `agreements and memoranda`."""
    as_of: PartialDate | None = None
    """The day for which it was stated."""
    claimant: Line
    """Who states it: `ICAS analysis`, `CNSA`, `USCC` …"""
    section: Section | None = None
    """The section of the analysis it comes from; none for a claim that is not the analysis's."""
    series: Slug | None = None
    """Name shared by claims that state the same quantity on different days, e.g. `cnsa-agreements`."""
    verdict: Literal["supported", "refined", "contradicted", "outdated", "unchecked"]
    """How it stands: `supported` by sources; `refined`, right but imprecise; `contradicted`; `outdated`,
    right then and overtaken since; `unchecked`, no source found."""
    finding: Text | None = None
    """What the check found, in a sentence or two."""
    newest: Newest | None = None
    """The newest value, where there is one."""
    measure: Line | None = None
    """The question of the dataset that recomputes it, e.g. `members(body=artemis-accords, on=2024-02-15)`."""

    @model_validator(mode="after")
    def _rules(self) -> Self:
        if self.verdict in ("contradicted", "refined", "outdated") and not self.finding:
            raise fault("finding", f"a {self.verdict} claim says what the check found")
        if self.verdict == "outdated" and not (self.newest or self.finding):
            raise fault("newest", "an outdated claim gives the newer value")
        return self


class Event(Record):
    """A dated event that is not an instrument: a hearing, a report, a law, a launch, a withdrawal."""

    kind_name: ClassVar[str] = "event"

    title: Line
    """What happened."""
    date: PartialDate
    """When."""
    kind: Literal[
        "hearing", "report", "law", "page", "launch", "withdrawal", "statement", "meeting", "summit",
        "founding", "proposal", "incident", "decision", "speech", "other",
    ]  # fmt: skip
    """What sort of event."""
    actors: tuple[Line, ...] = Field(min_length=1)
    """Who acted, by name."""
    partners: tuple[Party, ...] = ()
    """States and organisations concerned, so that it shows on their profiles."""
    themes: tuple[
        Literal[
            "us-attention",
            "us-china",
            "us-institutions",
            "ilrs",
            "artemis-accords",
            "resilience",
            "law",
            "debris",
            "china-policy",
        ],
        ...,
    ] = Field(min_length=1)
    """The pages and charts it belongs to."""
    summary: Line
    """One neutral sentence."""


class Development(Model):
    """One thing that has happened since a proposal was made."""

    date: PartialDate
    """When."""
    what: Line
    """What happened, in one neutral sentence."""
    sources: Citations = Field(min_length=1)
    """Where it was read."""


class Proposal(Record):
    """What the analysis recommends, and what has happened since."""

    kind_name: ClassVar[str] = "proposal"

    title: Line
    """The recommendation in a few words."""
    section: Section
    """The section of the analysis it comes from."""
    who: tuple[Line, ...] = Field(min_length=1)
    """Who should act."""
    what: Text
    """What should be done, in our words."""
    status: Literal["no-step-known", "steps-taken", "done", "reversed", "overtaken"]
    """How it stands."""
    status_as_of: PartialDate
    """The day up to which that was checked."""
    developments: tuple[Development, ...] = ()
    """What has happened since, oldest first."""


# --- reference ------------------------------------------------------------------------------------------------


class Source(Model):
    """A page, document or article in which something was read."""

    kind_name: ClassVar[str] = "source"

    id: Slug
    """Key by which records cite it; unique across the whole of data/."""
    title: Line
    """Title as published; a translation where the original is not in English."""
    publisher: Line
    """Who published it: the agency, ministry, newspaper or journal itself."""
    url: Url | None = None
    """Where it is, http or https. Omit for a printed work."""
    archived_url: Url | None = None
    """An archived copy."""
    published: PartialDate | None = None
    """When it was published."""
    accessed: PartialDate
    """When it was read."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] = "en"
    """ISO 639 code of its language."""
    kind: Literal["official", "treaty", "academic", "think-tank", "press", "encyclopedia"]
    """What sort of source it is."""
    author: Line | None = None
    """Who wrote it."""
    copy_of: Line | None = None
    """Where only a reprint or mirror could be read: the name of the original publisher."""


class Country(Record):
    """A state or territory: the names and classes under which it is found."""

    kind_name: ClassVar[str] = "country"

    iso3: Iso3
    """ISO 3166-1 alpha-3 code."""
    name: Line
    """Usual English name."""
    official_name: Line | None = None
    """Formal English name."""
    variants: tuple[Line, ...] = ()
    """Other names and abbreviations that people search for."""
    region: Region
    """UN M49 region."""
    sub_region: Line
    """UN M49 sub-region (intermediate region where M49 has one)."""
    income_group: Income | None = None
    """World Bank income group; none where unclassified."""
    income_year: Annotated[str, Field(pattern=r"^FY\d{4}$")] | None = None
    """World Bank fiscal year of that classification."""
    latitude: Annotated[float, Field(ge=-90, le=90)]
    """Label point, degrees north: where its dot stands on a map. No boundary is implied."""
    longitude: Annotated[float, Field(ge=-180, le=180)]
    """Label point, degrees east."""
    territory_of: Iso3 | None = None
    """For a territory that is no UN member state: the state that administers it."""


class Organisation(Record):
    """A body that is party to something: an international organisation, an agency, a university, a company."""

    kind_name: ClassVar[str] = "organisation"

    name: Line
    """Full name in English."""
    short: Line
    """Usual short name."""
    kind: Literal["intergovernmental", "regional", "agency", "institute", "university", "company", "other"]
    """What sort of body."""
    country: Iso3 | None = None
    """Its state, for a national body."""
    variants: tuple[Line, ...] = ()
    """Other names that people search for."""
    summary: Line
    """One neutral sentence: what it is."""
