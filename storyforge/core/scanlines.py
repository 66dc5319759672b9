"""The loom: rows of a PNG, stored as differences from their neighbours, become plain pixels again.

PNG (third edition, chapter 9) predicts each byte from the one to the left (a), above (b) and above
left (c), so no byte can be had before its neighbours. But all bytes on a diagonal can be had at
once, for none of them is another's neighbour:

    row 0   0 1 2 3 4          each row is shifted right by its number; then column d of the
    row 1     1 2 3 4 5        slanted picture needs only the columns d-1 (a and b) and d-2 (c)
    row 2       2 3 4 5 6

A column is one great integer with a lane of 16 bits for each byte, so that one addition adds a
whole column. This is fast enough without any library, and no library's version can alter it.
"""

from collections.abc import Callable
from typing import Final

BAND_ROWS: Final = 128
"""Rows to be woven together: more make longer columns, but also wider margins."""

_BIAS: Final = 14  # a lane holds 2**14 plus a difference of two bytes, which is then never negative


class BadFilter(ValueError):
    """A row names a filter that PNG does not have."""


def unfiltered(rows: bytes, above: bytes, step: int) -> bytes:
    """The plain bytes of a band of filtered rows, each led by the number of its filter (0 to 4).

    `above` is the plain row above the band (zeros above the first) and gives the width; `step`
    is the number of bytes from a pixel to the next. Raises `BadFilter`.
    """
    stride = len(above) + 1
    filters = rows[::stride]
    if max(filters) > 4:
        raise BadFilter(f"filter {max(filters)}")
    plain = [rows[at + 1 : at + stride] for at in range(0, len(rows), stride)]
    if any(filters):
        plain = _woven(plain, above, step, _predictor(filters, step))
    return b"".join(plain)


def _woven(
    rows: list[bytes], above: bytes, step: int, predict: Callable[[int, int, int], int]
) -> list[bytes]:
    """Slant the rows, go over the columns from left to right, and set the rows upright again."""
    width, lanes = len(above), len(rows) * step
    full = width + lanes  # of a slanted row; the next one begins a pixel further
    slant = bytearray(full * len(rows))
    starts = range(0, len(rows) * (full + step), full + step)
    for start, row in zip(starts, rows):
        slant[start : start + width] = row
    low, inside, lane_bits = _each(0xFF, lanes), (1 << 16 * lanes) - 1, 16 * step
    a = c = 0
    for at in range(0, full - step, step):
        edge = _lanes(above[at : at + step])
        b = (a << lane_bits) & inside | edge
        raw = _column(slant, at, step, full)
        a, c = raw + predict(a, b, c) & low, b
        _put_column(slant, at, step, full, a.to_bytes(2 * lanes, "little"))
    return [bytes(slant[start : start + width]) for start in starts]


def _column(slant: bytearray, at: int, step: int, full: int) -> int:
    column = bytearray(2 * step * (len(slant) // full))
    for k in range(step):
        column[2 * k :: 2 * step] = slant[at + k :: full]
    return int.from_bytes(column, "little")


def _put_column(slant: bytearray, at: int, step: int, full: int, column: bytes) -> None:
    for k in range(step):
        slant[at + k :: full] = column[2 * k :: 2 * step]


def _lanes(values: bytes) -> int:
    spread = bytearray(2 * len(values))
    spread[::2] = values
    return int.from_bytes(spread, "little")


def _each(value: int, lanes: int) -> int:
    """The same value in every lane."""
    return int.from_bytes(value.to_bytes(2, "little") * lanes, "little")


def _predictor(filters: bytes, step: int) -> Callable[[int, int, int], int]:
    """What a column adds to its differences, from a, b and c, each row by its own filter."""

    def rows_with(kind: int) -> int:
        return _lanes(b"".join(b"\xff" * step if f == kind else bytes(step) for f in filters))

    sub, up, average, paeth = (rows_with(kind) for kind in (1, 2, 3, 4))
    nearest = _nearest(len(filters) * step)

    def predict(a: int, b: int, c: int) -> int:
        guess = a & sub | b & up
        if average:
            guess |= (a + b >> 1) & average
        return guess | nearest(a, b, c) & paeth if paeth else guess

    return predict


def _nearest(lanes: int) -> Callable[[int, int, int], int]:
    """Paeth's rule: of a, b and c that which is nearest to a + b - c, the first among equals."""
    one, bias, top = _each(1, lanes), _each(1 << _BIAS, lanes), _each(1 << 15, lanes)
    distance, distance_of_sum = _distance(lanes, _BIAS), _distance(lanes, _BIAS + 1)

    def nearest(a: int, b: int, c: int) -> int:
        from_a, from_b = b + bias - c, a + bias - c
        pa, pb, pc = distance(from_a), distance(from_b), distance_of_sum(from_a + from_b)
        not_c = pc | top
        take_a = ((pb | top) - pa & not_c - pa) >> 15 & one
        take_b = (not_c - pb >> 15 & one) & (take_a ^ one)
        return c ^ (a ^ c) & take_a * 0xFF ^ (b ^ c) & take_b * 0xFF

    return nearest


def _distance(lanes: int, bias: int) -> Callable[[int], int]:
    """For lanes that hold 2**`bias` plus a difference: the difference without its sign."""
    one, mask = _each(1, lanes), (1 << bias) - 1
    below = _each(mask, lanes)

    def distance(biased: int) -> int:
        negative = biased >> bias & one ^ one
        return ((biased ^ negative * mask) & below) + negative

    return distance
