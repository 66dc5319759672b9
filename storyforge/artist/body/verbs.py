"""Verbs in any form they come in, and the stance or gesture that each of them is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storyforge.artist.words import tokens

_STANCES: tuple[tuple[str, str], ...] = (
    ("run sprint flee race dash chase pursue bolt rush escape hurry charge jog", "run"),
    ("walk stride step pace stroll march approach enter cross come arrive follow go", "walk"),
    ("wander trudge limp advance hike", "walk"),
    ("leave depart exit", "leave"),
    ("sneak creep tiptoe prowl stalk", "sneak"),
    ("sit seat perch settle", "sit"),
    ("kneel genuflect", "kneel"),
    ("crouch squat duck hunch stoop", "crouch"),
    ("crawl", "crawl"),
    ("lie lay sleep doze asleep collapse faint unconscious dead sprawl", "lie"),
    ("fall tumble plunge topple", "fall"),
    ("trip stumble slip", "trip"),
    ("jump leap vault hurdle hop spring", "jump"),
    ("climb clamber scale", "climb"),
    ("swim dive float", "swim"),
    ("ride", "ride"),
    ("gallop", "gallop"),
    ("cycle pedal bicycle", "cycle"),
    ("drive", "drive"),
    ("steer", "steer"),
    ("lean slouch", "leanwall"),
    ("push shove", "push"),
    ("pull drag haul tug", "pull"),
    ("kick", "kick"),
    ("throw toss hurl fling", "throw"),
    ("fight punch strike grapple wrestle struggle brawl box", "fight"),
    ("dance waltz twirl", "dance"),
    ("hide cower", "hide"),
    ("pick gather", "pickup"),
    ("play", "play"),
    ("wait linger loiter queue", "wait"),
    ("stand stop pause halt rise", "stand"),
)
_GESTURES: tuple[tuple[str, str], ...] = (
    ("point accuse indicate", "point"),
    ("reach grab touch stretch knock light open catch press tap", "reach"),
    ("give offer hand pass present show", "give"),
    ("raise", "raise"),
    ("surrender", "surrender"),
    ("hold clutch grip grasp keep", "hold"),
    ("carry lug bring bear", "carry"),
    ("lift hoist heave", "lift"),
    ("hug cradle embrace comfort kiss", "hug"),
    ("drink sip swallow", "drink"),
    ("eat bite chew dine nibble", "eat"),
    ("smoke", "smoke"),
    ("write sign draw scribble sketch", "write"),
    ("read study", "read"),
    ("work repair mend solder polish cook fix sew type wash wipe tinker pour", "work"),
    ("aim shoot fire", "aim"),
    ("wave greet hail beckon", "wave"),
    ("salute", "salute"),
    ("shrug", "shrug"),
    ("pray", "pray"),
    ("cry weep sob mourn", "cry"),
    ("laugh giggle chuckle", "laugh"),
    ("shout yell scream call bellow", "shout"),
    ("whisper mutter murmur", "whisper"),
    ("speak talk say tell explain argue answer reply ask chat lecture announce", "speak"),
    ("listen eavesdrop", "listen"),
    ("think ponder wonder consider", "think"),
    ("clap applaud", "clap"),
    ("hush shush", "hush"),
    ("phone telephone dial", "phone"),
    ("yawn", "stretch"),
)
STANCE_OF: dict[str, str] = {verb: name for row, name in _STANCES for verb in row.split()}
GESTURE_OF: dict[str, str] = {verb: name for row, name in _GESTURES for verb in row.split()}
_HEADS = ("look", "glance", "stare", "gaze", "peer", "turn")
VERBS: dict[str, str] = {**dict.fromkeys(_HEADS, "look"), **STANCE_OF, **GESTURE_OF}
_ODD_FORMS = (
    "ran=run sat=sit lying=lie lain=lie laid=lie held=hold stood=stand came=come went=go "
    "gone=go lit=light fled=flee knelt=kneel crept=creep slept=sleep fell=fall fallen=fall "
    "leapt=leap sprang=spring swam=swim swum=swim rode=ride ridden=ride drove=drive "
    "driven=drive driving=drive threw=throw thrown=throw flung=fling fought=fight hid=hide "
    "hidden=hide gave=give given=give drank=drink drunk=drink ate=eat eaten=eat "
    "wrote=write written=write writing=write shot=shoot wept=weep spoke=speak "
    "spoken=speak said=say told=tell caught=catch struck=strike left=left shook=shake "
    "hung=hang rose=rise stole=steal brought=bring bore=bear thought=think drew=draw "
    "leant=lean lays=lie dying=lie leaving=leave seated=sit dove=dive strode=stride"
)
_ODD: dict[str, str] = dict(pair.split("=") for pair in _ODD_FORMS.split())
_ENDINGS = ("ing", "ed", "es", "s", "d")
_NOUN_AFTER = frozenset(
    (
        *("the", "a", "an", "his", "her", "their", "its", "one", "two", "both", "some", "of"),
        *("this", "that", "my", "your", "each", "every", "no", "dim", "cold", "warm", "bright"),
        *("left", "right", "brass", "gloved", "by", "gas", "last", "under", "low"),
    )
)


def stem(word: str) -> str:
    """The bare form of a verb that is known here; any other word as it is."""
    if word in VERBS:
        return word
    if word in _ODD:
        return _ODD[word]
    for ending in _ENDINGS:
        if not word.endswith(ending):
            continue
        short = word[: -len(ending)]
        forms = [short, short + "e"]
        if len(short) > 2 and short[-1] == short[-2]:
            forms.insert(0, short[:-1])
        if short.endswith("i"):
            forms.append(short[:-1] + "y")
        for form in forms:
            if form in VERBS:
                return form
    return word


@dataclass(frozen=True, slots=True)
class Heard:
    """What the words ask of a body; empty names where they ask nothing."""

    stance: str = ""
    gesture: str = ""
    nod: float = 0.0
    away: bool = False
    saying: str = ""  # speak, shout, whisper, laugh, cry: the face does it as well

    def __bool__(self) -> bool:
        return bool(self.stance or self.gesture or self.nod or self.away or self.saying)


_SAYING = frozenset(("speak", "shout", "whisper", "laugh", "cry"))
_WEAK = frozenset(("speak", "whisper", "hold", "listen", "think", "give", "laugh"))
_LOOKS = frozenset(("look", "glance", "stare", "gaze", "peer"))
_AWAY = frozenset(("away", "off"))


# what falls, runs and rises without being anybody
_NOBODY = frozenset(
    (
        *("light", "rain", "snow", "night", "street", "road", "water", "path", "lamp", "shadow"),
        *("silence", "darkness", "pier", "river", "fog", "smoke", "tears", "sun", "moon", "wind"),
        *("lamps", "camera", "flame", "door", "clock", "lights", "leaves", "waves", "river"),
    )
)


def verbs_in(words: list[str]) -> Iterator[tuple[int, str]]:
    """Every verb in its bare form with its place; a word after "the" or "her" is a noun."""
    for k, word in enumerate(words):
        bare = stem(word)
        if bare not in VERBS:
            continue
        noun = k > 0 and words[k - 1] in _NOUN_AFTER and not word.endswith("ing")
        nobody = k > 0 and words[k - 1] in _NOBODY
        if (not noun or word.endswith("ed")) and not nobody:
            yield k, bare


def heard(text: str) -> Heard:
    """What a text asks of a body: a stance, a gesture, a bend of the head."""
    words = tokens(text)
    near = frozenset(words)
    stances: list[str] = []
    gestures: list[str] = []
    nod, away = 0.0, False
    for k, bare in verbs_in(words):
        after = words[k + 1 : k + 3]
        if bare in _LOOKS:
            nod = nod or (30.0 if "up" in after[:1] else -28.0 if "down" in after[:1] else 0.0)
        if bare in ("turn", "look", "walk", "run", "ride", "step", "face") and (
            _AWAY & set(after) or (bare in ("turn", "walk", "step") and after[:1] == ["back"])
        ):
            away = True
        if bare in STANCE_OF:
            stances.append(_refined(STANCE_OF[bare], bare, words, k, near))
        elif bare in GESTURE_OF:
            gestures.append(_gestured(GESTURE_OF[bare], words, k, near))
    return _settled(words, near, Heard("", "", nod, away), stances, gestures)


def _settled(
    words: list[str], near: frozenset[str], so_far: Heard, stances: list[str], gestures: list[str]
) -> Heard:
    stances = [s for s in stances if s]
    phrase = next((name for name, one, other in _PHRASES if _together(words, one, other)), "")
    saying = next((g for g in gestures if g in _SAYING), "")
    gesture = phrase or next((g for g in gestures if g not in _WEAK), "")
    gesture = gesture or next(iter(gestures), "")
    stance = next(iter(stances), "")
    if stance == "hugknees" and gesture == "hug":
        gesture = ""
    if {"mid-air", "midair"} & near or "in the air" in " ".join(words):
        stance = "jump"
    if not stance and {"horseback", "horse-back", "saddle"} & near:
        stance = "ride"
    if not stance and {"wheel", "helm"} & near and {"at", "behind"} & near:
        stance = "drive" if {"car", "driver", "truck", "van"} & near else "steer"
    if not stance and gesture in ("write", "read", "eat", "drink", "work"):
        stance = "sitdesk" if "desk" in near else "sittable" if "table" in near else ""
    if {"umbrella", "parasol"} & near and gesture in ("", "hold", "carry") and "under" in near:
        gesture = "umbrella"
    return Heard(stance, gesture, so_far.nod, so_far.away, saying)


_REACH = 4  # words that a phrase spans at most


def _together(words: list[str], one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a word of each stands near the other: hands over his face, not a hand and a face."""
    here = [k for k, word in enumerate(words) if word in one]
    there = [k for k, word in enumerate(words) if word in other]
    return any(0 < abs(a - b) <= _REACH for a in here for b in there)


