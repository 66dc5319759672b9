"""A posture as numbers: angles of the trunk and the legs, and where the hands are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from storyforge.artist.stage.camera import V3

Limb = tuple[float, float, float, float]  # swing forward, out to the side, bend, last; degrees


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a hand is, in standing heights from the pit of the neck and turned with the trunk:
    out to its own side, up, ahead. The elbow points to *elbow*, in the same directions.
    """

    out: float
    up: float
    ahead: float
    elbow: V3 = (0.7, -0.7, -0.3)


Arm = Limb | Spot


@dataclass(frozen=True, slots=True)
class Front:
    """Furniture before somebody, metres: its near edge is *ahead*, its middle *aside* (right)."""

    kind: str  # table, desk, counter, rail, crate, piano, wheel, helm
    wide: float = 1.1
    deep: float = 0.7
    tall: float = 0.75
    ahead: float = 0.26
    aside: float = 0.0
    turn: float = 0.0  # degrees from the way the person faces; then *ahead* is its middle


@dataclass(frozen=True, slots=True)
class Pose:
    """Angles in degrees. Limbs swing forward from hanging straight down; l is the figure's left.

    The last number of an arm turns the forearm inwards, of a leg it points the toes down.
    """

    lean: float = 0.0
    nod: float = 0.0  # head: + looks up
    look: float = 0.0  # head: + turns to the figure's right
    arm_l: Arm = (3.0, 10.0, 18.0, 6.0)
    arm_r: Arm = (6.0, 10.0, 15.0, 6.0)
    leg_l: Limb = (3.0, 5.0, 4.0, 0.0)
    leg_r: Limb = (-3.0, 5.0, 2.0, 0.0)
    lying: str = ""  # back, front, right or left: the side that is down
    seat: str = ""  # chair, stool, bed, horse, bicycle …: what carries the hips
    turned: float | None = None  # degrees away from the camera when the verb says so
    name: str = "stand"
    gesture: str = ""
    tilt: float = 0.0  # head: + to the figure's right shoulder
    side: float = 0.0  # spine: + bends to the right
    curl: float = 0.0  # spine: + rounds the back, - arches it
    twist: float = 0.0  # shoulders against hips: + to the right
    roll: float = 0.0  # hips: + raises the right one
    slope: float = 0.0  # shoulders: + raises the right one
    planted: bool = False  # both feet flat on the ground
    lift: float = 0.0  # heights above the ground
    perch: float = 0.0  # metres of the seat's top
    show: float = 28.0  # degrees from facing us at which it reads best
    front: Front | None = None
    touch_l: V3 | None = None  # metres from the spot between the feet: right, up, ahead
    touch_r: V3 | None = None
    over: str = ""  # arms drawn once more over what is before the figure: "l", "r", "lr"
    cling: bool = False  # those arms lie over the other person as well
    hidden: str = ""  # legs that something else hides
    tucked: str = ""  # hands in pockets: not drawn
    mood: str = ""  # what the posture adds to the face
    grip: str = ""  # both, up, hang, aim, ear, shoulder: how a thing is held

    @property
    def sitting(self) -> bool:
        """Whether something carries the hips."""
        return bool(self.seat)


def mirrored(pose: Pose) -> Pose:
    """The same posture seen in a mirror; what the right hand holds stays in the right hand."""
    return replace(
        pose,
        arm_l=pose.arm_r,
        arm_r=pose.arm_l,
        leg_l=pose.leg_r,
        leg_r=pose.leg_l,
        look=-pose.look,
        tilt=-pose.tilt,
        side=-pose.side,
        twist=-pose.twist,
        roll=-pose.roll,
        slope=-pose.slope,
        lying={"right": "left", "left": "right"}.get(pose.lying, pose.lying),
        over=pose.over.translate(_SWAP),
        tucked=pose.tucked.translate(_SWAP),
    )


_SWAP = str.maketrans("lr", "rl")
