"""The door through which data becomes HTML."""

from __future__ import annotations

import json

import pytest

from macros.html import Markup, address, block, el, joined, json_data, text


def test_text_is_escaped_and_markup_passes() -> None:
    assert text("<b>*x*</b>") == "&#60;b&#62;&#42;x&#42;&#60;/b&#62;"
    assert text(Markup("<b>x</b>")) == "<b>x</b>"
    assert text([None, "a", 1, 2.5, [Markup("<i>")]]) == "a12.5<i>"


def test_what_cannot_be_seen_is_a_space() -> None:
    assert text("a\u202eb\nc\x00d\u00ade\ufffef") == "a b c d e f"
    assert text("فارسی\u200cها") == "فارسی\u200cها"


def test_an_element_names_its_attributes_and_leaves_out_what_is_not() -> None:
    made = el("a", "x", href="a/b", class_="c", aria_label='say "x"', hidden=True, title=None, id=False, tabindex=0)
    assert made == '<a href="a/b" class="c" aria-label="say &#34;x&#34;" hidden tabindex="0">x</a>'
    assert el("br") == "<br>"


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://a", "mailto:a@b.org", "../a/", "#a"])
def test_addresses_that_may_be_linked(url: str) -> None:
    assert address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "\x01javascript:x", " javascript:x",
        "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.example", "/\\evil.example", "\\\\evil.example",
        "ftp://a", "blob:x", "java\u200bscript:x",
    ],
)  # fmt: skip
def test_addresses_that_may_not(url: str) -> None:
    with pytest.raises(ValueError, match="is no address a page may link to"):
        el("a", "x", href=url)


def test_joined_escapes_its_parts_and_its_separator() -> None:
    assert joined(["<", Markup("<b>")], " & ") == "&#60; &#38; <b>"


def test_a_block_has_no_line_that_markdown_would_read() -> None:
    assert block(Markup("<p>\n\n    a\n  b</p>")) == "\n\n<p>\na\nb</p>\n\n"


def test_json_as_data_cannot_end_its_script() -> None:
    made = json_data({"a": "</script><!--&", "b": ["\u2028", 1]})
    assert not set("<>&") & set(made)
    assert json.loads(made) == {"a": "</script><!--&", "b": ["\u2028", 1]}