_ARMS = frozenset(("arm", "arms"))
_HAND = frozenset(("hand", "hands", "fist", "fists"))
_PHRASES: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("crossed", _ARMS, frozenset(("crossed", "folded", "crosses", "folds", "crossing"))),
    ("pockets", _HAND, frozenset(("pocket", "pockets"))),
    ("hips", frozenset((*_HAND, *_ARMS)), frozenset(("hip", "hips", "akimbo"))),
    ("cry", frozenset(("hands",)), frozenset(("face",))),
    ("surrender", _HAND, frozenset(("surrender", "up"))),
    ("raise", frozenset((*_HAND, *_ARMS)), frozenset(("raised", "raises", "raise", "lifted"))),
    ("reach", _ARMS, frozenset(("stretched", "outstretched", "out"))),
    ("hush", frozenset(("finger",)), frozenset(("lips", "mouth"))),
)
_GROUND = frozenset(
    (
        *("ground", "floor", "grass", "sand", "deck", "roof", "slates", "cobbles", "planks"),
        *("snow", "rug", "carpet", "kerb", "curb", "beach", "slide", "slides", "slid"),
        *("cross-legged", "roofs", "earth", "rock", "rocks"),
    )
)
# a stance said with one of these words is another one
_REFINED: tuple[tuple[str, frozenset[str], str], ...] = (
    ("sit", frozenset(("knees",)), "hugknees"),
    ("sit", frozenset(("bed", "bunk", "mattress")), "sitbed"),
    ("sit", frozenset(("piano",)), "piano"),
    ("sit", frozenset(("horse", "horseback", "saddle")), "ride"),
    ("sit", frozenset(("desk",)), "sitdesk"),
    ("sit", frozenset(("table", "dinner", "breakfast", "supper")), "sittable"),
    ("sit", frozenset(("wheel",)), "drive"),
    ("sit", frozenset(("sofa", "couch", "armchair")), "sitsofa"),
    ("sit", frozenset(("bench", "pew", "benches")), "sitbench"),
    ("sit", frozenset(("stool", "bar", "crate", "box", "log")), "sitstool"),
    ("sit", _GROUND, "floor"),
    ("lie", frozenset(("bed", "bunk", "couch", "sofa")), "liebed"),
    ("lie", frozenset(("side", "curled", "foetal", "fetal")), "lieside"),
    ("lie", frozenset(("face", "stomach", "belly", "prone", "front", "facedown")), "liefront"),
    ("kneel", frozenset(("pray", "prays", "praying", "knees", "begs", "prayer")), "kneelboth"),
    ("climb", frozenset(("stairs", "steps", "hill", "staircase", "slope")), "climbstairs"),
    ("leanwall", frozenset(("counter", "bar", "bench", "table", "desk", "sill")), "leancounter"),
    ("leanwall", frozenset(("rail", "railing", "railings", "parapet", "balcony")), "leanrail"),
    ("ride", frozenset(("bicycle", "bike", "cycle")), "cycle"),
    ("ride", frozenset(("tram", "train", "bus", "car", "carriage", "lift")), "sit"),
    ("ride", frozenset(("gallop", "gallops", "galloping")), "gallop"),
    ("drive", frozenset(("boat", "ship", "tram")), "steer"),
    ("push", frozenset(("crate", "cart", "box", "trolley", "chest", "barrow", "sofa")), "pushload"),
    ("play", frozenset(("piano", "organ", "harpsichord")), "piano"),
    ("play", frozenset(("guitar", "lute", "ukulele", "banjo")), "guitar"),
    ("play", frozenset(("violin", "fiddle", "viola")), "violin"),
    ("play", frozenset(("cards", "chess", "dice")), "sittable"),
    ("play", frozenset(("ball", "football")), "kick"),
)


