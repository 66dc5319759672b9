"""The card before the film: what it is, by whom, which draft, how long."""

from __future__ import annotations

from PIL import Image, ImageDraw

from storyforge.artist.letters.lettering import fitted, put
from storyforge.core.board import Board
from storyforge.core.timecode import timecode
from storyforge.exporters.animatic.reel import Reel
from storyforge.exporters.captions import plain

_GROUND = (24, 24, 27)
_BRIGHT = (240, 238, 232)
_QUIET = (160, 158, 152)
_RULE = (84, 84, 88)
_LONGEST = 120  # signs: more are no title


def card(board: Board, reel: Reel) -> Image.Image:
    """The leader's picture, as large as the film's frame."""
    wide, tall = reel.size
    image = Image.new("RGB", reel.size, _GROUND)
    room, short = wide * 0.8, min(wide, tall)
    title = fitted(
        plain(board.title, _LONGEST) or "Untitled", room, tall * 0.26, short * 0.11, bold=True
    )
    length = timecode(reel.frames, reel.fps, board.drop)
    shots = f"{len(reel.held)} shot" + ("s" if len(reel.held) > 1 else "")
    told = (
        " · ".join(
            each
            for each in (plain(board.director, _LONGEST), plain(board.company, _LONGEST))
            if each
        ),
        plain(board.draft, _LONGEST),
        f"{shots} · {length} at {reel.fps} fps",
    )
    blocks = [fitted(each, room, tall * 0.09, short * 0.042) for each in told if each]
    gap = short * 0.03
    y = (tall - title.height - 2 * gap - sum(each.height + gap / 2 for each in blocks)) / 2
    put(image, wide * 0.1, y, title, _BRIGHT)
    y += title.height + gap
    pen = ImageDraw.Draw(image)
    pen.rectangle((wide * 0.42, y, wide * 0.58, y + max(1, short // 360)), fill=_RULE)
    y += gap
    for each in blocks:
        put(image, wide * 0.1, y, each, _QUIET)
        y += each.height + gap / 2
    return image
