"""Marks that run along the sides of the frame or stand in its corners."""

from __future__ import annotations

from storyforge.artist.ink.arrows import (
    Shape,
    Sign,
    band,
    bow,
    cut,
    dashes,
    ellipse,
    length,
    ribbon,
)
from storyforge.artist.stage.moving import Frame, Move, Signs, arrow, bar, streaks


def pan(frame: Frame, move: Move) -> Signs:
    """Along the foot of the frame, from a mark where it begins; the camera stays where it is."""
    w, h = frame.width, frame.height
    for y, rise in ((h - frame.edge, 1.0), (frame.edge, -1.0)):
        end = w * (0.5 + 0.4 * move.turn)
        start = end - move.turn * 0.44 * w * move.long
        path = bow((start, y), (end, y), rise * move.turn * 0.016 * frame.size)
        foot = bar((start, y), (0, 1), frame.half * 2.2, frame.half * 0.5)
        yield arrow(frame, path, move) + Sign((foot,))


def whip(frame: Frame, move: Move) -> Signs:
    """A pan so fast that only lines are left of what it passes."""
    w, h, half = frame.width, frame.height, frame.half
    for y in (h - frame.edge * 1.15, frame.edge * 1.15):
        end = w * (0.5 + 0.43 * move.turn)
        lines = []
        for off, near, far in (
            (-3.4, 0.16, 0.6),
            (-1.8, 0.1, 0.84),
            (1.8, 0.12, 0.76),
            (3.4, 0.19, 0.5),
        ):
            row = [
                (end - move.turn * w * near, y + off * half),
                (end - move.turn * w * far, y + off * half),
            ]
            lines.append(ribbon(row, half * 0.42, 0.3, 0.4))
        arrow = ribbon([(end - move.turn * 0.62 * w, y), (end, y)], 0.4, half * 1.25, half * 3.2)
        yield Sign((arrow,), tuple(lines))


def tilt(frame: Frame, move: Move) -> Signs:
    """Up or down one side."""
    w, h = frame.width, frame.height
    for x, rise in ((w - frame.edge, 1.0), (frame.edge, -1.0)):
        end = h * (0.5 + 0.38 * move.turn)
        start = end - move.turn * 0.46 * h * move.long
        path = bow((x, start), (x, end), -rise * move.turn * 0.016 * frame.size)
        foot = bar((x, start), (1, 0), frame.half * 2.2, frame.half * 0.5)
        yield arrow(frame, path, move) + Sign((foot,))


def roll(frame: Frame, move: Move) -> Signs:
    """Two arrows round the middle of the frame."""
    w, h, e = frame.width, frame.height, frame.edge
    sign = Sign()
    for middle in (0.625, 0.125):
        spread = 0.07 * move.long * move.turn
        path = ellipse(
            (w / 2, h / 2), w / 2 - e * 1.5, h / 2 - e * 1.3, middle - spread, middle + spread
        )
        sign += arrow(frame, path, move)
    yield sign


def corners(frame: Frame, move: Move) -> Signs:
    """Four arrows, from the corners inwards or back to them."""
    w, h, long = frame.width, frame.height, frame.size * 0.17 * move.long
    loose: tuple[Shape, ...] = ()
    for sx, sy in ((0, 0), (1, 0), (0, 1), (1, 1)):
        x, y = abs(sx * w - frame.edge * 0.55), abs(sy * h - frame.edge * 0.5)
        dx, dy = (1 - 2 * sx) * 0.84, (1 - 2 * sy) * 0.54
        ends = [(x, y), (x + dx * long, y + dy * long)]
        one = arrow(frame, ends if move.turn > 0 else ends[::-1], move)
        loose += one.solid + one.loose
    yield Sign((), loose)


def pedestal(frame: Frame, move: Move) -> Signs:
    """A column that rises or sinks on its foot."""
    h, half = frame.height, frame.half
    for x in (frame.edge, frame.width - frame.edge):
        low, top = h * 0.84, h * (0.84 - 0.62 * move.long)
        ends = [(x, low), (x, top)] if move.turn < 0 else [(x, top), (x, low)]
        foot = (bar((x, low + half * 2.2), (1, 0), half * 3.4, half * 0.7),)
        column = (band([(x, low + half * 1.6), (x, low + half * 0.2)], half * 1.3),)
        yield Sign(foot + column) + arrow(frame, ends, move)


def boom(frame: Frame, move: Move) -> Signs:
    """An arm that swings round its pivot."""
    h, reach = frame.height, frame.size * 0.24
    for x, side in ((frame.edge, 1.0), (frame.width - frame.edge, -1.0)):
        pivot = (x, h - frame.edge)
        low, high = 0.0, -0.2 * min(1.0, move.long + 0.15)
        turns = (low, high) if move.turn < 0 else (high, low)
        path = ellipse(pivot, reach * side, reach, *turns)
        arm = band([pivot, path[0]], frame.half * 0.42)
        yield Sign(
            (arm, tuple(ellipse(pivot, frame.half * 1.6, frame.half * 1.6, 0, 1, 14)))
        ) + arrow(frame, path, move)


