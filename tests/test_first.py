"""The promise in its shortest form."""

from world import SMALL, World


def test_the_second_build_makes_nothing(world: World) -> None:
    world.write(storyforge_yaml=SMALL)
    assert world.made() == [
        "character:mara",
        "character:mara/coat",
        "character:tom",
        "location:pier",
        "s010",
        "s020",
        "s030",
    ]
    before = world.tree()
    said = world.build()
    assert said.err == "nothing to make: 7 pictures are current · board/index.html\n"
    assert world.tree() == before
