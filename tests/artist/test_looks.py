"""Looks: what plain words come to, and that a sheet's pixels give the same colours back."""

import io

import pytest
from PIL import Image, ImageDraw

from storyforge.artist.body.look import human, look_for, recoloured
from storyforge.artist.body.person import SKINS, identity
from storyforge.artist.draw import draw
from storyforge.artist.ink.colour import NAMES, luma
from storyforge.artist.sample import SWATCHES, person, picture

WORDS = {
    "young man, navy peacoat, dark curls, knitted cap": ("peacoat", "curls", "beanie", ""),
    "sergeant, green uniform, peaked cap, moustache": ("uniform", "short", "cap", "moustache"),
    "fisherman, fifty, stubble": ("jumper", "short", "beanie", "stubble"),
    "monk": ("dress", "balding", "", ""),
    "king, long white beard": ("cloak", "shoulder", "crown", "long"),
    "detective in a trenchcoat": ("coat", "short", "brim", ""),
    "nurse": ("dress", "bun", "nurse", ""),
    "astronaut": ("uniform", None, "bubble", ""),
    "chef, stout": ("jacket", "short", "chef", ""),
    "punk, torn jacket": ("jacket", "mohawk", "", ""),
    "woman with an afro, yellow dress": ("dress", "afro", "", ""),
    "nun": ("dress", None, "shawl", ""),
    "soldier, no helmet": ("uniform", "short", "", ""),
    "man, top hat, goatee": (None, "short", "top", "goatee"),
    "farmer in dungarees": ("shirt", "short", "straw", ""),
    "girl, red hood, long hair": (None, "long", "hood", ""),
    "man, receding hair, grey suit": ("suit", "receding", "", ""),
}


@pytest.mark.parametrize("words", WORDS)
def test_words_become_a_silhouette(words):
    top, cut, hat, beard = WORDS[words]
    look = look_for(words)
    assert (look.top if top else None, look.cut if cut else None) == (top, cut)
    assert (look.hat, look.beard) == (hat, beard)


def near(a, b, far=30):
    return max(abs(p - q) for p, q in zip(a, b, strict=True)) <= far


def test_colours_are_the_colours_that_were_named():
    assert near(look_for("man, navy peacoat").cloth, NAMES["navy"])
    assert near(look_for("woman, white shirt, black trousers").legs, NAMES["black"])
    assert near(look_for("woman, red hat, blue coat").felt, NAMES["red"])
    assert near(look_for("girl, red boots, green scarf").shoes, NAMES["red"])
    assert near(look_for("girl, red boots, green scarf").accent, NAMES["green"])
    assert near(look_for("dancer in blue").cloth, NAMES["blue"], 60)
    dark, plain, pale = (
        luma(look_for(f"man, {tone} green jumper").cloth) for tone in ("dark", "", "pale")
    )
    assert dark < plain < pale
    green = look_for("sergeant, green uniform").cloth
    assert luma(green) < luma(NAMES["green"])
    assert green[1] > green[0]


def test_marks_and_builds():
    assert look_for("pirate").patch
    assert look_for("man with an eye patch and a scar").scar
    assert look_for("girl, freckles, gold earrings").earrings
    assert look_for("girl, freckles").freckles
    assert look_for("stout man").broad > look_for("man").broad > look_for("thin man").broad
    assert look_for("tall man").height > look_for("man").height
    assert look_for("girl of nine, two braids").braids == 2
    assert look_for("woman, white braid").braids == 1


def test_who_somebody_is_does_not_hang_on_what_is_worn():
    bare = look_for("lamplighter, sixty, white braid")
    worn = look_for("lamplighter, sixty, white braid, oilskin coat, brass lantern, a blue coat")
    assert (bare.face, bare.skin, bare.hair) == (worn.face, worn.skin, worn.hair)
    assert identity("tall woman in a red dress, long black hair") == "tall woman, long black hair"


