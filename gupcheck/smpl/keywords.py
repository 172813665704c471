"""C's words that types are made of, and the one spelling of each arithmetic type."""

from __future__ import annotations

QUALIFIERS = frozenset(["const", "volatile"])
STORAGE = frozenset(["static", "extern", "inline", "register", "typedef"])
TAGGED = frozenset(["struct", "union", "enum"])
ARITHMETIC = frozenset(["char", "short", "int", "long", "signed", "unsigned"])
BASIC_TYPES = ARITHMETIC | TAGGED | {"void", "float", "double", "bool"}
TYPE_KEYWORDS = BASIC_TYPES | QUALIFIERS | {"size_t", "ssize_t"}
"""What begins a type in a pattern without being declared: C's words, and two names that spatch knows too."""


def normal_type(words: str) -> str:
    """Return the one spelling of an arithmetic type: `unsigned` is `unsigned int`, `long unsigned int` is
    `unsigned long`.

    Other types come back as they are, qualifiers dropped.
    """
    parts = [word for word in words.split() if word not in QUALIFIERS and word not in STORAGE]
    if not parts or not set(parts) <= ARITHMETIC:
        return " ".join(parts)
    sign = "unsigned " if "unsigned" in parts else "signed " if "signed" in parts and "char" in parts else ""
    if "char" in parts:
        return sign + "char"
    if "short" in parts:
        return sign + "short"
    return sign + ("long long" if parts.count("long") == 2 else "long" if "long" in parts else "int")
