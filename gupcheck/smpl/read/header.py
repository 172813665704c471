"""What the comments at the top of a `.cocci` file say about the rule: the kernel's own keys and ours."""

from __future__ import annotations

import re
from typing import TypeVar

from gupcheck.model import Confidence, RuleInfo, Severity
from gupcheck.smpl.errors import SmplError

HEADINGS = ("What it does", "Why it matters", "Example", "Use instead", "Limits", "References")

T = TypeVar("T", Severity, Confidence)

_KEY = re.compile(
    r"//\s*(Id|Name|Severity|Confidence|Tags|Since|Until|Default|Security-severity):\s*(.*?)\s*$"
)
_DOC = re.compile(r"///\s?(.*)$")
_HEADING = re.compile(r"#+\s+(.*?)\s*$")


def read_header(text: str, path: str) -> RuleInfo:
    """Return what the header of the rule file `text` says.

    A file without an `// Id:` takes its path as id and name. Raises SmplError where a key has a value that it
    cannot have.
    """
    keys: dict[str, tuple[str, int]] = {}
    documentation: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("@") or (line.strip() and not line.startswith("//")):
            break
        if doc := _DOC.match(line):
            documentation.append(doc[1].rstrip())
        elif key := _KEY.match(line):
            keys[key[1]] = (key[2], number)
    short, sections = _documentation(documentation)
    value = {key: found for key, (found, _) in keys.items()}
    name = value.get("Name", "")
    return RuleInfo(
        id=value.get("Id") or path,
        name=name or value.get("Id") or path,
        short=short or name or path,
        path=path,
        severity=_one_of(Severity, keys, "Severity", Severity.WARNING, path),
        confidence=_one_of(
            Confidence, keys, "Confidence", Confidence.MEDIUM, path, moderate="medium", average="medium"
        ),
        tags=tuple(tag.strip() for tag in value.get("Tags", "").split(",") if tag.strip()),
        sections=sections,
        security_severity=value.get("Security-severity", ""),
        default_on=value.get("Default", "on").lower() != "off",
        since=_version(keys, "Since", path),
        until=_version(keys, "Until", path),
    )


def _documentation(lines: list[str]) -> tuple[str, dict[str, str]]:
    short: list[str] = []
    sections: dict[str, list[str]] = {}
    current = short
    for line in lines:
        heading = _HEADING.match(line)
        if heading:
            current = sections.setdefault(heading[1], [])
        else:
            current.append(line)
    return " ".join("\n".join(short).split()), {
        head: "\n".join(body).strip("\n") for head, body in sections.items()
    }


def _one_of(
    kind: type[T], keys: dict[str, tuple[str, int]], key: str, default: T, path: str, **aliases: str
) -> T:
    if key not in keys:
        return default
    text, line = keys[key]
    word = aliases.get(text.lower().removeprefix("very "), text.lower().removeprefix("very "))
    try:
        return kind(word)
    except ValueError:
        choices = ", ".join(member.value for member in kind)
        raise SmplError(
            f"'{text}' is no value of '{key}:'.",
            path=path,
            line=line,
            column=1,
            hint=f"Use one of {choices}.",
        ) from None


def _version(keys: dict[str, tuple[str, int]], key: str, path: str) -> tuple[int, int] | None:
    if key not in keys:
        return None
    text, line = keys[key]
    match = re.fullmatch(r"v?(\d+)\.(\d+)", text)
    if not match:
        raise SmplError(
            f"'{text}' is no kernel version.", path=path, line=line, column=1, hint="Write it as '6.5'."
        )
    return int(match[1]), int(match[2])
