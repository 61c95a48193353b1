"""Is a page of somebody else's alive? Asked politely, with a limit to every wait, and nothing of it read."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

SITE = "https://space-diplomacy-atlas.github.io/atlas/"
State = Literal["dead", "archived", "front", "silent", "refused", "unasked", "listed", "alive"]
Answer = tuple[State, str]
"""How a link stands, and in words what was answered."""

# What says that the page is not there …
GONE = {400, 404, 410, 414}
# … and what says only that a program does not get it.
REFUSALS = {401, 402, 403, 405, 406, 407, 412, 415, 418, 421, 423, 425, 426, 429, 430, 451, 498, 499, 999}


@dataclass(frozen=True, slots=True)
class Manners:
    """How pages are asked for. Times are in seconds."""

    pause: float = 1.0
    """Between two questions to one host."""
    patience: float = 20.0
    """For one answer."""
    retries: int = 1
    hosts: int = 16
    """Asked at the same time."""
    seconds: float = 45 * 60
    """For everything."""
    site: str = SITE
    """Who asks: named to every host."""


def session(manners: Manners) -> requests.Session:
    """What asks the pages of one host, one after the other."""
    made = requests.Session()
    made.headers.update({"User-Agent": f"SpaceDiplomacyAtlas-links/1 (+{manners.site})", "Accept": "*/*"})
    made.max_redirects = 8
    again = Retry(
        total=manners.retries, backoff_factor=manners.pause, status_forcelist=(500, 502, 503, 504),
        allowed_methods=("HEAD", "GET"), raise_on_status=False, respect_retry_after_header=False,
    )  # fmt: skip
    for scheme in ("http://", "https://"):
        made.mount(scheme, HTTPAdapter(max_retries=again))
    return made


def ask(asking: requests.Session, url: str, manners: Manners, until: float) -> Answer:
    """Ask for the head of a page; where that is not answered well, for the page. Never later than `until`."""
    answer: Answer = ("unasked", "")
    for method in ("HEAD", "GET"):
        if time.monotonic() > until:
            return answer
        try:
            waits = (manners.patience / 2, manners.patience)
            with asking.request(method, url, timeout=waits, allow_redirects=True, stream=True) as response:
                answer = _judged(response, url)
        except requests.TooManyRedirects:
            answer = ("dead", "leads from page to page without end")
        except requests.ConnectTimeout:
            return ("silent", "its host does not answer")
        except (requests.RequestException, UnicodeError) as error:
            if _unknown(error):
                return ("dead", "there is no host of that name")
            answer = ("silent", _in_words(error))
        if answer[0] in ("alive", "front"):
            return answer
    return answer


def _judged(response: requests.Response, url: str) -> Answer:
    code = response.status_code
    said = f"answers {code} {response.reason or ''}".rstrip()
    if code in REFUSALS:
        return ("refused", said)
    if code in GONE:
        return ("dead", said)
    if code >= 400:
        return ("silent", said)
    if response.history and urlsplit(url).path.strip("/") and not urlsplit(response.url).path.strip("/"):
        return ("front", f"leads to {response.url}")
    return ("alive", said)


def _in_words(error: Exception) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate does not hold"
    if isinstance(error, requests.Timeout) or "timed out" in str(error):
        return "does not answer in time"
    return "the connection fails" if isinstance(error, requests.ConnectionError) else type(error).__name__


def _unknown(error: BaseException | None) -> bool:
    """Whether a failure means that no host has the name, and not that this machine cannot find out."""
    for _ in range(10):
        if error is None:
            return False
        if isinstance(error, socket.gaierror):
            return error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
        inner = [getattr(error, "reason", None), *error.args, error.__cause__, error.__context__]
        error = next((part for part in inner if isinstance(part, BaseException)), None)
    return False
