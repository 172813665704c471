"""JSON text with one item a line: quick to write, quick to compare, easy to grep."""

from __future__ import annotations

import json
import re
from typing import Any

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def dumps(value: Any, levels: int) -> str:
    """Return `value` as JSON, ended by a line end, its outermost `levels` of containers spread over lines.

    The text can be encoded in UTF-8: what can't be (half of a surrogate pair, from a file name that is not
    UTF-8) becomes the replacement character.
    """
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _spread(value, levels, "\n")) + "\n"


def _spread(value: Any, levels: int, line_end: str) -> str:
    if not value or levels == 0 or not isinstance(value, (dict, list)):
        return _encoder.encode(value)
    inner = line_end + "  "
    if isinstance(value, list):
        items = [_spread(item, levels - 1, inner) for item in value]
        return f"[{inner}{f',{inner}'.join(items)}{line_end}]"
    pairs = [f"{_encoder.encode(key)}: {_spread(item, levels - 1, inner)}" for key, item in value.items()]
    return f"{{{inner}{f',{inner}'.join(pairs)}{line_end}}}"
