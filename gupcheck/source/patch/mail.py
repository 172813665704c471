"""Patches in mails: one, an mbox of them, the output of `git format-patch`; in the order of their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from gupcheck.source.patch.model import Patch
from gupcheck.source.patch.reading import read_patch

_ENVELOPE = re.compile(rb"^From \S+ .*\d\d:\d\d:\d\d.*\r?\n", re.MULTILINE)
_HEADER = re.compile(
    rb"\s*(?:From|Subject|Date|Message-ID|Received|Return-Path|To|MIME-Version):", re.IGNORECASE
)
_BODY = re.compile(rb"\r?\n\r?\n")
_TAG = re.compile(r"\s*\[([^]]*)\]\s*")
_NUMBER = re.compile(r"(?:^|\s)0*(\d{1,6})/0*(\d{1,6})(?:\s|$)")
_REPLY = re.compile(r"\s*re\s*:", re.IGNORECASE)
_COMMIT = re.compile(rb"commit [0-9a-f]{40}")


def read_patches(data: bytes, name: str) -> list[Patch]:
    """Return the patches that a file holds, in the order in which they apply.

    Replies are passed over, and mails without a diff, such as the cover letter. A patch without a title is
    called by `name`.
    """
    patches = [_read_mail(mail) for mail in _mails(data)]
    kept = [(number, patch) for number, patch in patches if patch.files or patch.bad]
    if len({number for number, _ in kept}) == len(kept):
        kept.sort(key=lambda numbered: numbered[0])
    return [patch if patch.title else Patch(name, patch.files, patch.bad) for _, patch in kept]


def _mails(data: bytes) -> list[bytes]:
    """Return the mails of an mbox without their envelopes, or all of what is none."""
    envelopes = list(_ENVELOPE.finditer(data))
    if not envelopes or data[: envelopes[0].start()].strip():
        return [data]
    ends = [*(envelope.start() for envelope in envelopes[1:]), len(data)]
    return [data[envelope.end() : end] for envelope, end in zip(envelopes, ends, strict=True)]


def _read_mail(data: bytes) -> tuple[int, Patch]:
    """Return the patch of one mail, or of text that is none, and its number in the series, 0 without one."""
    if not _HEADER.match(data):
        return 0, read_patch(data)
    gap = _BODY.search(data)
    head, body = (data[: gap.end()], data[gap.end() :]) if gap else (data, b"")
    message = message_from_bytes(head)
    subject = _subject(message)
    if _REPLY.match(subject):
        return 0, Patch("", ())
    number, title = _number_and_title(subject)
    if message.is_multipart() or message.get("Content-Transfer-Encoding", "").strip().lower() in _ENCODED:
        body = b"\n".join(_texts(message_from_bytes(data)))
    return number, read_patch(body, title)


_ENCODED = ("quoted-printable", "base64")


def _texts(message: Message) -> Iterator[bytes]:
    for part in message.walk():
        if not part.is_multipart():
            text = part.get_payload(decode=True)
            if isinstance(text, bytes):
                yield text


def _subject(message: Message) -> str:
    """Return the subject on one line, as well as its encoding allows."""
    raw = str(message.get("Subject", ""))
    try:
        raw = str(make_header(decode_header(raw)))
    except (MessageError, LookupError, ValueError):
        raw = raw.encode(errors="replace").decode()
    return " ".join(raw.split())


def _number_and_title(subject: str) -> tuple[int, str]:
    """Return the number that `[PATCH 3/7]` has and the subject without its tags."""
    number = 0
    tag = _TAG.match(subject)
    while tag:
        found = _NUMBER.search(tag[1])
        number = int(found[1]) if found else number
        subject = subject[tag.end() :]
        tag = _TAG.match(subject)
    return number, subject


def read_series(texts: Sequence[tuple[str, bytes]]) -> list[Patch]:
    """Return the patches of several files, given as name and content, one file after the other."""
    return [patch for name, data in texts for patch in read_patches(data, name)]
