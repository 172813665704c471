"""Reading patches: plain ones, git's, mails, an mbox; and what is wrong with broken ones."""

import base64
import random
import time

import pytest

from gupcheck.source.patch.mail import read_patches
from gupcheck.source.patch.model import ADDED, CONTEXT, REMOVED, HunkLine
from gupcheck.source.patch.reading import read_patch

ONE = b"""--- a/mm/x.c
+++ b/mm/x.c
@@ -1,3 +1,3 @@ int f(void)
 a
-b
+c
 d
"""


def test_a_plain_diff():
    patch = read_patch(b"Some words.\n\n" + ONE)
    [file] = patch.files
    assert (file.old, file.new, file.line) == ("a/mm/x.c", "b/mm/x.c", 3)
    [hunk] = file.hunks
    assert (hunk.old_start, hunk.line) == (1, 5)
    assert hunk.lines == (
        HunkLine(CONTEXT, b"a\n"),
        HunkLine(REMOVED, b"b\n"),
        HunkLine(ADDED, b"c\n"),
        HunkLine(CONTEXT, b"d\n"),
    )


@pytest.mark.parametrize(
    ("headers", "old", "new"),
    [
        (b"diff --git a/x.c b/x.c\nnew file mode 100644\nindex 0000000..1111111\n", None, "b/x.c"),
        (b"diff --git a/x.c b/x.c\ndeleted file mode 100644\nindex 1111111..0000000\n", "a/x.c", None),
        (b"diff --git a/x.c b/y.c\nsimilarity index 90%\nrename from x.c\nrename to y.c\n", "a/x.c", "a/y.c"),
        (b"diff --git a/a b.c b/a b.c\nold mode 100644\nnew mode 100755\n", "a/a b.c", "b/a b.c"),
        (b'diff --git "a/\\303\\244.c" "b/\\303\\244.c"\nold mode 100644\n', "a/ä.c", "b/ä.c"),
        (b'diff --git "a/q\\"\\t.c" "b/q\\"\\t.c"\nold mode 100644\n', 'a/q"\t.c', 'b/q"\t.c'),
    ],
)
def test_headers_of_git(headers, old, new):
    [file] = read_patch(headers).files
    assert (file.old, file.new) == (old, new)


def test_a_copy_keeps_the_old_file():
    [file] = read_patch(b"diff --git a/x.c b/y.c\ncopy from x.c\ncopy to y.c\n").files
    assert file.copied


@pytest.mark.parametrize(
    "body", [b"GIT binary patch\nliteral 3\nabc\n", b"Binary files a/x.c and b/x.c differ\n"]
)
def test_a_binary_patch_is_told_from_an_empty_one(body):
    first, second = read_patch(b"diff --git a/x.c b/x.c\nindex 1..2 100644\n" + body + ONE).files
    assert first.binary
    assert not second.binary
    assert len(second.hunks) == 1


@pytest.mark.parametrize("mode", [b"120000", b"160000"])
def test_a_symbolic_link_and_a_submodule_are_told_from_a_file(mode):
    [file] = read_patch(b"diff --git a/x.c b/x.c\nnew file mode " + mode + b"\n").files
    assert file.link


@pytest.mark.parametrize("stamp", [b"1970-01-01 01:00:00.000000000 +0100", b"1969-12-31 19:00:00.0 -0500"])
def test_the_time_of_a_file_that_is_not_there(stamp):
    [created] = read_patch(
        b"--- a/x.c\t" + stamp + b"\n+++ b/x.c\t2024-01-01 00:00:00\n@@ -0,0 +1 @@\n+a\n"
    ).files
    assert (created.old, created.new) == (None, "b/x.c")
    [deleted] = read_patch(b"--- a/x.c\t2024-01-01\n+++ b/x.c\t" + stamp + b"\n@@ -1 +0,0 @@\n-a\n").files
    assert (deleted.old, deleted.new) == ("a/x.c", None)


def test_a_last_line_without_an_end():
    end = b"\n\\ No newline at end of file\n"
    text = b"--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-a" + end + b"+b" + end
    [file] = read_patch(text).files
    assert [line.text for line in file.hunks[0].lines] == [b"a", b"b"]


