"""One at a time, between real processes; the dead hold nothing."""

from __future__ import annotations

import os

import pytest
from store_world import python, said

from storyforge.core.errors import DiskTrouble, Refused
from storyforge.store.exclusive import exclusive

HOLD = """
import sys
from storyforge.store.exclusive import exclusive
with exclusive(sys.argv[1], False, print, started="10:42", command="storyforge build"):
    print("held", flush=True)
    sys.stdin.readline()
"""
WAIT = """
import sys
from storyforge.store.exclusive import exclusive
def told(line):
    print(line, flush=True)
with exclusive(sys.argv[1], True, told):
    print("mine", flush=True)
"""


def silent(line: str) -> None:
    raise AssertionError(line)


def test_the_second_waits_and_is_told_who_holds_it(tmp_path):
    path = tmp_path / ".storyforge" / "lock"
    first = python(HOLD, path)
    assert first.stdout.readline() == "held\n"
    second = python(WAIT, path)
    line = second.stdout.readline()
    assert line.startswith(
        f"Another storyforge is at work in this project (process {first.pid}, on "
    )
    assert line.endswith(", since 10:42, running storyforge build).\n")
    with pytest.raises(Refused, match=f"process {first.pid}"), exclusive(str(path), False, silent):
        pass
    said(first)
    assert said(second) == "mine\n"


def test_a_killed_holder_holds_nothing(tmp_path):
    path = str(tmp_path / "lock")
    holder = python(HOLD, path)
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate()
    with exclusive(path, False, silent):
        assert os.path.exists(path)
    assert os.path.exists(path)


def test_it_is_free_again_after_trouble_inside(tmp_path):
    path = str(tmp_path / "lock")
    with pytest.raises(ZeroDivisionError), exclusive(path, False, silent):
        raise ZeroDivisionError
    with exclusive(path, False, silent), pytest.raises(Refused), exclusive(path, False, silent):
        pass


@pytest.mark.parametrize(
    "text", [b"", b"\xff\xfe\0garbage", b"[1]", b"[" * 9000, b'{"pid": "\\u001b[2J\\n"}', b"7"]
)
def test_a_lock_file_with_garbage_in_it_is_fine(tmp_path, text):
    path = tmp_path / "lock"
    lines: list[str] = []
    path.write_bytes(text)
    with exclusive(str(path), False, silent):
        path.write_bytes(text)
        with pytest.raises(Refused) as caught, exclusive(str(path), False, lines.append):
            pass
    sentence = caught.value.problems[0].sentence
    assert sentence.startswith("Another storyforge is at work in this project")
    assert sentence.isprintable()


def test_a_lock_file_that_is_a_link_is_not_followed(tmp_path):
    os.symlink(tmp_path / "elsewhere", tmp_path / "lock")
    with pytest.raises(DiskTrouble), exclusive(str(tmp_path / "lock"), False, silent):
        pass
    assert not (tmp_path / "elsewhere").exists()