def _refined(name: str, bare: str, words: list[str], k: int, near: frozenset[str]) -> str:
    after = words[k + 1 : k + 4]
    if bare == "pick" and "up" not in words:
        return ""
    if bare in ("settle", "rise", "box", "bicycle", "scale") and words[k] == bare:
        return ""
    if bare == "lay" and not words[k].startswith("lay"):
        return ""
    if bare == "pull" and {"out", "on", "off"} & set(after):
        return ""
    if name == "fall" and {"asleep"} & set(after):
        return "lie"
    if name == "trip" and {"on", "into", "in"} & set(after[:1]):
        return ""
    found = next((to for of, said, to in _REFINED if of == name and said & near), name)
    return "" if found == "play" else found


def _gestured(name: str, words: list[str], k: int, near: frozenset[str]) -> str:
    after = words[k + 1 : k + 3]
    if name == "reach" and after[:1] == ["up"]:
        return "raise"
    if name == "raise" and {"hands", "arms"} & near:
        return "raiseboth"
    if name == "hold" and after[:1] == ["out"]:
        return "give"
    if name == "give" and words[k] in ("hand", "hands") and not {"over", "him", "them"} & near:
        return "" if after[:1] in (["on"], ["in"], ["to"]) else "give"
    if name == "aim" and {"rifle", "shotgun", "musket"} & near:
        return "aimlong"
    return name
