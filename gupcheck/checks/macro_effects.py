"""Which macros may set the variables that they are given."""

from __future__ import annotations

import re

from gupcheck.errors import Definition
from gupcheck.source.version import Version

_WHOLE = re.compile(rb"\w+\(([^)]*)\)((?:[^\\\n]|\\[^\n]|\\\n)*)")
"""The parameters and the body of a macro, from its name on."""

_ASSIGNS = (
    r"(?<![\w.>])\(?\s*{name}\s*\)?\s*(?:[-+*/|&^]|<<|>>)?=(?!=)"
    r"|&\s*\(?\s*{name}\b|\+\+\s*\(?\s*{name}\b"
)


class MacroEffects:
    """Answers for the macros of a tree, each of which is looked at once."""

    def __init__(self, files: Version) -> None:
        self._files = files
        self._known: dict[Definition, bool] = {}

    def may_assign(self, macro: Definition) -> bool:
        """Return whether a macro assigns to one of its parameters, counts it up or takes its address."""
        known = self._known.get(macro)
        if known is None:
            known = self._known[macro] = self._assigns(macro)
        return known

    def _assigns(self, macro: Definition) -> bool:
        found = _WHOLE.match(self._files.read(macro.file), macro.start)
        if found is None:
            return False
        parameters, body = (part.decode("utf-8", "replace") for part in found.groups())
        return any(
            re.search(_ASSIGNS.format(name=re.escape(name)), body)
            for name in map(str.strip, parameters.split(","))
            if name.isidentifier()
        )
