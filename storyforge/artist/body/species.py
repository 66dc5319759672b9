"""Who of the cast is no human: what a word names, how tall it is, and its colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from storyforge.artist.ink.colour import NAMES, RGB
from storyforge.artist.words import tokens


@dataclass(frozen=True, slots=True)
class Species:
    """A kind of creature. *tall* in metres: at the withers for who goes on four legs, over all
    for birds and who stands like a human, the length for who swims or creeps.
    """

    family: str  # quadruped, bird, swimmer, snake, insect, effigy
    tall: float
    coat: RGB
    belly: RGB
    dark: RGB = (52, 46, 44)  # mane, ears, tip of the tail
    marks: RGB = (52, 46, 44)
    limbs: RGB | None = None  # legs, when not of the coat
    horn: RGB = (70, 62, 58)  # hooves, nose, claws
    beak: RGB = (196, 184, 158)  # beak or horns
    eye: RGB = (92, 62, 40)
    pattern: str = ""


_PALE, _BUFF, _BLACK, _GREY = (232, 226, 214), (214, 196, 166), (46, 44, 48), (134, 132, 130)
_AMBER, _GREEN = (206, 160, 62), (150, 176, 92)
Q = "quadruped"
SPECIES: dict[str, Species] = {
    "dog": Species(Q, 0.58, (158, 116, 76), (214, 186, 146), (96, 68, 50)),
    "puppy": Species(Q, 0.3, (176, 134, 90), (226, 204, 168), (120, 84, 60)),
    "wolf": Species(Q, 0.8, (124, 122, 120), (202, 198, 188), (70, 68, 70), eye=_AMBER),
    "fox": Species(
        Q, 0.4, (198, 104, 48), (236, 228, 214), (58, 44, 42), limbs=(58, 44, 42), eye=_AMBER
    ),
    "cat": Species(Q, 0.27, (150, 132, 112), (222, 212, 196), (92, 78, 66), eye=_GREEN),
    "kitten": Species(Q, 0.16, (196, 148, 94), (232, 214, 186), (150, 104, 64), eye=_GREEN),
    "horse": Species(Q, 1.58, (132, 84, 54), (150, 104, 72), (52, 40, 36)),
    "pony": Species(Q, 1.2, (150, 110, 74), (178, 146, 112), (96, 72, 54)),
    "donkey": Species(Q, 1.12, (136, 128, 122), (214, 208, 198), (70, 64, 62)),
    "zebra": Species(Q, 1.35, (226, 224, 216), (226, 224, 216), _BLACK, _BLACK, pattern="stripes"),
    "cow": Species(Q, 1.4, (226, 220, 210), _PALE, (62, 50, 46), (78, 58, 48), pattern="patches"),
    "bull": Species(Q, 1.5, (84, 62, 52), (104, 80, 66), (48, 40, 38)),
    "goat": Species(Q, 0.72, (206, 196, 180), _PALE, (120, 104, 88), eye=_AMBER),
    "sheep": Species(Q, 0.72, (230, 224, 208), (222, 214, 198), (72, 64, 60), limbs=(72, 64, 60)),
    "lamb": Species(Q, 0.42, (238, 234, 222), (232, 226, 212), (224, 206, 190)),
    "deer": Species(Q, 1.05, (164, 116, 76), (222, 206, 180), (96, 70, 52)),
    "fawn": Species(Q, 0.6, (178, 128, 84), _PALE, (110, 80, 58), _PALE, pattern="spots"),
    "bear": Species(Q, 1.1, (104, 74, 54), (140, 108, 82), (70, 50, 40)),
    "lion": Species(Q, 1.1, (200, 160, 104), (224, 200, 158), (128, 82, 48), eye=_AMBER),
    "lioness": Species(Q, 1.0, (200, 160, 104), (224, 200, 158), (150, 112, 70), eye=_AMBER),
    "tiger": Species(Q, 1.0, (212, 134, 58), _PALE, _BLACK, _BLACK, eye=_AMBER, pattern="stripes"),
    "leopard": Species(Q, 0.68, (208, 170, 104), _PALE, _BLACK, (70, 52, 40), pattern="spots"),
    "rabbit": Species(Q, 0.2, (160, 142, 122), (224, 216, 204), (120, 102, 86)),
    "rat": Species(Q, 0.09, (116, 108, 104), (180, 172, 164), (204, 156, 148)),
    "mouse": Species(Q, 0.05, (150, 142, 136), (214, 206, 198), (216, 170, 162)),
    "squirrel": Species(Q, 0.12, (168, 92, 50), _PALE, (140, 72, 40)),
    "pig": Species(Q, 0.75, (222, 168, 156), (230, 184, 172), (204, 142, 132)),
    "boar": Species(Q, 0.85, (88, 74, 66), (110, 94, 82), (58, 48, 44)),
    "elephant": Species(Q, 2.9, (138, 134, 134), (150, 146, 144), (112, 108, 110)),
    "frog": Species(Q, 0.09, (104, 144, 74), (206, 210, 158), (70, 104, 56), eye=_AMBER),
    "dragon": Species(
        Q, 2.2, (94, 126, 88), (190, 178, 126), (66, 92, 70), (66, 92, 70), eye=(220, 170, 60)
    ),
    "crow": Species("bird", 0.42, (50, 50, 58), (58, 58, 66), (38, 38, 46), beak=(50, 48, 52)),
    "owl": Species(
        "bird", 0.45, (140, 112, 84), (206, 188, 156), (98, 76, 56), eye=_AMBER, pattern="spots"
    ),
    "pigeon": Species(
        "bird", 0.3, (132, 138, 150), (164, 168, 178), (88, 96, 110), limbs=(196, 104, 92)
    ),
    "dove": Species(
        "bird", 0.27, (236, 234, 228), (240, 238, 232), (212, 210, 206), limbs=(196, 104, 92)
    ),
    "parrot": Species(
        "bird", 0.4, (190, 52, 46), (206, 74, 58), (58, 102, 170), beak=(226, 216, 196)
    ),
    "eagle": Species(
        "bird", 0.85, (92, 66, 48), (108, 80, 58), (70, 50, 38), beak=(222, 178, 66), eye=_AMBER
    ),
    "gull": Species(
        "bird", 0.42, (190, 198, 206), (242, 240, 236), (150, 158, 168), beak=(226, 182, 68)
    ),
    "sparrow": Species("bird", 0.15, (146, 112, 82), (206, 194, 176), (96, 70, 52)),
    "robin": Species("bird", 0.15, (128, 108, 84), (204, 98, 52), (104, 86, 66)),
    "chicken": Species(
        "bird", 0.42, (186, 118, 66), (204, 146, 92), (120, 72, 46), limbs=(218, 176, 84)
    ),
    "duck": Species(
        "bird", 0.4, (150, 132, 110), (206, 198, 184), (64, 108, 76), beak=(220, 170, 60)
    ),
    "goose": Species(
        "bird", 0.85, (236, 232, 224), (242, 240, 234), (206, 202, 194), beak=(222, 138, 56)
    ),
    "swan": Species(
        "bird", 1.1, (242, 240, 234), (242, 240, 234), (222, 220, 214), beak=(222, 126, 50)
    ),
    "penguin": Species(
        "bird", 0.75, (52, 54, 64), (240, 238, 230), (52, 54, 64), beak=(210, 150, 70)
    ),
    "heron": Species(
        "bird", 1.0, (150, 160, 172), (226, 226, 222), (66, 70, 84), beak=(210, 168, 76)
    ),
    "fish": Species("swimmer", 0.35, (196, 120, 62), (228, 206, 172), (150, 84, 44)),
    "shark": Species("swimmer", 3.2, (112, 122, 132), (220, 222, 220), (84, 92, 102)),
    "whale": Species("swimmer", 11.0, (78, 90, 106), (190, 196, 198), (58, 68, 82)),
    "dolphin": Species("swimmer", 2.3, (120, 134, 148), (216, 220, 222), (92, 106, 120)),
    "snake": Species("snake", 1.5, (112, 124, 70), (200, 196, 146), (66, 72, 44), (66, 72, 44)),
    "spider": Species("insect", 0.12, (62, 54, 54), (84, 72, 68), (44, 38, 40)),
    "beetle": Species("insect", 0.06, (58, 66, 62), (74, 80, 74), (40, 42, 42)),
    "ant": Species("insect", 0.04, (74, 52, 46), (92, 66, 56), (52, 38, 36)),
    "bee": Species("insect", 0.04, (212, 164, 58), (226, 190, 92), (48, 42, 40), pattern="stripes"),
    "butterfly": Species("insect", 0.09, (214, 132, 56), (226, 168, 88), (52, 44, 44)),
    "robot": Species("effigy", 1.8, (156, 166, 174), (112, 120, 128), (74, 80, 88), eye=_AMBER),
    "skeleton": Species("effigy", 1.72, (228, 220, 198), (208, 198, 174), (60, 52, 48)),
    "ghost": Species("effigy", 1.7, (220, 228, 234), (236, 240, 242), (150, 164, 178)),
    "alien": Species("effigy", 1.4, (150, 172, 142), (172, 190, 162), (96, 116, 96)),
    "monster": Species("effigy", 2.3, (92, 98, 80), (136, 136, 108), (58, 60, 52), eye=_AMBER),
    "monkey": Species("effigy", 0.9, (112, 82, 60), (204, 168, 136), (74, 54, 42)),
    "giant": Species("", 3.4, _GREY, _GREY),
}
# other words for a kind, and breeds
_ALSO: dict[str, str] = {
    "dog": "hound mutt mongrel terrier retriever labrador lab spaniel collie sheepdog shepherd-dog "
    "poodle dachshund beagle husky rottweiler bulldog greyhound whippet doberman dalmatian mastiff "
    "alsatian setter pointer pug corgi watchdog doggy doggie alsatian stray german-shepherd",
    "puppy": "pup whelp",
    "wolf": "she-wolf coyote jackal dingo werewolf",
    "fox": "vixen",
    "cat": "tomcat tabby pussycat moggy feline siamese",
    "horse": "mare stallion gelding steed colt foal charger mustang racehorse carthorse unicorn",
    "donkey": "mule ass burro",
    "cow": "heifer calf",
    "bull": "ox buffalo bison",
    "goat": "billy-goat kid-goat ibex",
    "sheep": "ram ewe",
    "deer": "stag doe buck elk moose reindeer antelope gazelle roe",
    "bear": "grizzly polar-bear panda teddy-bear",
    "leopard": "panther jaguar cheetah lynx cougar puma",
    "rabbit": "hare bunny",
    "mouse": "hamster gerbil vole shrew",
    "squirrel": "chipmunk marten weasel ferret stoat otter",
    "pig": "piglet sow hog",
    "frog": "toad",
    "dragon": "wyvern dinosaur",
    "crow": "raven rook jackdaw magpie blackbird bird vulture",
    "pigeon": "",
    "parrot": "macaw cockatoo parakeet budgie",
    "eagle": "hawk falcon kestrel buzzard kite osprey",
    "gull": "seagull albatross tern",
    "sparrow": "finch wren swallow starling canary songbird thrush",
    "chicken": "hen rooster cock cockerel chick turkey",
    "duck": "mallard duckling drake",
    "goose": "gander gosling",
    "heron": "stork crane flamingo egret ostrich",
    "fish": "goldfish carp trout salmon cod tuna pike",
    "whale": "orca",
    "dolphin": "porpoise",
    "snake": "viper python cobra adder serpent",
    "spider": "tarantula",
    "beetle": "insect bug cockroach ladybird scarab cricket grasshopper",
    "bee": "wasp hornet fly bumblebee",
    "butterfly": "moth dragonfly",
    "robot": "android droid automaton cyborg mech",
    "skeleton": "",
    "ghost": "spectre specter phantom spirit wraith apparition poltergeist",
    "alien": "extraterrestrial martian",
    "monster": "ogre troll beast demon golem yeti bigfoot fiend orc",
    "monkey": "ape chimp chimpanzee gorilla orangutan baboon",
    "giant": "giantess",
}
KINDS: Mapping[str, str] = {
    **{name: name for name in SPECIES},
    **{word: kind for kind, words in _ALSO.items() for word in words.split()},
}
_IRREGULAR = {"wolves": "wolf", "mice": "mouse", "geese": "goose", "calves": "calf", "oxen": "ox"}
# a kind that may stand before a plain word for a person: a robot girl, a skeleton king
_ADJECTIVES = frozenset(("robot", "skeleton", "ghost", "alien", "monster", "android", "giant"))
_AFTER = frozenset(
    (
        *("man", "woman", "girl", "boy", "child", "lady", "figure", "soldier", "warrior", "knight"),
        *("king", "queen", "pirate", "guard", "creature", "bride", "captain", "sailor", "dog"),
    )
)
_STOPS = frozenset(
    (
        *("with", "in", "on", "of", "who", "that", "which", "called", "named", "from", "at", "by"),
        *("wearing", "whose", "without", "has", "is", "was", "like", "under", "over", "under"),
        *("across", "through", "along", "into", "near", "behind", "beside", "to", "about", "for"),
        *("and", "as", "down", "up", "off", "runs", "walks", "sits", "lies", "stands", "flies"),
        *("sleeps", "looks", "waits", "swims", "barks", "howls", "trots", "jumps", "crosses"),
        *("perches", "watches", "stares", "comes", "goes", "drinks", "eats", "grazes", "made"),
    )
)
_AGES = frozenset(("old", "young", "small", "large", "big", "elderly", "tame", "wild", "tired"))


@lru_cache(maxsize=1024)
def kind_of(description: str) -> str:
    """The kind of creature that a description is of; empty for a human being.

    The noun at the head of its first phrase decides ("an old dog with one ear"), or one after a
    name ("Rex the dog", "Rex, a brown dog").
    """
    for number, phrase in enumerate(re.split(r"[,;.:()]", description.lower())[:2]):
        words = [_IRREGULAR.get(w, w) for w in tokens(phrase)]
        article = bool(words) and words[0] in ("a", "an", "the", "his", "her", "our")
        if number and not article:
            return ""
        found = _named(_head(words))
        if found:
            return found
        if number == 0 and words and any(w in _AFTER for w in words):
            return ""
    return ""


def _head(words: list[str]) -> list[str]:
    """The words of a phrase before what is said of it."""
    end = next((k for k, w in enumerate(words) if k and _stops(words, k)), len(words))
    head = words[:end]
    while head and head[-1] in _AGES:
        head.pop()
    return head


def _stops(words: list[str], k: int) -> bool:
    """Whether the head of a phrase ends here; "black and white" goes on."""
    joined = words[k] == "and" and words[k - 1] in NAMES and words[k + 1 : k + 2] != ["a"]
    return words[k] in _STOPS and not joined


def _named(head: list[str]) -> str:
    if not head:
        return ""
    pair = "-".join(head[-2:])
    last = _singular(head[-1])
    if pair in KINDS:
        return KINDS[pair]
    if last in KINDS:
        return KINDS[last]
    if last in _AFTER:
        return next((KINDS[w] for w in head[:-1] if w in _ADJECTIVES), "")
    return ""


def _singular(word: str) -> str:
    return word if word in KINDS or not word.endswith("s") else word[:-1]
