"""The memo forgets, but never fails, never runs a planted row, and never leaves its folder."""

from __future__ import annotations

import os
import pickle
import sqlite3

import pytest

from storyforge.store.memo import Memo


@pytest.fixture
def memo(tmp_path):
    memo = Memo(tmp_path / "memo")
    yield memo
    memo.close()


def planted(memo: Memo, statement: str, *values: object) -> None:
    memo.close()
    database = sqlite3.connect(f"{memo.folder}/cache.db")
    with database:
        database.execute(statement, values)
    database.close()


class Evil:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self):
        return open, (self.path, "w")


def test_values_come_back_and_kinds_are_apart(memo):
    for value in ("text", 0, 1.5, True, [1, {"a": None}], {"x": ["ü☂", ""]}, "x" * 100_000):
        memo.put("kind", "key", value)
        assert memo.get("kind", "key") == value
    assert memo.get("other", "key") is None
    assert memo.get("kind", "other") is None
    memo.close()
    assert Memo(memo.folder).get("kind", "key") == "x" * 100_000
    assert all(name.startswith("cache.db") for name in os.listdir(memo.folder))


def test_making_one_and_looking_touch_nothing(memo, tmp_path):
    assert memo.get("kind", "key") is None
    assert os.listdir(tmp_path) == []


def test_what_is_not_json_is_the_callers_mistake(memo):
    with pytest.raises(TypeError):
        memo.put("kind", "key", object())


def test_an_odd_key_is_no_error(memo):
    memo.put("kind", "\ud800", 1)
    assert memo.get("kind", "\ud800") is None


@pytest.mark.parametrize("mode", [0, 2, 3, 4, 99, "x", None])
def test_a_planted_row_runs_nothing_and_is_none(memo, tmp_path, mode):
    memo.put("kind", "key", "value")
    evil = pickle.dumps(Evil(str(tmp_path / "ran")))
    planted(memo, "UPDATE Cache SET mode = ?, value = ?", mode, evil)
    assert memo.get("kind", "key") is None
    planted(memo, "UPDATE Cache SET mode = 1")
    assert memo.get("kind", "key") is None
    memo.put("kind", "key", "again")
    assert memo.get("kind", "key") == "again"
    assert not (tmp_path / "ran").exists()


def test_a_planted_key_runs_nothing(memo, tmp_path):
    memo.put("kind", "key", "value")
    planted(memo, "UPDATE Cache SET raw = 0, key = ?", pickle.dumps(Evil(str(tmp_path / "ran"))))
    assert memo.get("kind", "key") is None
    with pytest.raises(ValueError):
        list(memo._table())
    assert not (tmp_path / "ran").exists()


def test_a_planted_file_name_reads_and_removes_nothing(memo, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text('"secret"')
    memo.put("kind", "key", "value")
    for mode in (1, 2, 3):
        planted(memo, "UPDATE Cache SET mode = ?, filename = '../secret.txt'", mode)
        assert memo.get("kind", "key") is None
    memo.put("kind", "key", "new")  # the library removes the file of a row it overwrites
    assert secret.read_text() == '"secret"'
    assert memo.get("kind", "key") == "new"


@pytest.mark.parametrize(
    "rubbish", [b"", b"not a database" * 99, b"SQLite format 3\0" + b"x" * 9000]
)
def test_a_damaged_database_is_begun_anew(memo, rubbish):
    memo.put("kind", "key", "value")
    memo.close()
    with open(f"{memo.folder}/cache.db", "wb") as file:
        file.write(rubbish)
    assert memo.get("kind", "key") is None
    memo.put("kind", "key", "new")
    assert memo.get("kind", "key") == "new"


def test_a_database_damaged_while_open_is_no_error(memo):
    for n in range(300):
        memo.put("kind", str(n), "x" * 500)
    memo.close()
    size = os.path.getsize(f"{memo.folder}/cache.db")
    with open(f"{memo.folder}/cache.db", "r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))
    for n in range(300):
        assert memo.get("kind", str(n)) in (None, "x" * 500)
    memo.put("kind", "key", "new")
    assert memo.get("kind", "key") in (None, "new")


def test_a_database_of_another_shape_is_begun_anew(memo):
    for statement in ("CREATE TABLE Cache (x)", "CREATE VIEW Cache AS SELECT 1 AS key"):
        memo.put("kind", "key", "value")
        planted(memo, "DROP TABLE Cache")
        planted(memo, statement)
        assert memo.get("kind", "key") is None
        memo.put("kind", "key", "new")
        assert memo.get("kind", "key") == "new"


def test_a_locked_database_means_no_memo(memo):
    memo.put("kind", "key", "value")
    memo.close()
    holder = sqlite3.connect(f"{memo.folder}/cache.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        memo.put("kind", "key", "new")
        assert memo.get("kind", "key") is None
    finally:
        holder.close()
    other = Memo(memo.folder)
    assert other.get("kind", "key") == "value"
    other.close()


def test_a_folder_that_is_a_link_or_a_file_means_no_memo(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    os.symlink(tmp_path / "elsewhere", tmp_path / "link")
    (tmp_path / "file").touch()
    for name in ("link", "file"):
        memo = Memo(tmp_path / name)
        memo.put("kind", "key", 1)
        assert memo.get("kind", "key") is None
    assert os.listdir(tmp_path / "elsewhere") == []
