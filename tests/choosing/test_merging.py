"""Merging: git merges different nodes by itself, the same node is a choice, and nothing is ever paid for it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from choosing_world import FILM, LOCK, block
from hypothesis import given, settings
from hypothesis import strategies as st
from repository import Kept

from storyforge.core.lockfile import STATES, LockEntry, Lockfile, LockTake, read, write
from storyforge.core.merging import Conflict, Merged, halves, merge, settle, side_of, unfinished

NEXT = "storyforge.lock is whole: 7 pictures; next: `git add storyforge.lock`\n"
MARA = "description: a lamplighter"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """The film in git, with its pictures."""
    return Kept(tmp_path / "film").begun(FILM)


def branch(kept: Kept, name: str, *commands: tuple[str, ...]) -> None:
    """A branch from main on which some commands were run, committed; then back on main."""
    kept.git("checkout", "-q", "-b", name, "main")
    for command in commands:
        said = kept.run(*command)
        assert said.code == 0, said.err
    kept.commit(name)
    kept.git("checkout", "-q", "main")


def stopped(kept: Kept, *words: str) -> None:
    """Git, which must stop at a conflict."""
    with pytest.raises(AssertionError):
        kept.git(*words)
    assert "<<<<<<< " in kept.read(LOCK)


def in_two(kept: Kept) -> None:
    """A merge of two choices for s010: take 1 here, take 2 approved there."""
    branch(kept, "hers", ("pick", "s010", "2"), ("approve", "s010", "--why", "the hat"))
    branch(kept, "mine", ("pick", "s010", "1"), ("build",))
    kept.git("checkout", "-q", "mine")
    stopped(kept, "merge", "hers")


# ------------------------------------------------------------------ by git itself


def test_git_merges_different_pictures_and_nothing_is_made(kept: Kept) -> None:
    branch(kept, "hers", ("approve", "character:mara"))
    branch(kept, "mine", ("lock", "s020", "--why", "the end"))
    kept.git("merge", "-q", "--no-edit", "mine")
    kept.git("merge", "-q", "--no-edit", "hers")
    assert block(kept, "character:mara")["state"] == "approved"
    assert block(kept, "shot:s020")["state"] == "locked"
    assert kept.made() == []


def test_both_edit_another_shot_and_nothing_is_made(kept: Kept) -> None:
    kept.git("checkout", "-q", "-b", "hers")
    kept.edit("storyforge.yaml", "@mara sits", "@mara lies down")
    assert kept.made() == ["s020"]
    kept.commit("hers")
    kept.git("checkout", "-q", "main")
    kept.edit("storyforge.yaml", "an oil lantern", "a gas lantern")
    kept.build()
    kept.git("checkout", "-q", "storyforge.yaml")  # the lantern's shot alone is in both
    kept.build()
    branch(kept, "mine", ("approve", "location:pier"))
    kept.git("merge", "-q", "--no-edit", "mine")
    kept.git("merge", "-q", "--no-edit", "hers")
    assert kept.made() == []


def test_an_approval_never_comes_to_rest_on_another_picture(kept: Kept) -> None:
    branch(kept, "hers", ("approve", "element:lantern"))
    kept.edit("storyforge.yaml", "an oil lantern", "a gas lantern")
    kept.build()
    kept.commit("mine")
    stopped(kept, "merge", "hers")
    said = kept.run("resolve")
    assert "element:lantern" in said.out


# ------------------------------------------------------------------ a choice


def test_a_conflict_names_both_pictures_and_the_way_out(kept: Kept) -> None:
    in_two(kept)
    before = kept.read(LOCK)
    for verb in ("build", "plan", "check"):
        said = kept.run(verb)
        assert said.code == 2
        assert "error[L002]: storyforge.lock holds a merge conflict" in said.err
        assert "hint: `storyforge resolve` shows both pictures" in said.err
    said = kept.run("resolve")
    assert said.code == 1
    name, ours, theirs = said.out.splitlines()
    assert name == "s010"
    assert ours.startswith("  ours (HEAD): take 1, picked  board/sc1/")
    assert theirs.startswith("  theirs (hers): take 2, approved  ")
    for line in (ours, theirs):
        assert (kept.root / line.split("  ")[-1]).is_file()
    assert said.err == (
        "1 conflict left: `storyforge resolve NODE --ours` or `--theirs`; without NODE all of them\n"
    )
    assert kept.read(LOCK) == before


@pytest.mark.parametrize(
    ("words", "take", "state"),
    [
        (("--ours",), 1, "picked"),
        (("--theirs",), 2, "approved"),
        (("s010", "--theirs"), 2, "approved"),
        (("shot:s010", "--take", "0"), 0, "picked"),
        (("s010", "--ours", "--take", "2"), 2, "picked"),
    ],
)
def test_it_is_resolved_each_way_and_nothing_is_made_but_what_follows(
    kept: Kept, words: tuple[str, ...], take: int, state: str
) -> None:
    in_two(kept)
    kept.git("checkout", "--theirs", "storyforge.yaml")
    said = kept.run("resolve", *words)
    assert said.code == 0, said.err
    assert said.err.startswith(f"settled  s010 take {take}, ")
    assert said.err.endswith(NEXT)
    found = block(kept, "shot:s010")
    assert (found["take"], found["state"], sorted(found["takes"])) == (take, state, ["0", "1", "2"])
    kept.commit("merged")
    assert "s010" not in " ".join(kept.made())


def test_one_after_the_other(kept: Kept) -> None:
    every = ("character:mara", "element:lantern")
    branch(kept, "hers", *(("lock", each) for each in every), ("pick", "s010", "2"))
    kept.edit("storyforge.yaml", MARA, "description: an old lamplighter")
    kept.edit("storyforge.yaml", "an oil lantern", "a gas lantern")
    kept.build()
    kept.commit("mine")
    stopped(kept, "merge", "hers")
    theirs = json.loads(kept.git("show", f"hers:{LOCK}"))["nodes"]
    ours = json.loads(kept.git("show", f"main:{LOCK}"))["nodes"]
    said = kept.run("resolve", "character:mara", "--theirs")
    assert (said.code, said.err.splitlines()[0]) == (1, "settled  character:mara take 0, theirs")
    assert "element:lantern" in said.out
    assert "ours (HEAD): " in kept.run("resolve").out
    assert kept.run("build").code == 2
    assert kept.run("resolve", "s010", "--ours").code == 1
    assert kept.run("resolve", "character:mara", "--theirs").code == 2  # no conflict any more
    said = kept.run("resolve", "--theirs")
    assert (said.code, said.out) == (0, "")
    assert block(kept, "character:mara") == theirs["character:mara"]
    assert block(kept, "element:lantern") == theirs["element:lantern"]
    assert block(kept, "shot:s010") == ours["shot:s010"]
    assert write(read((kept.root / LOCK).read_bytes())) == (kept.root / LOCK).read_bytes()


def test_a_rebase_ends_too(kept: Kept) -> None:
    branch(kept, "mine", ("pick", "s010", "1"))
    branch(kept, "hers", ("pick", "s010", "2"))
    kept.git("checkout", "-q", "mine")
    stopped(kept, "rebase", "hers")
    assert kept.run("resolve", "--theirs").code == 0  # in a rebase that is one's own commit
    assert block(kept, "shot:s010")["take"] == 1
    assert kept.run("build").code == 0  # the board too, which git left in two
    kept.git("add", "-A")
    kept.git("-c", "core.editor=true", "rebase", "--continue")
    assert kept.run("build").code == 0


def test_pictures_added_at_the_same_place_are_no_choice(kept: Kept) -> None:
    for name, shot in (("hers", "s011"), ("mine", "s012")):
        kept.git("checkout", "-q", "-b", name, "main")
        more = f'- {{id: {shot}, prompt: "@lantern {shot}"}}\n      - {{id: s020'
        kept.edit("storyforge.yaml", "- {id: s020", more)
        assert kept.made() == [shot]
        kept.commit(name)
    with pytest.raises(AssertionError):
        kept.git("merge", "hers")
    kept.write(storyforge_yaml=FILM)
    for shot in ("s012", "s011"):
        more = f'- {{id: {shot}, prompt: "@lantern {shot}"}}\n      - {{id: s020'
        kept.edit("storyforge.yaml", "- {id: s020", more)
    said = kept.run("resolve")
    assert (said.code, said.out) == (0, "")
    assert kept.made() == []


def test_a_page_carries_both_pictures(kept: Kept) -> None:
    in_two(kept)
    said = kept.run("resolve", "--html")
    assert "both pictures of each are in board/resolve.html" in said.err
    page = kept.read("board/resolve.html")
    assert page.count('<img src="data:image/') == 2
    assert "storyforge resolve s010 --ours" in page
    assert "storyforge resolve s010 --theirs" in page


def test_a_picture_that_is_not_here_can_be_chosen(kept: Kept, tmp_path: Path) -> None:
    kept.file(".gitignore", ".storyforge/\nboard/\n")
    kept.git("rm", "-rq", "--cached", "board")
    kept.commit("without pictures")
    in_two(kept)
    (kept.root / "board").rename(tmp_path / "away")
    (kept.root / ".storyforge").rename(tmp_path / "gone")
    said = kept.run("resolve", "--html")
    assert [line.endswith("  not here") for line in said.out.splitlines()[1:]] == [True, True]
    assert kept.run("resolve", "--theirs").code == 0


def test_the_other_picture_is_taken_from_git_while_it_has_it(kept: Kept, tmp_path: Path) -> None:
    """Two people, two stores: what she made is here only as git's other half of a board's file."""
    kept.git("checkout", "-q", "-b", "hers")
    kept.edit("storyforge.yaml", "an oil lantern", "a gas lantern")
    kept.build()
    kept.commit("hers")
    lantern = next((kept.root / "board").rglob("lantern.png"))
    hers = lantern.read_bytes()
    kept.git("checkout", "-q", "main")
    (kept.root / ".storyforge").rename(tmp_path / "hers")
    kept.edit("storyforge.yaml", "an oil lantern", "a lantern of brass")
    kept.build()
    kept.commit("mine")
    stopped(kept, "merge", "hers")
    kept.git("checkout", "--theirs", "storyforge.yaml")
    said = kept.run("resolve", "--theirs")
    assert said.code == 0
    assert kept.made() == []
    assert lantern.read_bytes() == hers


def test_a_merge_that_git_did_not_even_try(kept: Kept) -> None:
    """No marks in the file: both sides stand in git's index alone."""
    kept.file(".gitattributes", "storyforge.lock -merge\n")
    kept.commit("never merged by git")
    branch(kept, "hers", ("pick", "s010", "2"))
    branch(kept, "mine", ("pick", "s010", "1"))
    kept.git("checkout", "-q", "mine")
    with pytest.raises(AssertionError):
        kept.git("merge", "hers")
    said = kept.run("resolve")
    assert said.out.splitlines()[2].startswith("  theirs: take 2, picked  ")
    assert kept.run("resolve", "--theirs").code == 0
    assert block(kept, "shot:s010")["take"] == 2
    assert kept.run("resolve").code == 2  # settled


