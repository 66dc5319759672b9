"""Times of Final Cut: rational seconds, every one a whole number of frames."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from storyforge.core import film

_DOUBLED = {"12": "24", "15": "30"}
_NAMES = {"23.976": "2398", "29.97": "2997", "59.94": "5994"} | {
    rate: rate for rate in ("24", "25", "30", "50", "60")
}
_HEIGHTS = {(1280, 720): "720p", (1920, 1080): "1080p", (3840, 2160): "2160p"}


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of the film on a timeline of Final Cut, which knows no 12 and no 15: there a frame of
    the film is two of the timeline's."""

    name: str
    times: int

    @property
    def exact(self) -> Fraction:
        """Frames of the timeline in a second."""
        return film.RATES[self.name]

    def of(self, frames: int) -> str:
        """So many frames of the film: `1001/24000s`, or whole seconds: `5s`."""
        seconds = Fraction(frames * self.times) / self.exact
        if seconds.denominator == 1:
            return f"{seconds.numerator}s"
        over, under = self._frame()
        return f"{frames * self.times * over}/{under}s"

    def frame(self) -> str:
        """The length of a frame of the timeline, as Final Cut writes it: `100/2400s`."""
        over, under = self._frame()
        return f"{over}/{under}s"

    def _frame(self) -> tuple[int, int]:
        one = 1 / self.exact
        return (100, one.denominator * 100) if one.numerator == 1 else one.as_integer_ratio()

    def size(self, width: int, height: int) -> str:
        """Final Cut's own name of a format; empty where it has none."""
        height_name, rate = _HEIGHTS.get((width, height)), _NAMES.get(self.name)
        return f"FFVideoFormat{height_name}{rate}" if height_name and rate else ""


def rate_of(fps: str) -> Rate:
    """The rate of a timeline for a film of so many frames a second."""
    return Rate(_DOUBLED.get(fps, fps), 2 if fps in _DOUBLED else 1)
