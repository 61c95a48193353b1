"""What stands in a page as a picture is known to the last attribute, and the same in every build."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from macros import browser
from macros.charts import CHARTS
from macros.charts.chart import Size
from macros.charts.palette import MEANINGS
from macros.charts.posters import SIZES, figure_json, picture, poster
from macros.charts.svg import clean
from macros.dataset import Dataset

DRAWN = """<svg class="main-svg" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 width="360" height="200" style="" viewBox="0 0 360 200" onload="alert(1)">
<rect x="0" y="0" width="360" height="200" style="fill: rgb(0, 0, 0); fill-opacity: 0;"/>
<defs id="defs-UID"><g class="clips">
<clipPath id="clipUIDxy" class="plotclip"><rect width="200" height="20"/></clipPath>
<clipPath id="clipUIDx"><rect width="200" height="20"/></clipPath></g></defs>
<script>alert(2)</script><foreignObject><p>three</p></foreignObject><image href="https://example.org/x.png"/>
<g class="traceUID" clip-path="url(#clipUIDxy)" style="stroke-miterlimit: 2; opacity: 1;">
<path class="point" transform="translate(13.75,15.25)" d="M3,0A3,3 0 1,1 0,-3A3,3 0 0,1 3,0Z" onclick="x()"
 style="opacity: 1; stroke-width: 0px; fill: rgb(1, 2, 19); fill-opacity: 1; background: url(https://example.org/);"/></g>
<a href="javascript:x()"><text x="1" y="2">linked</text></a>
<text x="13.75" y="15.25" style="fill: rgb(1, 2, 10);">&lt;script&gt; *a* &amp; b</text>
<g class="empty"/><path d="M0,0" style="fill: none;"/>
</svg>"""


def cleaned(uid: str) -> str:
    return str(clean(DRAWN.replace("UID", uid), "chart-wide", "Who & what?", "A <description>"))


def test_only_what_is_known_stays() -> None:
    svg = cleaned("3d9a77")
    assert "<script" not in svg
    for word in ("alert", "onclick", "onload", "foreignObject", "example.org", "javascript", "href", 'class="point"'):
        assert word not in svg
    assert "&#60;script&#62;" in svg
    assert "<circle cx=" in svg
    assert 'role="img" aria-labelledby="chart-wide-t" aria-describedby="chart-wide-d"' in svg
    assert '<title id="chart-wide-t">Who &#38; what?</title>' in svg
    assert "width=" not in svg.split(">", 1)[0]


def test_random_ids_leave_no_trace() -> None:
    one, other = cleaned("3d9a77"), cleaned("87d084")
    assert one == other
    assert "3d9a77" not in one
    assert re.findall(r'id="([^"]+)"', one) == ["chart-wide-t", "chart-wide-d", "chart-wide-0"]
    assert "url(#chart-wide-0)" in one


@pytest.mark.browser
@pytest.mark.skipif(browser.find() is None, reason="no Chrome or Chromium here")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", CHARTS)
def test_posters(dataset: Dataset, name: str, size: Size) -> None:
    drawn = poster(dataset, CHARTS[name], size)
    assert drawn is not None
    assert drawn == poster(dataset, CHARTS[name], size)
    assert "rgb(1, 2," not in drawn
    assert set(re.findall(r"var\(--([\w-]+)\)", drawn)) <= {*MEANINGS, "sans"}
    assert not re.search(r"(?:fill|stroke):(?:rgb|#)", drawn), "a colour that no palette can change"
    assert min(float(size) for size in re.findall(r"font-size:([\d.]+)px", drawn)) >= 10.4
    assert len(drawn) < 100_000


@pytest.mark.browser
@pytest.mark.skipif(browser.find() is None, reason="no Chrome or Chromium here")
def test_no_two_pictures_share_an_id(dataset: Dataset) -> None:
    drawn = [poster(dataset, chart, size) or "" for chart in CHARTS.values() for size in SIZES]
    ids = Counter(name for svg in drawn for name in re.findall(r' id="([^"]+)"', svg))
    assert not [name for name, times in ids.items() if times > 1]
    for svg in drawn:
        wanted = set(re.findall(r"url\(#([^)]+)\)", svg))
        assert wanted <= set(re.findall(r' id="([^"]+)"', svg))


@pytest.mark.browser
@pytest.mark.skipif(browser.find() is None, reason="no Chrome or Chromium here")
def test_a_picture_for_a_file_has_real_colours(dataset: Dataset) -> None:
    drawn = picture(dataset, CHARTS["blocs-map"], "wide") or ""
    assert "var(--" not in drawn.replace("var(--sans", "")
    assert "#" in drawn
    assert figure_json(dataset, CHARTS["blocs-map"]) == figure_json(dataset, CHARTS["blocs-map"])