def test_marks_without_git(kept: Kept, tmp_path: Path) -> None:
    in_two(kept)
    (kept.root / ".git").rename(tmp_path / "away")
    assert kept.run("resolve", "--theirs").code == 0
    assert block(kept, "shot:s010")["take"] == 2


def test_what_is_misused_is_said(kept: Kept) -> None:
    said = kept.run("resolve")
    assert said.code == 2
    assert "error[T001]: storyforge.lock holds no merge conflict" in said.err
    in_two(kept)
    said = kept.run("resolve", "s020", "--ours")
    assert "error[T001]: s020 is not in conflict" in said.err
    said = kept.run("resolve", "s010", "--take", "7")
    assert "error[T001]: s010 has no take 7 there" in said.err
    assert kept.run("resolve", "--take", "1").code == 2


# ------------------------------------------------------------------ properties

_digests = st.sampled_from(["a" * 64, "b" * 64, "c" * 64])
_takes = st.builds(LockTake, _digests, st.just("d" * 64), rejected=st.booleans())


@st.composite
def _entries(draw: st.DrawFn) -> LockEntry:
    takes = draw(st.dictionaries(st.integers(0, 2), _takes, min_size=1, max_size=3))
    words = draw(st.sampled_from(["", "so"]))
    state = draw(st.sampled_from(STATES))
    return LockEntry(draw(_digests), draw(st.sampled_from(sorted(takes))), takes, state, words)


