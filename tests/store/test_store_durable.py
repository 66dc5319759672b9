"""Writing in whole or not at all, views of the store, and paths that must stay inside."""

from __future__ import annotations

import os
import stat

import pytest
from store_world import files

from storyforge.core.errors import DiskTrouble, Refused
from storyforge.store import durable


def test_a_durable_write_replaces_whole_files_and_makes_folders(tmp_path):
    path = str(tmp_path / "a" / "b" / "storyforge.lock")
    for data in (b"one", b"two" * 1_000_000, b""):
        durable.write_durably(path, data, 0o640)
        assert durable.read_plain(path) == data
    assert files(tmp_path) == ["a/b/storyforge.lock"]
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o640


def test_a_write_that_fails_leaves_what_was_there(tmp_path):
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "inner").touch()
    for write in (durable.write_durably, durable.replace_view):
        with pytest.raises(DiskTrouble, match="taken is a folder"):
            write(str(tmp_path / "taken"), b"data", root=str(tmp_path))
    with pytest.raises(DiskTrouble):
        durable.copy_view(str(tmp_path / "taken" / "inner"), str(tmp_path / "taken"))
    with pytest.raises(DiskTrouble):
        durable.copy_view(str(tmp_path / "nowhere"), str(tmp_path / "copy"))
    assert files(tmp_path) == ["taken/inner"]


def test_a_link_is_replaced_not_followed(tmp_path):
    (tmp_path / "precious").write_bytes(b"precious")
    os.symlink(tmp_path / "precious", tmp_path / "view")
    durable.replace_view(str(tmp_path / "view"), b"new")
    assert (tmp_path / "precious").read_bytes() == b"precious"
    assert not (tmp_path / "view").is_symlink()


def test_a_copy_is_a_file_of_its_own(tmp_path):
    source, target = tmp_path / "object", tmp_path / "board" / "sc01" / "s010.png"
    data = os.urandom(3_000_001)
    source.write_bytes(data)
    source.chmod(0o444)
    for _ in range(2):
        durable.copy_view(str(source), str(target))
    assert target.read_bytes() == data
    assert (os.stat(source).st_nlink, stat.S_IMODE(os.stat(target).st_mode)) == (1, 0o644)
    target.write_bytes(b"edited by hand")
    assert source.read_bytes() == data
    assert files(tmp_path) == ["board/sc01/s010.png", "object"]


def test_a_copy_goes_on_where_the_kernel_stops(tmp_path):
    """What neither shares blocks nor copies inside the kernel goes through our hands."""
    (tmp_path / "object").write_bytes(b"0123456789")
    origin = os.open(tmp_path / "object", os.O_RDONLY)
    read, write = os.pipe()
    try:
        durable._copy(origin, write)
        assert os.read(read, 100) == b"0123456789"
    finally:
        for file in (origin, read, write):
            os.close(file)


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "../x",
        "a/../../x",
        "/etc/passwd",
        "a//b",
        "C:/x",
        "a\\..\\..\\x",
        "x\0y",
        "a/",
    ],
)
def test_a_path_that_is_not_plain_is_refused(tmp_path, path):
    with pytest.raises(Refused) as caught:
        durable.inside(str(tmp_path), path)
    assert caught.value.problems[0].code == "D010"


def test_a_path_through_a_link_is_refused_even_a_dangling_one(tmp_path):
    os.symlink("/etc", tmp_path / "etc")
    os.symlink("/nowhere/at/all", tmp_path / "dangling")
    (tmp_path / "file").touch()
    for path in ("etc/passwd", "dangling/x", "file/x"):
        with pytest.raises(Refused):
            durable.inside(str(tmp_path), path)
    assert durable.inside(str(tmp_path), "new/and/deep.png") == f"{tmp_path}/new/and/deep.png"


def test_an_old_temporary_file_in_the_way_is_stepped_over(tmp_path):
    number = int(durable.unique().partition("-")[2])
    for ahead in range(1, 4):
        (tmp_path / f".{os.getpid()}-{number + ahead}.tmp").touch()
    durable.write_durably(str(tmp_path / "file"), b"data")
    assert (tmp_path / "file").read_bytes() == b"data"


@pytest.mark.parametrize("number", [1, 5, 13, 20, 21, 27, 28, 30, 40, 122, 9999])
def test_every_trouble_is_a_sentence_with_advice(number, tmp_path):
    problem = durable.trouble(OSError(number, "Odd thing"), "/x/board/s010.png", "/x").problems[0]
    assert "board/s010.png" in problem.sentence
    assert "/x" not in problem.sentence
    assert problem.sentence.endswith(".")
    assert problem.advice
