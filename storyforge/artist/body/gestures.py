"""What hands and head add to a stance: pointing, holding, drinking, praying, looking up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from storyforge.artist.body.posture import Arm, Pose, Spot


@dataclass(frozen=True, slots=True)
class Gesture:
    """What is laid over a stance; None leaves it as it is. Degrees added to lean, nod, tilt."""

    arm_l: Arm | None = None
    arm_r: Arm | None = None
    lean: float = 0.0
    nod: float = 0.0
    tilt: float = 0.0
    look: float = 0.0
    twist: float = 0.0
    show: float | None = None
    mood: str = ""
    grip: str = ""
    turned: float | None = None
    tucked: str = ""


_DOWN = (0.6, -0.9, -0.1)
_WIDE = (1.0, -0.3, 0.0)
_HIP = Spot(0.125, -0.27, 0.02, (1.0, 0.1, -0.5))
_POCKET = Spot(0.09, -0.285, 0.05, (0.9, 0.0, -0.7))
_FACE = Spot(0.035, 0.06, 0.1, (0.6, -0.8, 0.2))
_READ = Spot(0.03, -0.13, 0.2, _DOWN)
_CRATE = Spot(0.115, -0.22, 0.17, (0.9, -0.6, -0.3))

GESTURES: dict[str, Gesture] = {
    "point": Gesture(arm_r=(86, 10, 4, 2), show=62, twist=-8),
    "reach": Gesture(arm_r=(92, 6, 10, 4), lean=9, show=62, twist=-10),
    "give": Gesture(arm_r=(62, 6, 26, 6), arm_l=(14, 9, 40, 14), lean=4, show=60, grip="up"),
    "raise": Gesture(arm_r=(158, 12, 8, 0), nod=16, show=36),
    "aloft": Gesture(
        arm_r=Spot(0.36, 0.16, 0.12, (0.6, -0.9, -0.2)), nod=7, tilt=-3, show=24, grip="hang"
    ),
    "raiseboth": Gesture(arm_r=(150, 22, 10, 0), arm_l=(150, 22, 10, 0), nod=12, show=24),
    "surrender": Gesture(arm_r=(40, 62, 84, -44), arm_l=(40, 62, 84, -44), show=16, mood="afraid"),
    "hold": Gesture(arm_r=Spot(0.02, -0.17, 0.17, _DOWN), nod=-3, grip="up"),
    "holdboth": Gesture(arm_r=_READ, arm_l=_READ, nod=-6, grip="both"),
    "hang": Gesture(arm_r=(8, 10, 6, 2), grip="hang"),
    "lift": Gesture(arm_r=Spot(0.15, 0.06, 0.17, _DOWN), nod=6, tilt=-3, show=34, grip="hang"),
    "liftup": Gesture(
        arm_r=Spot(0.09, 0.27, 0.06, _WIDE),
        arm_l=Spot(0.09, 0.27, 0.06, _WIDE),
        nod=10,
        show=30,
        grip="both",
    ),
    "carry": Gesture(arm_l=_CRATE, arm_r=_CRATE, lean=-5, show=40, grip="both"),
    "hug": Gesture(
        arm_l=Spot(-0.03, -0.15, 0.12, _WIDE), arm_r=Spot(-0.02, -0.21, 0.13, _WIDE), grip="hug"
    ),
    "shoulder": Gesture(arm_r=Spot(0.06, -0.02, 0.1, _DOWN), grip="shoulder"),
    "umbrella": Gesture(arm_r=Spot(0.07, -0.15, 0.13, _DOWN), grip="up"),
    "phone": Gesture(arm_r=Spot(0.085, 0.06, 0.03, (0.7, -0.9, 0.3)), tilt=5, grip="ear"),
    "drink": Gesture(arm_r=Spot(0.0, -0.005, 0.125, (1, -0.6, 0.0)), nod=8, show=48, grip="mouth"),
    "eat": Gesture(arm_r=Spot(-0.01, 0.02, 0.135, (1, -0.6, 0.0)), nod=-8, show=46, grip="mouth"),
    "smoke": Gesture(arm_r=Spot(0.02, 0.03, 0.12, _DOWN), nod=4, show=48),
    "write": Gesture(
        arm_r=Spot(0.03, -0.21, 0.24, _WIDE), arm_l=Spot(0.06, -0.21, 0.22, _WIDE), nod=-26, lean=6
    ),
    "read": Gesture(arm_r=_READ, arm_l=_READ, nod=-22, tilt=3, show=34, grip="both"),
    "work": Gesture(
        arm_r=Spot(0.02, -0.2, 0.21, _WIDE),
        arm_l=Spot(0.03, -0.22, 0.19, _WIDE),
        nod=-22,
        lean=8,
        show=44,
    ),
    "sword": Gesture(arm_r=Spot(0.1, -0.12, 0.22, _DOWN), arm_l=(-20, 24, 40, 0), show=62, lean=4),
    "aim": Gesture(
        arm_r=Spot(-0.02, 0.01, 0.34, _DOWN),
        arm_l=Spot(-0.06, -0.02, 0.28, _DOWN),
        show=66,
        grip="aim",
        nod=-4,
        mood="stern",
    ),
    "aimlong": Gesture(
        arm_r=Spot(0.05, -0.01, 0.13, _WIDE),
        arm_l=Spot(-0.06, -0.0, 0.29, _DOWN),
        show=66,
        grip="aim",
        nod=-8,
        tilt=8,
        twist=16,
        mood="stern",
    ),
    "wave": Gesture(arm_r=Spot(0.2, 0.16, 0.06, (1, -0.7, 0)), show=22, mood="smiles", tilt=4),
    "salute": Gesture(arm_r=Spot(0.06, 0.11, 0.075, (1, 0, 0.1)), nod=4, show=30),
    "shrug": Gesture(
        arm_l=Spot(0.2, -0.17, 0.12, (0.5, -1, -0.4)),
        arm_r=Spot(0.2, -0.17, 0.12, (0.5, -1, -0.4)),
        tilt=10,
        show=14,
    ),
    "crossed": Gesture(
        arm_l=Spot(-0.075, -0.125, 0.09, (1, -0.5, 0.1)),
        arm_r=Spot(-0.06, -0.15, 0.105, (1, -0.5, 0.1)),
        lean=-3,
        nod=2,
        show=24,
    ),
    "pockets": Gesture(arm_l=_POCKET, arm_r=_POCKET, show=26, tucked="lr"),
    "hips": Gesture(arm_l=_HIP, arm_r=_HIP, show=20),
    "behindback": Gesture(
        arm_l=Spot(0.01, -0.27, -0.085, (1, 0, -0.3)), arm_r=Spot(0.01, -0.27, -0.085, (1, 0, -0.3))
    ),
    "pray": Gesture(
        arm_l=Spot(0.008, -0.07, 0.125, (0.8, -0.7, 0)),
        arm_r=Spot(0.008, -0.07, 0.125, (0.8, -0.7, 0)),
        nod=-20,
        show=46,
    ),
    "cry": Gesture(arm_l=_FACE, arm_r=_FACE, lean=8, nod=-24, show=26, mood="cries"),
    "think": Gesture(
        arm_r=Spot(0.02, -0.005, 0.1, _DOWN), arm_l=Spot(-0.03, -0.16, 0.11, _WIDE), nod=-6, tilt=6
    ),
    "clap": Gesture(
        arm_l=Spot(0.02, -0.1, 0.17, _WIDE), arm_r=Spot(0.02, -0.1, 0.17, _WIDE), mood="smiles"
    ),
    "speak": Gesture(
        arm_r=Spot(0.12, -0.14, 0.19, _DOWN), arm_l=(8, 10, 46, 16), mood="speaks", show=34, tilt=4
    ),
    "shout": Gesture(
        arm_l=Spot(0.07, 0.03, 0.125, _WIDE),
        arm_r=Spot(0.07, 0.03, 0.125, _WIDE),
        lean=8,
        nod=10,
        mood="shouts",
        show=40,
    ),
    "whisper": Gesture(arm_r=Spot(0.03, 0.04, 0.12, _DOWN), lean=8, tilt=10, mood="whispers"),
    "hush": Gesture(arm_r=Spot(-0.005, 0.035, 0.115, _DOWN), show=20),
    "laugh": Gesture(
        arm_l=Spot(0.0, -0.21, 0.1, _WIDE),
        arm_r=(16, 20, 60, 10),
        lean=-9,
        nod=16,
        tilt=6,
        mood="laughs",
    ),
    "cower": Gesture(
        arm_l=Spot(0.02, 0.08, 0.15, _WIDE),
        arm_r=Spot(0.03, 0.12, 0.14, _WIDE),
        lean=-8,
        nod=-14,
        mood="afraid",
    ),
    "lookup": Gesture(nod=30, lean=-4),
    "lookdown": Gesture(nod=-28, lean=5),
    "turnaway": Gesture(look=14, turned=146.0),
    "listen": Gesture(tilt=9, lean=4, look=16, nod=2),
    "stretch": Gesture(arm_l=(146, 34, 30, 0), arm_r=(158, 26, 50, 0), lean=-8, nod=14),
    "lamp": Gesture(arm_r=Spot(0.1, -0.07, 0.19, _DOWN), grip="hang"),
}


def laid_over(stance: Pose, name: str) -> Pose:
    """A stance with a gesture: its arms, and head and trunk turned that much further."""
    gesture = GESTURES.get(name)
    if gesture is None:
        return stance
    return replace(
        stance,
        arm_l=stance.arm_l if gesture.arm_l is None else gesture.arm_l,
        arm_r=stance.arm_r if gesture.arm_r is None else gesture.arm_r,
        lean=stance.lean + gesture.lean,
        nod=stance.nod + gesture.nod,
        tilt=stance.tilt * 0.5 + gesture.tilt,
        look=stance.look + gesture.look,
        twist=stance.twist + gesture.twist,
        show=stance.show if gesture.show is None or stance.show > 50 else gesture.show,
        mood=gesture.mood or stance.mood,
        grip=gesture.grip or stance.grip,
        turned=stance.turned if gesture.turned is None else gesture.turned,
        tucked=gesture.tucked,
        gesture=name,
    )
