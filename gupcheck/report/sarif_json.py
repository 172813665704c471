"""sarif-om's objects as JSON of the final SARIF 2.1.0 schema.

sarif-om 1.0.4 was made from a draft of the schema and comes without a serialiser that keeps what was said.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import attr

_ALWAYS_WRITTEN = frozenset({"level", "kind"})
"""Properties whose absence does not mean their default: without a level, a result takes its rule's."""

_RENAMED = {("Suppression", "state"): "status"}
"""Properties that the draft named differently, by class and attribute."""


def plain(value: Any) -> Any:
    """Return `value` as dictionaries, lists and plain values; raise TypeError for what JSON has no word for.

    Properties that are None or at the schema's default are left out.
    """
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if attr.has(value.__class__):
        return _object(value)
    raise TypeError(f"SARIF has no place for a {type(value).__name__}.")


def _object(value: Any) -> dict[str, Any]:
    properties = _properties(value.__class__)
    document = {}
    for attribute, content in vars(value).items():
        if content is None:
            continue
        name, default = properties[attribute]
        if default is None or attribute in _ALWAYS_WRITTEN or content != default:
            document[name] = plain(content)
    return document


@cache
def _properties(sarif_class: type) -> dict[str, tuple[str, Any]]:
    """Return the name in the schema and the default of each attribute of a class."""
    properties = {}
    for field in attr.fields(sarif_class):
        default = field.default.factory() if isinstance(field.default, attr.Factory) else field.default  # type: ignore[arg-type]
        name = _RENAMED.get((sarif_class.__name__, field.name), field.metadata["schema_property_name"])
        properties[field.name] = (name, default)
    return properties
