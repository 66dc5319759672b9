"""Files that a manifest names: not there, no pictures, cut short, too large, outside the project."""

import os
import struct
from collections.abc import Callable

import pytest
from pier import lines, png, told
from world import World

BOMB = png()[:16] + struct.pack(">II", 60000, 60000) + png()[24:]


def _naming(world: World, written: str) -> World:
    """A film with a character drawn from `written`, a picture in `refs/` and one outside."""
    world.file(
        "storyforge.yaml",
        f"""
        storyforge: 1
        provider: stub
        characters:
          mara:
            description: lamplighter
            references: [{written}]
        """,
    )
    world.file("refs/mara.png", png())
    world.file("../outside/x.png", png())
    world.file("../outside/c.yaml", "characters: {mara: lamplighter}\n")
    return world


def _expected(code: str, sentence: str, written: str, hint: str) -> str:
    """The whole message about a file that is named in line 6."""
    return (
        f"error[{code}]: {sentence}\n"
        "  --> storyforge.yaml:6:18\n"
        f"      6 |     references: [{written}]\n"
        f"        |                  {'^' * len(written)}\n"
        f"  hint: {hint}\n"
    )


INTO = "copy the file into the project and write its path relative to this file"
WHOLE = "copy the file into the project; a project must be whole when it is cloned"
NAME = "give the file another name"
WRITTEN: dict[str, tuple[str, str, str]] = {
    # what is written: code, sentence, hint
    "refs/mra.png": ("R301", 'there is no file "refs/mra.png"', 'did you mean "refs/mara.png"?'),
    "ref/mara.png": ("R301", 'there is no file "ref/mara.png"', 'did you mean "refs/mara.png"?'),
    "Refs/Mara.PNG": ("R301", 'there is no file "Refs/Mara.PNG"', 'did you mean "refs/mara.png"?'),
    "zz/qq.png": ("R301", 'there is no file "zz/qq.png"', "put the file there"),
    "refs/mara.png/x.png": (
        *("R301", 'there is no file "refs/mara.png/x.png"', "put the file there"),
    ),
    "refs": ("R301", '"refs" is no file', "name a picture"),
    ".": ("R301", '"." is no file', "name a picture"),
    "../outside/x.png": ("R302", '"../outside/x.png" leaves the project\'s folder', WHOLE),
    "refs/../../outside/x.png": (
        *("R302", '"refs/../../outside/x.png" leaves the project\'s folder', WHOLE),
    ),
    "/etc/passwd": ("R303", '"/etc/passwd" is an absolute path', INTO),
    "~/x.png": ("R303", '"~/x.png" is an absolute path', INTO),
    "C:x.png": ("R303", '"C:x.png" is an absolute path', INTO),
    "C:/x.png": ("R303", '"C:/x.png" is an absolute path', INTO),
    r"\\host\x.png": ("R303", r'"\\host\x.png" is an absolute path', INTO),
    r"refs\mara.png": (
        *("R303", r'"refs\mara.png" is no portable path: folders are parted by `/`'),
        "write `/` between folders",
    ),
    "refs/a:b.png": (
        *("R303", '"refs/a:b.png" is no portable path: some systems allow no `:` in a name'),
        NAME,
    ),
    "refs/aux.png": (
        "R303",
        '"refs/aux.png" is no portable path: some systems keep that name for a device',
        NAME,
    ),
    "refs/mara.": (
        "R303",
        '"refs/mara." is no portable path: some systems drop a dot or a space at the end of a name',
        NAME,
    ),
    "https://host/x.png": (
        "R303",
        '"https://host/x.png" is an address; nothing is fetched from elsewhere',
        "copy the file into the project",
    ),
    "file:///etc/passwd": (
        "R303",
        '"file:///etc/passwd" is an address; nothing is fetched from elsewhere',
        "copy the file into the project",
    ),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_path_that_leads_nowhere_or_out(world: World, written: str) -> None:
    code, sentence, hint = WRITTEN[written]
    said = told(_naming(world, written))
    assert said == _expected(code, sentence, written, hint)
    assert told(world, "build") == said


def _link(world: World, name: str, target: str) -> None:
    os.symlink(target, world.root / name)


OUT = "put a real file in the project instead of the link"
PREPARED: dict[str, tuple[str, Callable[[World], object], tuple[str, str, str]]] = {
    # case: what is written, what is done before, (code, sentence, hint)
    "a link to a file outside": (
        "link.png",
        lambda world: _link(world, "link.png", "../outside/x.png"),
        ("R304", '"link.png" leads out of the project through a symbolic link', OUT),
    ),
    "a link to a folder outside": (
        "link/x.png",
        lambda world: _link(world, "link", "../outside"),
        ("R304", '"link/x.png" leads out of the project through a symbolic link', OUT),
    ),
    "a link outside to nothing: no names of that folder are told": (
        "link/y.png",
        lambda world: _link(world, "link", "../outside"),
        ("R304", '"link/y.png" leads out of the project through a symbolic link', OUT),
    ),
    "a link to itself": (
        "link.png",
        lambda world: _link(world, "link.png", "link.png"),
        ("R301", '"link.png" is a link that leads back to itself', "put a real file in its place"),
    ),
    "a pipe": (
        "pipe.png",
        lambda world: os.mkfifo(world.root / "pipe.png"),
        ("R301", '"pipe.png" is no file', "name a picture"),
    ),
}


@pytest.mark.parametrize("case", PREPARED)
def test_what_is_no_file_of_the_project(world: World, case: str) -> None:
    written, prepare, (code, sentence, hint) = PREPARED[case]
    prepare(_naming(world, written))
    assert told(world) == _expected(code, sentence, written, hint)


EXPORT = "export it as PNG, JPEG or WebP"
PICTURES: dict[str, tuple[bytes, tuple[str, str, str]]] = {
    # what the file is: its bytes, (code, sentence, hint)
    "text": (
        b"hello",
        ("I001", "this is something else, not a PNG, JPEG or WebP picture", EXPORT),
    ),
    "svg": (
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        ("I001", "this is an SVG drawing, not a PNG, JPEG or WebP picture", EXPORT),
    ),
    "html": (
        b"<!doctype html><html></html>",
        ("I001", "this is a web page, not a PNG, JPEG or WebP picture", EXPORT),
    ),
    "gif": (
        b"GIF89a\x01\x00\x01\x00",
        ("I001", "this is a GIF, not a PNG, JPEG or WebP picture", EXPORT),
    ),
    "heic": (
        b"\0\0\0\x18ftypheic",
        ("I001", "this is a HEIC photo, not a PNG, JPEG or WebP picture", EXPORT),
    ),
    "git lfs": (
        b"version https://git-lfs.github.com/spec/v1\n",
        (
            "I001",
            "this is the pointer of a file that git LFS has not fetched, "
            "not a PNG, JPEG or WebP picture",
            EXPORT,
        ),
    ),
    "nothing": (b"", ("I001", "the picture is empty", "copy or export it again")),
    "cut short": (
        png(40, 40)[:-20],
        (
            "I002",
            "the PNG is cut short: its end is missing",
            "copy or download it again; the transfer did not finish",
        ),
    ),
    "a decompression bomb": (
        BOMB,
        (
            "I003",
            "the PNG has 60000 × 60000 pixels, which is too many",
            "use a picture of at most 64,000,000 pixels",
        ),
    ),
}


@pytest.mark.parametrize("case", PICTURES)
def test_what_is_no_picture(world: World, case: str) -> None:
    data, (code, sentence, hint) = PICTURES[case]
    _naming(world, "refs/tom.png").file("refs/tom.png", data)
    said = told(world)
    assert said == _expected(code, f'"refs/tom.png": {sentence}', "refs/tom.png", hint)
    assert told(world, "build") == said


def test_a_file_that_is_missing_is_told_once_with_every_place(world: World) -> None:
    world.file(
        "storyforge.yaml",
        """
        storyforge: 1
        provider: stub
        include: [cast/*.yaml]
        shots:
          - {id: s010, prompt: "@mara waits", references: [refs/pier.jpg]}
        """,
    )
    world.file("refs/mara.png", png())
    world.file(
        "cast/people.yaml",
        """
        characters:
          mara: {picture: ../refs/mara.jpg}
          tom: {description: a boy, references: [../refs/pier.jpg]}
        """,
    )
    assert told(world) == lines("""
        error[R301]: there is no file "refs/mara.jpg"
          --> cast/people.yaml:2:19
              2 |   mara: {picture: ../refs/mara.jpg}
                |                   ^^^^^^^^^^^^^^^^
          hint: did you mean "../refs/mara.png"?
        error[R301]: there is no file "refs/pier.jpg"
          --> cast/people.yaml:3:42
              3 |   tom: {description: a boy, references: [../refs/pier.jpg]}
                |                                          ^^^^^^^^^^^^^^^^
          and it is named here too: storyforge.yaml:5:52
          hint: put the file there
        2 errors; nothing was made
        """)
