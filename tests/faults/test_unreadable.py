"""What cannot be read at all: told with the place, and nothing else."""

import pytest
from pier import lines, told
from world import World

CASES: dict[str, tuple[dict[str, str | bytes], str]] = {
    "empty": (
        {
            "storyforge.yaml": "",
        },
        """
        error[Y002]: the file storyforge.yaml is empty
          --> storyforge.yaml:1:1
          hint: begin with a title and a first shot, or let storyforge init write an example
        """,
    ),
    "only a comment": (
        {
            "storyforge.yaml": "# storyforge: 1\n",
        },
        """
        error[Y002]: the file storyforge.yaml is empty
          --> storyforge.yaml:1:1
              1 | # storyforge: 1
                | ^
          hint: begin with a title and a first shot, or let storyforge init write an example
        """,
    ),
    "a list": (
        {
            "storyforge.yaml": "- storyforge: 1\n",
        },
        """
        error[M103]: this file is no storyboard: it must be a mapping
          --> storyforge.yaml:1:1
              1 | - storyforge: 1
                | ^
          hint: begin with fields such as `title:` and `scenes:`
        """,
    ),
    "a word": (
        {
            "storyforge.yaml": "storyforge\n",
        },
        """
        error[M103]: this file is no storyboard: it must be a mapping
          --> storyforge.yaml:1:1
              1 | storyforge
                | ^^^^^^^^^^
          hint: begin with fields such as `title:` and `scenes:`
        """,
    ),
    "not UTF-8": (
        {
            "storyforge.yaml": b"storyforge: 1\ntitle: Caf\xe9\n",
        },
        """
        error[Y001]: the file is not UTF-8: byte 24 (line 2, column 11) is 0xe9
          --> storyforge.yaml:2:11
              2 | title: Caf�
                |           ^
          hint: save the file as UTF-8; every editor has this under its encodings
        """,
    ),
    "UTF-16": (
        {
            "storyforge.yaml": b"\xff\xfes\x00t\x00o\x00r\x00y\x00f\x00o\x00r\x00g\x00e\x00:\x00 \x001\x00\n\x00",
        },
        r"""
        error[Y001]: the file is UTF-16: byte 0 (line 1, column 1) is 0xff
          --> storyforge.yaml:1:1
              1 | ��s\x00t\x00o\x00r\x00y\x00f\x00o\x00r\x00g\x00e\x00:\x00 \x001\x00
                | ^
          hint: save the file as UTF-8; every editor has this under its encodings
        """,
    ),
    "a tab": (
        {
            "storyforge.yaml": "storyforge: 1\nscenes:\n\t- id: sc1\n",
        },
        """
        error[Y004]: a tab stands where only spaces may
          --> storyforge.yaml:3:1
              3 |     - id: sc1
                | ^^^^
          hint: replace it by spaces; most editors can do so for the whole file
        """,
    ),
    "a quotation mark that is not closed": (
        {
            "storyforge.yaml": """
            storyforge: 1
            title: "The pier
            shots: []
            """,
        },
        """
        error[Y003]: a quotation mark is opened here and never closed
          --> storyforge.yaml:2:8
              2 | title: "The pier
                |        ^
          hint: close it with the same mark, or leave the quotes away
        """,
    ),
    "a second colon": (
        {
            "storyforge.yaml": """
            storyforge: 1
            title: Pier: night
            """,
        },
        """
        error[Y003]: a second colon on this line looks like another key
          --> storyforge.yaml:2:12
              2 | title: Pier: night
                |            ^
          hint: put the whole text in double quotes, such as title: "Pier: night"
        """,
    ),
    "a line that is not indented like the others": (
        {
            "storyforge.yaml": """
            storyforge: 1
            shots:
              - id: s010
               size: LS
            """,
        },
        """
        error[Y003]: this line stands among the entries of a list but does not begin with a dash
          --> storyforge.yaml:4:4
              4 |    size: LS
                |    ^
          hint: begin it with - or indent it like the entry it belongs to
        """,
    ),
    "an alias bomb": (
        {
            "storyforge.yaml": """
            storyforge: 1
            a: &a [x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
            d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
            e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
            f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
            g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]
            """,
        },
        """
        error[Y009]: written out, the aliases make more than 1000000 values
          --> storyforge.yaml:8:8
              8 | g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]
                |        ^^
          hint: write the values out, or name them by their ids
        """,
    ),
    "an alias of itself": (
        {
            "storyforge.yaml": """
            storyforge: 1
            shots: &a [*a]
            """,
        },
        """
        error[Y009]: this alias stands inside the very thing it names
          --> storyforge.yaml:2:12
              2 | shots: &a [*a]
                |            ^^
          hint: write out what is meant
        """,
    ),
    "a merge key, and the rest is read": (
        {
            "storyforge.yaml": """
            storyforge: 1
            shots:
              - <<: {size: LS}
                id: s010
                siez: LS
            """,
        },
        """
        error[Y010]: merging with << is not read here
          --> storyforge.yaml:3:5
              3 |   - <<: {size: LS}
                |     ^^
          hint: write the keys out, or put what is shared into a style or a character
        error[M101]: "siez" is not a field of a shot
          --> storyforge.yaml:5:5
              5 |     siez: LS
                |     ^^^^
          hint: did you mean "size"?
        2 errors; nothing was made
        """,
    ),
    "a tag": (
        {
            "storyforge.yaml": """
            storyforge: 1
            title: !!python/object/apply:os.system ["true"]
            """,
        },
        """
        error[Y007]: a value that begins with ! would be a tag, and tags are not read here
          --> storyforge.yaml:2:8
              2 | title: !!python/object/apply:os.system ["true"]
                |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          hint: if it is text, put the whole of it in double quotes
        """,
    ),
    "git left its marks": (
        {
            "storyforge.yaml": """
            storyforge: 1
            <<<<<<< HEAD
            title: The pier
            =======
            title: Pier
            >>>>>>> other
            """,
        },
        """
        error[Y014]: an unfinished merge of git stands in the file
          --> storyforge.yaml:2:1
              2 | <<<<<<< HEAD
                | ^^^^^^^
          hint: keep the lines of one side and delete the lines <<<<<<<, ======= and >>>>>>>
        """,
    ),
    "a bell in the text": (
        {
            "storyforge.yaml": b"storyforge: 1\ntitle: The\x07 pier\n",
        },
        r"""
        error[Y011]: the invisible character \x07 may not stand in a storyboard
          --> storyforge.yaml:2:11
              2 | title: The\x07 pier
                |           ^^^^
          hint: delete it; it often comes along when text is copied from elsewhere
        """,
    ),
    "a terminal escape in quotes, and the rest is read": (
        {
            "storyforge.yaml": 'storyforge: 1\ntitle: "\\e[2Jpier"\nfsp: 24\nshots:\n  - {id: "s\\e]0;x\\a1", prompt: "\\e[31mred"}\n  - {id: s020, "\\e[2J": 1}\n',
        },
        r"""
        error[Y011]: the invisible character \x1b may not stand in a storyboard
          --> storyforge.yaml:2:8
              2 | title: "\e[2Jpier"
                |        ^^^^^^^^^^^
          hint: delete it; it often comes along when text is copied from elsewhere
        error[M101]: "fsp" is not a field of a project
          --> storyforge.yaml:3:1
              3 | fsp: 24
                | ^^^
          hint: did you mean "fps"?
        error[Y011]: the invisible character \x1b may not stand in a storyboard
          --> storyforge.yaml:5:10
              5 |   - {id: "s\e]0;x\a1", prompt: "\e[31mred"}
                |          ^^^^^^^^^^^^
          hint: delete it; it often comes along when text is copied from elsewhere
        error[Y011]: the invisible character \x1b may not stand in a storyboard
          --> storyforge.yaml:5:32
              5 |   - {id: "s\e]0;x\a1", prompt: "\e[31mred"}
                |                                ^^^^^^^^^^^
          hint: delete it; it often comes along when text is copied from elsewhere
        error[Y011]: the invisible character \x1b may not stand in a storyboard
          --> storyforge.yaml:6:16
              6 |   - {id: s020, "\e[2J": 1}
                |                ^^^^^^^
          hint: delete it; it often comes along when text is copied from elsewhere
        5 errors; nothing was made
        """,
    ),
    "text that runs backwards": (
        {
            "storyforge.yaml": 'storyforge: 1\nshots:\n  - {id: "s\u202e01", size: "L\u200bS"}\n',
        },
        r"""
        error[M107]: "s\u202e01" cannot name a shot: an id is made of a-z, 0-9, `_` and `-`
          --> storyforge.yaml:3:10
              3 |   - {id: "s\u202e01", size: "L\u200bS"}
                |          ^^^^^^^^^^^
          hint: did you mean "s-01"?
        error[M102]: "L\u200bS" is not a shot size
          --> storyforge.yaml:3:24
              3 |   - {id: "s\u202e01", size: "L\u200bS"}
                |                             ^^^^^^^^^^
          hint: did you mean "LS"? It may be: ECU, BCU, CU, MCU, MS, COW, MLS, FS, LS, ELS, ES, MASTER
        2 errors; nothing was made
        """,
    ),
    "two documents": (
        {
            "storyforge.yaml": """
            storyforge: 1
            ---
            shots: []
            """,
        },
        """
        error[Y013]: a second document begins here; a file holds only one
          --> storyforge.yaml:2:1
              2 | ---
                | ^^^
          hint: take the line --- away, or move what follows it into a file of its own
        """,
    ),
    "a number beyond all": (
        {
            "storyforge.yaml": """
            storyforge: 1
            shots:
              - {id: s010, seed: 1e999, takes: .inf, roll: 99999999999999999999}
            """,
        },
        """
        error[Y012]: this number cannot be kept exactly
          --> storyforge.yaml:3:22
              3 |   - {id: s010, seed: 1e999, takes: .inf, roll: 99999999999999999999}
                |                      ^^^^^
          hint: whole numbers go up to 9007199254740991; if it is text, put it in quotes
        error[Y012]: this number cannot be kept exactly
          --> storyforge.yaml:3:36
              3 |   - {id: s010, seed: 1e999, takes: .inf, roll: 99999999999999999999}
                |                                    ^^^^
          hint: whole numbers go up to 9007199254740991; if it is text, put it in quotes
        error[Y012]: this number cannot be kept exactly
          --> storyforge.yaml:3:48
              3 |   - {id: s010, seed: 1e999, takes: .inf, roll: 99999999999999999999}
                |                                                ^^^^^^^^^^^^^^^^^^^^
          hint: whole numbers go up to 9007199254740991; if it is text, put it in quotes
        3 errors; nothing was made
        """,
    ),
    "a key that is a list": (
        {
            "storyforge.yaml": """
            storyforge: 1
            [a]: 1
            """,
        },
        """
        error[Y006]: a key must be a plain word; a list, a mapping or an alias may not be one
          --> storyforge.yaml:2:1
              2 | [a]: 1
                | ^
          hint: if this is text that begins with {, [ or *, put it in quotes, such as "{…}"
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(world: World, case: str) -> None:
    files, expected = CASES[case]
    for name, text in files.items():
        world.file(name, text)
    said = told(world)
    assert said == lines(expected)
    assert told(world, "build") == said
