"""What a feeling does to a face: one row of numbers each, and the words that ask for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from storyforge.artist.words import tokens


@dataclass(frozen=True, slots=True)
class Acting:
    """What a feeling does to a face; head units, + is up or wider; angles in degrees."""

    open: float = 1.0  # eyes
    inner: float = 0.0  # inner ends of the brows
    outer: float = 0.0
    smile: float = 0.0  # corners of the mouth
    gape: float = 0.0  # how far the mouth is open
    wide: float = 1.0
    teeth: float = 0.0  # share of the open mouth that is upper teeth
    squint: float = 0.0  # lower lids, 0..1
    skew: float = 0.0  # one brow and corner of the mouth above the other
    frown: float = 0.0  # creases between the brows, 0..1
    sneer: float = 0.0  # wrinkled nose and raised lip, 0..1
    roll: float = 0.0  # head to its right
    nod: float = 0.0  # head up
    aside: float = 0.0  # eyes to the face's own right
    lift: float = 0.0  # eyes up
    tears: bool = False
    blush: float = 0.0


CALM = Acting()
_ROWS: tuple[tuple[str, Acting], ...] = (
    (
        "happy smile joy joyful delighted cheerful warm proud glad relieved relief kind "
        "friendly hopeful content amused pleased grateful excited",
        Acting(0.88, 0.012, 0.016, 0.046, 0.0, 1.22, squint=0.45, blush=0.3, roll=3, nod=2),
    ),
    (
        "laugh grin triumphant ecstatic beam chuckle giggle hilarious cheer",
        Acting(0.3, 0.03, 0.03, 0.058, 0.1, 1.38, teeth=0.4, squint=1.0, blush=0.4, roll=-5, nod=8),
    ),
    (
        "cry weep tear tearful sob heartbroken wail bawl",
        Acting(
            0.34, 0.068, -0.04, -0.05, 0.042, 1.05, 0.2, 0.7, frown=0.7, tears=True, nod=-7, roll=5
        ),
    ),
    (
        "sad grief sorrow sorrowful mourn lonely melancholy ashamed regret hurt plead wistful "
        "unhappy gloomy dejected miserable disappointed guilty",
        Acting(0.66, 0.06, -0.038, -0.04, 0.0, 0.9, roll=5, nod=-7, lift=-8, frown=0.3),
    ),
    (
        "shout yell scream roar bellow furious outraged rage snarl",
        Acting(0.92, -0.066, 0.045, -0.012, 0.13, 1.12, teeth=0.26, frown=1.0, sneer=0.8, nod=-3),
    ),
    (
        "angry anger fierce scowl hostile glare mad annoyed irritated resentful",
        Acting(0.74, -0.062, 0.036, -0.042, 0.0, 0.9, squint=0.4, frown=1.0, sneer=0.3, nod=-6),
    ),
    (
        "stern grim cold severe strict disapproving",
        Acting(0.76, -0.042, 0.01, -0.024, 0.0, 0.9, frown=0.6, nod=-2),
    ),
    (
        "afraid fear scared frightened terrified anxious panic trapped desperate horror horrified "
        "alarmed dread fearful wild",
        Acting(1.42, 0.066, -0.012, -0.03, 0.045, 1.02, teeth=0.55, frown=0.5, nod=3, roll=-3),
    ),
    (
        "worried nervous uneasy concerned tense troubled",
        Acting(1.1, 0.05, -0.016, -0.022, 0.0, 0.86, frown=0.4, roll=2),
    ),
    (
        "surprise shock astonish amaze awe wonder startle gasp disbelief stunned speechless",
        Acting(1.5, 0.066, 0.056, 0.0, 0.095, 0.6, nod=4),
    ),
    (
        "tired weary exhausted breathless sigh faint sleepy drowsy bored",
        Acting(0.42, 0.02, -0.026, -0.016, 0.018, 0.86, roll=7, nod=-9, lift=-10),
    ),
    (
        "determined resolute resolve focus focused concentrate intent serious defiant steadfast "
        "brave stubborn",
        Acting(0.78, -0.045, 0.02, -0.006, 0.0, 0.84, squint=0.3, frown=0.7, nod=-4),
    ),
    (
        "disgust revulsion revolted repelled nausea sick contempt",
        Acting(
            0.58,
            -0.035,
            -0.006,
            -0.046,
            0.0,
            0.94,
            squint=0.7,
            skew=0.02,
            frown=0.6,
            sneer=1.0,
            roll=-6,
            nod=5,
        ),
    ),
    (
        "suspicious suspicion distrust wary sly cunning mistrust doubtful sceptical skeptical",
        Acting(
            0.5,
            -0.03,
            0.012,
            -0.008,
            0.0,
            0.84,
            squint=0.6,
            skew=0.026,
            frown=0.4,
            aside=20,
            nod=-4,
            roll=3,
        ),
    ),
    (
        "thoughtful pensive curious unsure puzzled uncertain confused ponder reflective "
        "contemplative dreamy",
        Acting(0.86, 0.02, 0.004, -0.012, 0.0, 0.8, skew=0.018, aside=-16, lift=15, roll=7),
    ),
    (
        "love loving tender fond adore affection infatuated enamoured smitten",
        Acting(0.72, 0.04, 0.012, 0.038, 0.0, 1.06, squint=0.3, roll=9, nod=3, blush=1.0),
    ),
    (
        "pain hurting wince agony ache suffer anguish grimace",
        Acting(
            0.12,
            -0.03,
            -0.012,
            -0.03,
            0.04,
            1.3,
            teeth=1.0,
            squint=1.0,
            frown=1.0,
            sneer=0.7,
            roll=-7,
            nod=4,
        ),
    ),
    (
        "asleep sleep closed unconscious dead doze snore",
        Acting(0.0, 0.012, -0.006, -0.002, 0.0, 0.88, roll=9, nod=-10),
    ),
    ("calm quiet neutral patient still serene", Acting(0.95, smile=0.006)),
)
_SPEECH = frozenset(
    [
        "speak",
        "say",
        "talk",
        "tell",
        "ask",
        "answer",
        "whisper",
        "explain",
        "announce",
        "recite",
        "sing",
        "call",
        "reply",
        "murmur",
    ]
)
FEELINGS: dict[str, Acting] = {word: act for words, act in _ROWS for word in words.split()}
_ENDS = ("", "s", "ing", "ed", "es", "ly", "ned", "ning", "ful")
_ODD = {
    "wept": "weep",
    "cries": "cry",
    "cried": "cry",
    "smiling": "smile",
    "said": "speak",
    "spoke": "speak",
    "sang": "sing",
    "fury": "furious",
    "angrily": "angry",
    "happily": "happy",
    "slept": "sleep",
    "crying": "cry",
    "worry": "worried",
    "happiness": "happy",
}


def _forms(word: str) -> list[str]:
    word = _ODD.get(word, word)
    bare = [word.removesuffix(end) for end in _ENDS if word.endswith(end)]
    return [form + tail for form in bare for tail in ("", "e", "ed")]


def speaks(text: str) -> bool:
    """Whether the text says that somebody talks."""
    return any(form in _SPEECH for word in tokens(text) for form in _forms(word))


def acting_for(text: str) -> Acting:
    """The first feeling named in the text, else a calm face; who speaks has an open mouth."""
    words = tokens(text)
    found = next((FEELINGS[f] for w in words for f in _forms(w) if f in FEELINGS), CALM)
    if not found.gape and speaks(text):
        found = replace(found, gape=0.03, wide=found.wide * 0.74, teeth=0.34)
    return found