_names = st.sampled_from(["shot:s010", "shot:s020", "character:mara"])
_lockfiles = st.dictionaries(_names, _entries(), max_size=3).map(Lockfile)


@st.composite
def _edited(draw: st.DrawFn) -> tuple[Lockfile, Lockfile, Lockfile]:
    """A base, and two lockfiles that differ from it in some nodes."""
    base = draw(_lockfiles)
    sides = [Lockfile({**base.nodes, **draw(_lockfiles).nodes}) for _ in range(2)]
    return base, sides[0], sides[1]


@settings(max_examples=300, deadline=None)
@given(_edited())
def test_a_merge_does_not_ask_who_is_who(three: tuple[Lockfile, Lockfile, Lockfile]) -> None:
    base, ours, theirs = three
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert one.nodes == other.nodes
    assert one.conflicts == tuple(Conflict(e.node, e.theirs, e.ours) for e in other.conflicts)


@settings(max_examples=200, deadline=None)
@given(_edited())
def test_a_side_that_changed_nothing_changes_nothing(
    three: tuple[Lockfile, Lockfile, Lockfile],
) -> None:
    base, ours, _ = three
    assert merge(base, ours, base) == Merged(ours.nodes, ()) == merge(base, base, ours)
    assert merge(base, ours, ours) == Merged(ours.nodes, ())
    assert merge(Lockfile(), ours, ours) == Merged(ours.nodes, ())


