"""A beast through a camera: the sections of its trunk, neck and legs from its joints."""

from __future__ import annotations

from storyforge.artist.body.quadruped_frame import crown_of_frame, stance_of
from storyforge.artist.body.quadruped_kinds import FRAMES, Frame
from storyforge.artist.figures.actor import Inked
from storyforge.artist.stage.camera import V3
from storyforge.artist.stage.vector import between, cross, minus, plus, times, unit
from storyforge.artist.stage.volume import Section, square, tube

# way from the hips to the chest, half height and half width as shares of the chest's, lift
_TRUNK = (
    (-0.3, 0.42, 0.4, 0.34),
    (-0.2, 0.78, 0.72, 0.12),
    (0.0, 1.0, 0.94, 0.0),
    (0.3, 1.0, 0.9, 0.0),
    (0.62, 1.0, 0.96, 0.0),
    (0.9, 1.0, 1.0, 0.0),
    (1.1, 0.86, 0.82, 0.0),
    (1.24, 0.56, 0.56, 0.1),
)


class Beast:
    """A beast through a camera: its frame, its posture and the sections of its body."""

    def __init__(self, d: Inked) -> None:
        self.d = d
        kind = d.look.kind
        self.frame: Frame = FRAMES[kind]
        self.stance = stance_of(self.frame, d.actor.pose.name)
        self.size = d.tall / crown_of_frame(kind)  # metres of one height at the withers
        self.right: V3 = unit(minus(d.joints["shoulder_r"], d.joints["shoulder_l"]))
        self.trunk = self._trunk()
        self.neck = self._neck()

    def _trunk(self) -> list[Section]:
        """The barrel: deep at the chest, drawn up at the loin, the back a quiet line."""
        f, k, j = self.frame, self.size, self.d.joints
        hips, chest = j["hip"], j["chest"]
        axis = unit(minus(chest, hips))
        up = square((0.0, 1.0, 0.0), axis)
        long = self.frame.long * k * (1.0 if not self.stance.rump else 0.92)
        out = []
        broad = self.d.look.broad
        for t, tall, wide, lift in _TRUNK:
            share = f.waist + (1 - f.waist) * max(0.0, min(1.0, (t - 0.1) / 0.8))
            share = max(share, f.waist + (0.06 if t < 0.1 else 0.0))
            half = f.deep * 0.5 * k * tall * share
            at = plus(hips, axis, t * long)
            if self.stance.rump:
                at = between(hips, chest, t)
            rise = f.deep * 0.5 * k - half if 0 < t < 1.05 and not self.stance.flat else 0.0
            rise = rise * 0.85 + lift * f.deep * 0.5 * k
            at = plus(at, up, rise)
            half *= 0.6 + 0.4 * broad
            out.append(
                Section(at, times(self.right, f.wide * 0.5 * k * wide * broad), times(up, half))
            )
        return out

    def _neck(self) -> list[Section]:
        f, k, j = self.frame, self.size, self.d.joints
        skull = f.skull * f.head
        root = between(j["chest"], j["neck"], 0.25)
        low = min(f.thick, f.deep * 0.46) * 0.9
        stops = [
            (plus(root, (0, 0, 0)), f.thick * 0.98),
            (between(j["neck"], j["poll"], 0.3), low * 0.8),
            (between(j["neck"], j["poll"], 0.66), (low * 0.62 + skull) / 2),
            (j["poll"], skull * 0.82),
        ]
        stops[0] = (stops[0][0], min(stops[0][1], f.deep * 0.41))
        axis = unit(minus(j["poll"], root))
        up = square(minus(self.d.lens.eye, j["neck"]), axis)
        flat = 0.74 if f.hoof else 0.9
        tall = square((0.0, 1.0, 0.0), self.right)
        along = square(tall, axis)
        if abs(axis[1]) > 0.97:
            along = square(minus(j["nose"], j["poll"]), axis)
        del up
        wide = cross(along, axis)
        return [Section(at, times(wide, r * k * flat), times(along, r * k)) for at, r in stops]

    def leg(self, name: str) -> list[Section]:
        """One leg from its root to the foot; name is fore_l, fore_r, hind_l or hind_r."""
        f, k, j = self.frame, self.size, self.d.joints
        pair, side = name.split("_")
        r = f.leg * k * (0.7 + 0.3 * self.d.look.broad)
        if pair == "fore":
            a, b, c, foot = (j[n + side] for n in ("shoulder_", "elbow_", "wrist_", "hand_"))
            stops = [
                (a, min(f.deep * 0.28 * k, r * 2.6)),
                (between(a, b, 0.6), r * 1.7),
                (b, r * 1.25),
                (between(b, c, 0.5), r * 1.02),
                (c, r * 0.9),
                (between(c, foot, 0.6), r * 0.74),
                (plus(foot, (0, r * 0.7, 0)), r * 0.76),
            ]
        else:
            a, b, c, foot = (j[n + side] for n in ("hip_", "knee_", "ankle_", "toe_"))
            big = f.deep * (0.36 if not self.stance.rump else 0.4) * k * max(0.8, f.waist)
            stops = [
                (a, big),
                (between(a, b, 0.5), big * 0.9),
                (b, max(r * 1.5, big * 0.62)),
                (between(b, c, 0.5), r * 1.25),
                (c, r * 0.86),
                (between(c, foot, 0.55), r * 0.72),
                (plus(foot, (0, r * 0.7, 0)), r * 0.76),
            ]
        return tube(self.d.lens.eye, stops)

    def near(self, name: str) -> bool:
        """Whether a leg is on our side of the trunk."""
        pair, side = name.split("_")
        top = self.d.joints[("shoulder_" if pair == "fore" else "hip_") + side]
        middle = between(self.d.joints["hip"], self.d.joints["chest"], 0.5)
        return self.d.lens.depth(top) < self.d.lens.depth(middle) - 0.02 * self.size