def test_skin_stays_human():
    for colour in ((255, 0, 0), (40, 200, 60), (20, 20, 20), (250, 250, 250), (90, 90, 200)):
        r, g, b = human(colour)
        assert r >= g >= b - 12, colour
    for skin in SKINS:
        assert human(skin) == skin
    look = recoloured(look_for("man"), {"skin": (30, 220, 40)})
    assert look.skin[0] > look.skin[1] - 20


TWELVE = (
    *list(WORDS)[:8],
    "lamplighter, sixty, white braid, oilskin coat",
    "tall woman in a red dress, long black hair",
    "elderly professor, bald, white beard, tweed jacket",
    "girl of nine, yellow raincoat, red boots, two braids",
)


def sheet(words, width=640, height=360, preset="pencil"):
    staging = {"subject": "character", "style": {"preset": preset}, "description": words}
    return draw(staging, [], width, height, 1)


@pytest.mark.parametrize("words", TWELVE)
def test_a_sheet_gives_its_colours_back(words):
    seen, look = person(picture(sheet(words))), look_for(words)
    again = recoloured(look, seen)
    for name in SWATCHES:
        assert near(getattr(again, name), getattr(look, name), 10), name


FRAMES = (
    *((1280, 720), (720, 1280), (720, 720), (960, 720), (720, 960), (1680, 720)),
    *((640, 360), (360, 640), (405, 720), (480, 480), (840, 360)),
)


@pytest.mark.parametrize("size", FRAMES)
def test_sheets_of_every_shape_can_be_read(size):
    words = "woman, forty, blue coat, auburn bun, red scarf"
    seen, look = person(picture(sheet(words, *size))), look_for(words)
    for name in SWATCHES:
        assert near(seen[name], getattr(look, name), 12), name


def test_a_scarf_before_a_pale_shirt_is_no_new_shirt():
    words = "kenyan man, white shirt, black trousers, red scarf"
    seen = person(picture(sheet(words, 1280, 720)))
    assert near(seen["cloth"], look_for(words).cloth, 12)


def photo(coat, legs=(40, 44, 60), skin=(206, 160, 128), hair=(70, 50, 36)):
    """Somebody photographed at full length before a plain wall."""
    image = Image.new("RGB", (400, 600), (198, 200, 202))
    pen = ImageDraw.Draw(image)
    pen.ellipse((165, 40, 235, 130), fill=skin)
    pen.pieslice((160, 34, 240, 120), 180, 360, fill=hair)
    pen.rectangle((140, 132, 260, 330), fill=coat)
    pen.rectangle((150, 330, 250, 548), fill=legs)
    pen.rectangle((145, 548, 255, 566), fill=(30, 28, 28))
    return _png(image)


def _png(image):
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("coat", [(188, 40, 44), (40, 96, 168), (226, 190, 60)])
def test_a_photograph_gives_its_coat(coat):
    look = recoloured(look_for("man, green coat"), person(picture(photo(coat))))
    assert near(look.cloth, coat, 8)
    assert near(look.skin, (206, 160, 128), 30)
    assert near(look.hair, (70, 50, 36), 30)


def test_a_recoloured_sheet_recolours_the_person():
    page = Image.open(io.BytesIO(sheet("man, fifty, green coat, short hair")))
    r, g, b = page.split()
    swapped = Image.merge("RGB", (g, r, b))  # green becomes red everywhere
    plain, turned = (person(picture(_png(p))) for p in (page, swapped))
    assert plain["cloth"][1] > plain["cloth"][0]
    assert turned["cloth"][0] > turned["cloth"][1]


def test_a_coat_painted_over_on_the_sheet_counts():
    words = "man, fifty, green coat, short hair"
    page = Image.open(io.BytesIO(sheet(words)))
    pen = ImageDraw.Draw(page)
    x0, x1 = round(0.06 * page.width), round(0.14 * page.width)
    pen.rectangle((x0, round(0.3 * page.height), x1, round(0.62 * page.height)), fill=(200, 30, 40))
    assert near(person(picture(_png(page)))["cloth"], (200, 30, 40), 40)
