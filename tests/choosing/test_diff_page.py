"""The page of a comparison: its pictures wherever they can be had, said plainly where not, and a
real browser that opens it."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from pathlib import Path

import pytest
from browser import Browser
from choosing.repository import Kept

FILE = "storyforge.yaml"
TRIPWIRE = "document.documentElement.dataset.pwned = 'yes'"
HOSTILE = f"<script>{TRIPWIRE}</script>\\\"><img src=x onerror='{TRIPWIRE}'></style></title>\\u202e"
NOT_HERE = "neither in the store nor in board/ there"


@pytest.fixture
def film(tmp_path: Path) -> Kept:
    """Two commits; s010 and its picture differ."""
    film = Kept(tmp_path / "film").begun()
    film.edit(FILE, "size: LS", "size: ELS")
    film.build()
    film.commit("wider")
    return film


def page(film: Kept, *words: str) -> str:
    said = film.run("diff", *words, "--html", "page.html")
    assert said.code == 0, said.err
    return (film.root / "page.html").read_text("utf-8")


def pictures(text: str) -> list[bytes]:
    return [base64.b64decode(each) for each in re.findall(r'src="data:[^,"]+,([^"]+)"', text)]


def test_pictures_are_in_the_page(film: Kept) -> None:
    text = page(film, "HEAD~1", "HEAD")
    old, new = pictures(text)
    assert old != new
    assert new == (film.root / "board/sc1/s010.png").read_bytes()
    assert "src=" not in re.sub(r'src="data:[^"]*"', "", text)
    assert film.run("diff", "HEAD~1", "HEAD", "--html", "-").out == text + "\n"


def test_without_the_store_the_tree_has_them(film: Kept) -> None:
    before = pictures(page(film, "HEAD~1", "HEAD"))
    shutil.rmtree(film.root / ".storyforge")
    shutil.rmtree(film.root / "board")
    assert pictures(page(film, "HEAD~1", "HEAD")) == before


def test_what_is_nowhere_is_said(film: Kept) -> None:
    film.file(".gitignore", ".storyforge/\nboard/\n")
    film.git("rm", "-rq", "--cached", "board")
    film.commit("no board")
    film.edit(FILE, "size: ELS", "size: MLS")
    film.build()
    film.commit("nearer")
    shutil.rmtree(film.root / ".storyforge")
    text = page(film, "HEAD~1", "HEAD")
    assert text.count(NOT_HERE) == 1  # the old one; the new one still lies on the board
    assert len(pictures(text)) == 1


def test_bytes_that_are_not_the_picture_are_not_shown(film: Kept) -> None:
    shutil.copy(film.root / "board/sc1/s020.png", film.root / "board/sc1/s010.png")
    film.commit("swapped by hand")
    shutil.rmtree(film.root / ".storyforge")
    text = page(film, "HEAD~2", "HEAD")
    assert len(pictures(text)) == 1
    assert NOT_HERE in text


def _pointer(data: bytes) -> str:
    oid = hashlib.sha256(data).hexdigest()
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {len(data)}\n"


@pytest.fixture
def pointed(film: Kept) -> tuple[Kept, Path]:
    """The board is kept by LFS, in pointers; the folder where its objects are."""
    held = film.root / ".git" / "lfs-objects"
    held.mkdir()
    for path in (film.root / "board").rglob("*.png"):
        data = path.read_bytes()
        (held / hashlib.sha256(data).hexdigest()).write_bytes(data)
        path.write_text(_pointer(data), "utf-8")
    film.commit("pointers")
    film.file(".gitattributes", "*.png filter=lfs -text\n")
    shutil.rmtree(film.root / ".storyforge")
    shutil.rmtree(film.root / "board")
    return film, held


def test_pointers_without_lfs(pointed: tuple[Kept, Path]) -> None:
    film, _ = pointed
    film.edit(FILE, "size: ELS", "size: CU")
    text = page(film, "HEAD", "HEAD~2")
    assert "kept by git LFS and not fetched: `git lfs fetch` brings it" in text


def test_pointers_with_what_lfs_has(pointed: tuple[Kept, Path]) -> None:
    film, held = pointed
    smudge = film.root / ".git" / "smudge"
    smudge.write_text(
        f'#!/bin/sh\ntest "$GIT_LFS_SKIP_SMUDGE" = 1 || exit 9\n'
        f"name=$(sed -n 's/^oid sha256://p')\ncat {held}/$name\n"
    )
    smudge.chmod(0o755)
    film.git("config", "filter.lfs.smudge", str(smudge))
    text = page(film, "HEAD", "HEAD~2")
    assert len(pictures(text)) == 2
    assert "LFS" not in text


def test_a_large_picture_is_made_smaller(tmp_path: Path) -> None:
    film = Kept(tmp_path / "film")
    film.write(storyforge_yaml="storyforge: 1\nshots: [{id: s010, prompt: a boat}]\n").build()
    film.commit("first")
    film.edit(FILE, "a boat", "a lamp")
    film.build()
    whole = (film.root / "board/shots/s010.png").stat().st_size
    for each in pictures(page(film)):
        assert each[8:12] == b"WEBP"
        assert len(each) < whole


PROBE = """
() => {
  const press = key => {
    dispatchEvent(new KeyboardEvent("keydown", {key, cancelable: true}));
    return document.activeElement.closest(".change")?.id ?? null;
  };
  const look = () => {
    const both = document.querySelector(".both");
    const [old, now] = [...both.querySelectorAll("img")].map(each => each.getBoundingClientRect());
    const style = getComputedStyle(both.querySelector(".after img"));
    return {
      stacked: Math.abs(old.left - now.left) < 1 && Math.abs(old.top - now.top) < 1,
      slider: getComputedStyle(both.querySelector("input")).display !== "none",
      clip: style.clipPath, blend: style.mixBlendMode,
    };
  };
  const side = look();
  press("2");
  const slide = look();
  const range = document.querySelector(".both input");
  range.value = 20;
  range.dispatchEvent(new Event("input"));
  const moved = look().clip;
  press("3");
  const apart = look();
  press("1");
  return {
    seen: [...document.images].every(image => image.naturalWidth > 0), side, slide, moved, apart,
    walk: ["j", "j", "k"].map(press),
    overflow: document.documentElement.scrollWidth - innerWidth, refused,
  };
}
"""


def test_the_page_works_in_a_browser(film: Kept, browser: Browser) -> None:
    film.edit(FILE, "size: MCU", "size: CU")
    assert browser.probes(page(film, "HEAD~1"), PROBE) == {
        "seen": True,
        "side": {"stacked": False, "slider": False, "clip": "none", "blend": "normal"},
        "slide": {
            "stacked": True,
            "slider": True,
            "clip": "inset(0px 0px 0px 50%)",
            "blend": "normal",
        },
        "moved": "inset(0px 0px 0px 20%)",
        "apart": {"stacked": True, "slider": False, "clip": "none", "blend": "difference"},
        "walk": ["shot:s010", "shot:s020", "shot:s010"],
        "overflow": 0,
        "refused": [],
    }


@pytest.mark.parametrize("width", [500, 900])
def test_nothing_hangs_over_the_edge(film: Kept, browser: Browser, width: int) -> None:
    film.edit(FILE, "walks the length", "W" * 300 + " walks the length")
    assert browser.probes(page(film, "HEAD~1"), PROBE, width)["overflow"] <= 0


def test_hostile_words_run_nothing(film: Kept, browser: Browser) -> None:
    film.edit(FILE, "title: The Lamplighter", f'title: "{HOSTILE}"')
    film.edit(FILE, '"@mara and @tom"', f'"@mara and @tom {HOSTILE}"')
    film.edit(FILE, "- id: sc1", f'- id: sc1\n    slug: "{HOSTILE}"')
    film.git("commit", "-q", "-am", f"<script>{TRIPWIRE}</script>")
    text = page(film, "HEAD~2", "HEAD")
    assert "data-pwned" not in browser.opens(text).partition("<head>")[0]
    bare, count = re.subn(r"<meta http-equiv=[^>]*>", "", text)
    assert count == 1
    assert "data-pwned" not in browser.opens(bare).partition("<head>")[0]
