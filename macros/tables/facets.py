"""The filters of the tables: by whom, where, in which camp, of what kind, about what, when, and how sure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import records as r
from ..dataset import date_of, parties
from ..links import View
from ..standing import camp
from .spec import Facet
from .words import label

LANGUAGES = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "kk": "Kazakh", "km": "Khmer", "ko": "Korean", "ky": "Kyrgyz",
    "lo": "Lao", "mn": "Mongolian", "ms": "Malay", "my": "Burmese", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sl": "Slovenian", "sr": "Serbian",
    "sv": "Swedish", "tg": "Tajik", "th": "Thai", "tk": "Turkmen", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def _field(name: str, heading: str, *, newest_first: bool = False, key: str = "") -> Facet:
    """A filter by a field of the record itself, whether it holds one value or several."""

    def values(view: View, row: Any) -> tuple[str, ...]:
        value = getattr(row, name)
        return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),) if value else ()

    return Facet(key or name, heading, values, newest_first=newest_first)


def _party_name(view: View, party: str) -> str:
    return view.dataset.party_name(party)


def _of_parties(question: Callable[[View, str], str]) -> Callable[[View, Any], tuple[str, ...]]:
    return lambda view, row: tuple(dict.fromkeys(filter(None, (question(view, party) for party in parties(row)))))


def _decade(view: View, row: Any) -> tuple[str, ...]:
    date = date_of(row)
    return (f"{date.year // 10 * 10}s",) if date else ()


def _as_written(view: View, value: str) -> str:
    return value


def language(code: str) -> str:
    """The English name of an ISO 639 code; the code itself where it is a rare one."""
    return LANGUAGES.get(code, code)


PARTNER = Facet(
    "partner",
    "Partner",
    _of_parties(lambda view, party: view.dataset.state_of(party) or party),
    _party_name,
)
REGION = Facet("region", "Region", _of_parties(lambda view, party: view.dataset.region(party)))
CAMP = Facet("camp", "Lunar camp", _of_parties(lambda view, party: camp(view.dataset, party)))
DECADE = Facet("decade", "Decade", _decade, newest_first=True)
TOPIC = _field("topics", "Topic", key="topic")
SOLD = _field("fields", "What was sold", key="topic")
KIND = _field("kind", "Kind")
LEVEL = _field("level", "Who signed")
MEMBER_LEVEL = _field("level", "Level")
FORM = _field("form", "Form")
STATUS = _field("status", "Status")
CONFIDENCE = _field("confidence", "Confidence")
ROLE = _field("roles", "China's part", key="role")
OUTCOME = _field("outcome", "Outcome")
VERDICT = _field("verdict", "Verdict")
CLAIMANT = Facet("claimant", "Who states it", lambda view, row: (row.claimant,), _as_written)
THEME = _field("themes", "Theme", key="theme")
WHO = Facet("who", "Who should act", lambda view, row: row.who, _as_written)
BODY = Facet("body", "Body", lambda view, row: (row.body,), lambda view, body: view.dataset.bodies[body].short)
SECTION = Facet(
    "section",
    "Section of the analysis",
    lambda view, row: (row.section,) if row.section else (),
    lambda view, section: r.SECTIONS[section],
)
SOURCE_KIND = Facet("kind", "Kind", lambda view, row: (row.kind,), lambda view, kind: label(kind))
LANGUAGE = Facet("language", "Language", lambda view, row: (row.language,), lambda view, code: language(code))