def crane(frame: Frame, move: Move) -> Signs:
    """A long sweep up one side, or down it."""
    h, s = frame.height, frame.size
    for x, side in ((frame.edge * 1.1, 1.0), (frame.width - frame.edge * 1.1, -1.0)):
        long = 0.68 * h * move.long
        low, top = (x + side * 0.11 * s, h - frame.edge * 0.9), (x, h - frame.edge * 0.9 - long)
        rise = 0.07 * s * side
        path = bow(low, top, rise) if move.turn < 0 else bow(top, low, -rise)
        half = frame.half
        yield Sign((ribbon(path, half * 0.5, half * 1.5, half * 3.1),), streaks(frame, path, move))


def steadicam(frame: Frame, move: Move) -> Signs:
    """A smooth winding line that floats along the foot of the frame."""
    w, h, s = frame.width, frame.height, frame.size
    reach = min(w * 0.4, 0.62 * s) * move.long
    for y in (h - frame.edge * 1.1, frame.edge * 1.1):
        first = bow((w / 2 - reach, y), (w / 2, y), 0.034 * s)
        second = bow((w / 2, y), (w / 2 + reach, y), -0.034 * s)
        path = [*first, *second[1:]]
        yield arrow(frame, path if frame.heading > 0 else [(w - x, y) for x, y in path], move)


def drone(frame: Frame, move: Move) -> Signs:
    """A flying cross with four rotors, the path of its flight, and where it leads."""
    w, h, s, e = frame.width, frame.height, frame.size, frame.edge
    for mirror in (False, True):
        start, end, rise = {
            "up": ((e * 1.5, h - e * 2), (e * 1.5, h * 0.3), -0.05),
            "down": ((e * 1.5, e * 1.5), (e * 1.5, h * 0.72), 0.05),
            "in": ((e * 1.5, e * 1.5), (w * 0.36, h * 0.3), 0.06),
            "out": ((w * 0.36, h * 0.3), (e * 1.5, e * 1.7), -0.06),
            "": ((e * 1.5, e * 2), (w * 0.5, e * 1.3), 0.05),
        }[move.way if move.way in ("up", "down", "in", "out") else ""]
        path = bow(start, end, rise * s, 24)
        path = [(w - x, y) for x, y in path] if mirror else path
        whole = length(path) * min(1.0, move.long + 0.2)
        (x, y), r = path[0], s * 0.024
        arms = [
            band([(x - r, y - r * d), (x + r, y + r * d)], frame.half * 0.34) for d in (-0.7, 0.7)
        ]
        rotors = [
            tuple(ellipse((x + r * a, y + r * 0.7 * b), r * 0.62, r * 0.3, 0, 1, 12))
            for a in (-1, 1)
            for b in (-1, 1)
        ]
        trail = dashes(cut(path, s * 0.05, whole * 0.7), frame.half * 0.45, s * 0.03, s * 0.018)
        head = ribbon(
            cut(path, whole * 0.72, whole), frame.half * 0.6, frame.half, frame.half * 2.5
        )
        yield Sign((*arms, *rotors, head), trail)


def reveal(frame: Frame, move: Move) -> Signs:
    """An edge that gives way: a bar, what it hid, and where it goes."""
    w, h, s, half = frame.width, frame.height, frame.size, frame.half
    turns = (move.turn,) if move.way else (-1.0, 1.0)
    for y in (h - frame.edge, frame.edge):
        sign = Sign()
        for turn in turns:
            x = w * 0.5 - turn * (0.12 * s if move.way else -0.05 * s)
            ends = [(x + turn * 0.02 * s, y), (x + turn * (0.02 + 0.34 * move.long) * s, y)]
            ticks = tuple(
                bar((x - turn * (0.018 + 0.018 * k) * s, y), (0.35, 1), half * 1.7, half * 0.22)
                for k in range(3 if move.way else 1)
            )
            sign += Sign((bar((x, y), (0, 1), half * 3, half * 0.6),), ticks)
            sign += arrow(frame, ends, move)
        yield sign


def static(frame: Frame, move: Move) -> Signs:
    """A camera on three legs."""
    s, half = frame.size, frame.half * 0.42
    del move
    for x in (frame.width - frame.edge * 1.1, frame.edge * 1.1):
        top, low = frame.height - frame.edge * 1.7, frame.height - frame.edge * 0.5
        legs = [band([(x, top), (x + off * s, low)], half) for off in (-0.024, 0.0, 0.024)]
        body = band([(x - 0.024 * s, top - 0.012 * s), (x + 0.016 * s, top - 0.012 * s)], 0.013 * s)
        lens = band([(x + 0.016 * s, top - 0.012 * s), (x + 0.031 * s, top - 0.012 * s)], 0.007 * s)
        yield Sign((*legs, body, lens))