def test_line_ends_that_a_mailer_made_are_taken_off():
    [file] = read_patch(ONE.replace(b"\n", b"\r\n")).files
    assert all(line.text.endswith(b"\n") and b"\r" not in line.text for line in file.hunks[0].lines)


def test_line_ends_of_a_dos_file_stay():
    text = ONE.replace(b"c\n+++", b"c\n+++").replace(b" a\n", b" a\r\n").replace(b"-b\n", b"-b\r\n")
    [file] = read_patch(text).files
    assert file.hunks[0].lines[0].text == b"a\r\n"


def test_a_blank_line_that_lost_its_blank_is_context():
    [file] = read_patch(b"--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,3 @@\n a\n\n+b\n").files
    assert [line.kind for line in file.hunks[0].lines] == [CONTEXT, CONTEXT, ADDED]


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"@@ -1,9 +1,9 @@", "counts 9 old and 9 new lines, but 3 and 3 are there"),
        (b"@@ -1,2 +1,2 @@", "counts 2 old and 2 new lines, but it goes on after them"),
        (b"@@ -1,3 +1,2 @@", "counts 3 old and 2 new lines, but 2 and 2 are there"),
    ],
)
def test_a_hunk_with_wrong_counts_is_bad_and_the_others_are_kept(head, reason):
    wrong = ONE.replace(b"@@ -1,3 +1,3 @@", head)
    patch = read_patch(wrong + ONE)
    [bad] = patch.bad
    assert reason in bad.reason
    assert bad.line == 3
    assert [len(file.hunks) for file in patch.files] == [0, 1]


def test_the_signature_of_a_mail_is_no_part_of_a_hunk():
    patch = read_patch(ONE + b"-- \n2.35.3\n")
    assert patch.bad == ()
    assert len(patch.files[0].hunks[0].lines) == 4


def mail(subject: bytes, body: bytes, *headers: bytes) -> bytes:
    head = b"From 0123abcd Mon Sep 17 00:00:00 2001\nFrom: A <a@example.org>\nSubject: " + subject
    return b"\n".join([head, *headers, b"", b"Why.\n---\n x.c | 2 +-\n", body, b"-- \n2.35.3\n\n"])


def test_a_series_comes_in_the_order_of_its_numbers():
    mbox = b"".join(
        [
            mail(b"[PATCH v2 2/3] mm: second", ONE),
            mail(b"[PATCH v2 0/3] A cover letter", b""),
            mail(b"[PATCH v2 3/3] mm:\n third", ONE),
            mail(b"[PATCH v2 1/3] mm: first", ONE),
            mail(b"Re: [PATCH v2 1/3] mm: first", ONE),
        ]
    )
    assert [patch.title for patch in read_patches(mbox, "x")] == ["mm: first", "mm: second", "mm: third"]


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_encoded_mails_are_decoded(line_end):
    encoded = base64.encodebytes(ONE)
    whole = mail(b"=?utf-8?q?mm=3A_=C3=A4?=", b"", b"Content-Transfer-Encoding: base64")
    whole = whole.partition(b"Why.")[0] + encoded
    [patch] = read_patches(whole.replace(b"\n", line_end), "x")
    assert patch.title == "mm: ä"
    assert len(patch.files[0].hunks) == 1


def test_a_patch_without_a_subject_is_called_by_its_file():
    [patch] = read_patches(ONE, "fix.patch")
    assert patch.title == "fix.patch"


def test_random_damage_is_read_in_bounded_time():
    source = mail(b"[PATCH] x", ONE * 20)
    chance = random.Random(7)
    for _ in range(300):
        data = bytearray(source)
        for _ in range(chance.randrange(1, 20)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(4)] = bytes(
                chance.choices(b'@+- \n\r\\"0,/', k=chance.randrange(4))
            )
        read_patches(bytes(data), "x")


def test_a_patch_of_many_megabytes_is_read_in_one_pass():
    data = b"--- a/x.c\n+++ b/x.c\n@@ -0,0 +1,200000 @@\n" + b"+int x;\n" * 200_000
    start = time.process_time()
    [file] = read_patch(data * 2).files[:1]
    assert len(file.hunks[0].lines) == 200_000
    assert time.process_time() - start < 20
