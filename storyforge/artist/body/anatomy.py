"""A creature's joints, the size of its head and its height, whatever it is built like."""

from __future__ import annotations

from storyforge.artist.body.bird_frame import BIRDS, bird, scaled
from storyforge.artist.body.lowly_frame import BUGS, SWIMMERS, bug, snake, swimmer
from storyforge.artist.body.posture import Pose
from storyforge.artist.body.quadruped_frame import crown_of_frame, quadruped, stance_of
from storyforge.artist.body.quadruped_kinds import FRAMES
from storyforge.artist.body.skeleton import Body, Joints, skeleton
from storyforge.artist.body.species import SPECIES

_LOW = {"snake": 0.3, "insect": 0.45, "swimmer": 0.42}  # height over length
_HEADS = {  # of those who stand like a human: heads in their height
    "robot": 6.6,
    "skeleton": 7.2,
    "ghost": 6.6,
    "alien": 4.4,
    "monster": 7.0,
    "monkey": 4.6,
}
_SHAPES = {"alien": 0.74, "monster": 1.42, "robot": 1.14, "monkey": 1.0, "skeleton": 0.96}


def height_of(kind: str, height_cm: int | None, share: float = 1.0) -> float:
    """Metres from the ground to the top of the head when it stands; *height_cm* measures what
    `Species.tall` does, *share* makes it larger or smaller than usual when nothing is measured.
    """
    species = SPECIES[kind]
    measure = height_cm / 100 if height_cm else species.tall * share
    if species.family == "quadruped":
        return measure * crown_of_frame(kind)
    return measure * _LOW.get(species.family, 1.0)


def head_of(kind: str, height: float) -> float:
    """The side of a box round the head, metres."""
    family = SPECIES[kind].family
    if family == "quadruped":
        f = FRAMES[kind]
        return max(f.head, f.skull * f.head * 2.2) * height / crown_of_frame(kind) * 0.92
    if family == "bird":
        fowl = BIRDS[kind]
        return (fowl.head * 2 + fowl.beak * 0.6) * scaled(kind, height)
    if family == "swimmer":
        return SWIMMERS[kind].head * height / _LOW["swimmer"]
    if family == "snake":
        return 0.1 * height / _LOW["snake"]
    if family == "insect":
        return max(0.2, BUGS[kind].parts[-1][1] * 2.2) * height / _LOW["insect"]
    return height / _HEADS.get(kind, 7.3)


def body_of(kind: str, height: float, child: bool, broad: float) -> Body:
    """The proportions that framing and human poses need."""
    wide = _SHAPES.get(kind, 1.0) * broad if SPECIES[kind].family == "effigy" else broad
    return Body(height, child, wide, head_of(kind, height))


def creature(kind: str, height: float, body: Body, pose: Pose) -> Joints:
    """The joints on the spot facing +z, metres."""
    family, name = SPECIES[kind].family, pose.name
    look, nod = max(-80.0, min(80.0, pose.look)), pose.nod
    if family in ("effigy", ""):
        return skeleton(body, pose)
    if family == "quadruped":
        frame = FRAMES[kind]
        stance = stance_of(frame, name)
        joints = quadruped(frame, stance, nod, look, height / crown_of_frame(kind))
    elif family == "bird":
        joints = bird(kind, name, nod, look, height)
    elif family == "swimmer":
        joints = swimmer(kind, name, nod, look, height / _LOW["swimmer"])
    elif family == "snake":
        joints = snake(name, nod, look, height / _LOW["snake"])
    else:
        joints = bug(kind, name, nod, height / _LOW["insect"])
    if pose.perch:
        joints = {key: (x, y + pose.perch, z) for key, (x, y, z) in joints.items()}
    return joints
