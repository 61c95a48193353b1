"""The characters that no field needs: they change how a text reads, or break a format, without being seen."""

from __future__ import annotations

import re

# C0 and C1 controls; soft hyphens; the bidirectional marks, overrides and isolates; zero-width marks; line and
# paragraph separators; the byte-order mark; annotation and tag characters; halves of surrogate pairs and the code
# points that are no characters (XML has none of them). Joiners (U+200C, U+200D) stay: names in Persian and in
# Indian scripts are written with them. Tab and line feed are seen to where they matter.
_RANGES = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f"
)
INVISIBLE = re.compile(f"[{_RANGES}]")
UNSEEN = re.compile(f"[\t\n{_RANGES}]")
