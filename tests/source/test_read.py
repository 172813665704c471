"""Reading a file: its bytes as they are, a clear sentence where that is not possible."""

import os
import threading
from pathlib import Path

import pytest

from gupcheck.source.read import SourceError, read_source


@pytest.mark.parametrize("data", [b"", b"int i;\r\n", b"\0\xff\xfe", "é".encode()])
def test_bytes_come_back_as_they_are(tmp_path, data):
    (tmp_path / "a.c").write_bytes(data)
    assert read_source(str(tmp_path / "a.c")) == data


def test_a_pipe_is_read_to_its_end(tmp_path):
    pipe = str(tmp_path / "pipe")
    os.mkfifo(pipe)
    writer = threading.Thread(target=Path(pipe).write_bytes, args=(b"x" * 100_000,))
    writer.start()
    assert len(read_source(pipe)) == 100_000
    writer.join()


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(SourceError) as caught:
        read_source(str(tmp_path / "gone.c"))
    assert caught.value.kind == "unreadable-file"
    assert caught.value.message == "The file can't be read: No such file or directory."


def test_a_folder_is_told(tmp_path):
    with pytest.raises(SourceError, match="Is a directory"):
        read_source(str(tmp_path))


def test_a_file_at_the_limit_is_read_and_one_above_is_not(tmp_path):
    (tmp_path / "a.c").write_bytes(b"x" * 2_000_000)
    assert len(read_source(str(tmp_path / "a.c"), limit=2_000_000)) == 2_000_000
    with pytest.raises(SourceError) as caught:
        read_source(str(tmp_path / "a.c"), limit=1_000_000)
    assert caught.value.kind == "too-large"
    assert caught.value.message == "The file has 2 MB: files over 1 MB are not analysed."