@settings(max_examples=300, deadline=None)
@given(_edited(), st.sampled_from(["ours", "theirs"]))
def test_every_picture_of_a_merge_is_one_of_its_sides(
    three: tuple[Lockfile, Lockfile, Lockfile], side: str
) -> None:
    base, ours, theirs = three
    merged = merge(base, ours, theirs)
    settled = {each.node: settle(each, side) for each in merged.conflicts}  # type: ignore[arg-type]
    nodes = {**merged.nodes, **{node: entry for node, entry in settled.items() if entry}}
    for node, entry in nodes.items():
        mine = [each.nodes[node] for each in (ours, theirs) if node in each.nodes]
        assert (entry.key, entry.take, entry.chosen and entry.chosen.out) in [
            (each.key, each.take, each.chosen and each.chosen.out) for each in mine
        ]
    for conflict in merged.conflicts:
        picked = settled[conflict.node]
        assert picked
        assert replace(picked, takes={}) == replace(conflict.side(side), takes={})  # type: ignore[arg-type]
    assert read(write(Lockfile(nodes))) == Lockfile(nodes)


@settings(max_examples=300, deadline=None)
@given(_edited())
def test_what_is_left_is_read_again_as_the_same_conflicts(
    three: tuple[Lockfile, Lockfile, Lockfile],
) -> None:
    merged = merge(*three)
    data = unfinished(merged, ("HEAD", "hers"))
    found = halves(data)
    assert (found is not None) == bool(merged.conflicts)
    if found:
        assert found.begun
        again = merge(Lockfile(), read(found.ours), read(found.theirs))
        assert again == merged
        assert unfinished(again, found.labels) == data


def test_a_number_that_means_two_pictures_needs_a_side() -> None:
    one = LockEntry("a" * 64, 0, {0: LockTake("b" * 64, "c" * 64)})
    other = replace(one, takes={0: LockTake("d" * 64, "e" * 64)})
    assert side_of(Conflict("shot:s010", one, other), 0) is None
    assert merge(Lockfile(), Lockfile({"n": one}), Lockfile({"n": other})).conflicts


# ------------------------------------------------------------------ files for git


def test_init_git_writes_what_is_missing_and_keeps_what_is_there(kept: Kept) -> None:
    said = kept.run("init", "--git")
    assert said.code == 0, said.err
    assert said.err == (
        "wrote .gitattributes\n"
        "added to .gitignore: exports/, board/resolve.html\n"
        "wrote .pre-commit-config.yaml\n"
        "wrote .github/workflows/storyboard.yml\n"
    )
    assert kept.read(".gitattributes").splitlines()[:2] == [
        "storyforge.lock text eol=lf merge=text",
        "board/**/*.png binary",
    ]
    assert kept.git("check-attr", "text", "--", "board/sc1/s010.png").endswith("text: unset\n")
    tree = kept.tree()
    said = kept.run("init", "--git")
    assert [line[:14] for line in said.err.splitlines()] == ["left as it is:"] * 4
    assert kept.tree() == tree
    assert kept.made() == []


def test_init_git_starts_a_project_with_lfs(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "film", "board game")
    (kept.top / ".gitignore").unlink(missing_ok=True)
    (kept.root / ".gitignore").unlink(missing_ok=True)
    said = kept.run("init", "--git", "--lfs")
    assert said.code == 0, said.err
    assert said.err.endswith("next: `git lfs install`, once on each computer\n")
    assert "board/**/*.mp4 filter=lfs diff=lfs merge=lfs -text" in kept.read(".gitattributes")
    assert kept.read(".gitignore") == ".storyforge/\nexports/\nboard/resolve.html\n"
    for name in (".pre-commit-config.yaml", ".github/workflows/storyboard.yml"):
        assert yaml.safe_load((kept.top / name).read_text("utf-8"))
    workflow = (kept.top / ".github/workflows/storyboard.yml").read_text("utf-8")
    assert "- run: storyforge -C 'board game' build --locked\n" in workflow
    assert "entry: storyforge -C 'board game' check\n" in (
        kept.top / ".pre-commit-config.yaml"
    ).read_text("utf-8")


def test_init_git_says_that_pictures_are_left_out(kept: Kept) -> None:
    kept.file(".gitignore", "mine\nboard/")
    said = kept.run("init", "--git")
    assert kept.read(".gitignore") == "mine\nboard/\n.storyforge/\nexports/\nboard/resolve.html\n"
    assert "note: .gitignore leaves board/ out" in said.err
    assert kept.run("init", "--lfs").code == 2
