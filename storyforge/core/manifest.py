"""What may stand in the YAML: the whole vocabulary, strict, with a sentence for every field."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

from storyforge.core import fields as f

VERSION = 1


class Part(BaseModel):
    """A strict, frozen piece of a manifest."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, coerce_numbers_to_str=True, populate_by_name=True
    )


References = Annotated[
    tuple[f.Name, ...],
    f.LIST,
    Field(
        description="Real pictures to draw from: files relative to this one, or `@name` for "
        "another picture of the project."
    ),
]
Parameters = dict[f.Id, JsonValue]


class Sourced(Part):
    """What every picture-bearing entity may say."""

    description: f.Text = Field(
        "", description="What can be seen, in plain words. Reaches the picture."
    )
    references: References = ()
    picture: f.Name | None = Field(
        None, description="A finished picture, used as it is: nothing is made for this entity."
    )
    provider: f.Name | None = Field(
        None,
        description="Who makes this picture, if not the project's provider. A look or view has its "
        "owner's.",
    )
    notes: f.Text = Field("", description="For people. Never reaches a picture.")


class Look(Sourced):
    """How a character is dressed or changed; drawn from the character's own picture."""


class Character(Sourced):
    """Somebody who appears: made once as a model sheet, referred to ever after."""

    name: f.Text = Field("", description="The name people read on the board.")
    height: f.Height | None = Field(None, description="Standing height, such as `175cm`.")
    priority: f.Whole = Field(
        0,
        ge=-9,
        le=9,
        description="Who keeps a reference when a service takes too few: higher wins.",
    )
    looks: dict[
        f.Id, Annotated[Look, BeforeValidator(f.described, json_schema_input_type=Look | f.Text)]
    ] = Field(
        default_factory=dict,
        description="Looks by name: a description, or a mapping. Use as `mara/coat`.",
    )


class View(Sourced):
    """The same place from elsewhere or at another hour; drawn from the location's own picture."""

    time: f.Time | None = Field(None, description="Time of day in this view.")
    weather: f.Weather | None = Field(None, description="Weather in this view.")


class Location(Sourced):
    """A place: made once as a plate, referred to ever after."""

    name: f.Text = Field("", description="The name people read on the board.")
    time: f.Time | None = Field(None, description="Time of day of the plate.")
    weather: f.Weather | None = Field(None, description="Weather of the plate.")
    interior: bool | None = Field(
        None, description="Whether it is indoors; else taken from the words."
    )
    priority: f.Whole = Field(0, ge=-9, le=9, description="Importance as a reference: higher wins.")
    views: dict[
        f.Id, Annotated[View, BeforeValidator(f.described, json_schema_input_type=View | f.Text)]
    ] = Field(
        default_factory=dict,
        description="Views by name: a description, or a mapping. Use as `pier/above`.",
    )


class Element(Sourced):
    """Something isolated, to compose with: a prop, a garment, a pose, a light."""

    name: f.Text = Field("", description="The name people read on the board.")
    kind: f.ElementKind = Field("prop", description="What sort of thing it is.")
    source: f.Name | None = Field(
        None,
        alias="from",
        description="The picture it is isolated from: a character, location, element or shot.",
    )
    priority: f.Whole = Field(0, ge=-9, le=9, description="Importance as a reference: higher wins.")


class Style(Part):
    """A named way of drawing: words, and pictures that show the hand."""

    prompt: f.Text = Field("", description="Words that every picture in this style begins from.")
    preset: f.Preset | None = Field(
        None, description="One of the hands that ship with the product."
    )
    references: References = ()
    notes: f.Text = Field("", description="For people. Never reaches a picture.")


class Budget(Part):
    """How much may be spent, in US dollars."""

    run: f.Money | None = Field(None, description="Ceiling for one build.")
    project: f.Money | None = Field(None, description="Ceiling for the whole project.")
    month: f.Money | None = Field(None, description="Ceiling for a calendar month.")


class Appearance(Part):
    """One member of the cast in a scene or shot."""

    who: f.Name = Field(description="A character, or a character in a look: `mara/coat`.")
    position: f.Text = Field(
        "", description="Where in the frame: left, right, centre, foreground, background …"
    )
    facing: f.Text = Field("", description="Which way: towards us, away, left, right, profile …")
    action: f.Text = Field("", description="What the body does: walks, sits, points …")
    expression: f.Text = Field("", description="What the face does.")


class Line(Part):
    """One line of dialogue. Never reaches a picture."""

    speaker: f.Text = Field(
        "", description="A character's id, or a cue in CAPITALS for anybody else."
    )
    text: f.Text = Field(description="What is said.")
    mode: Literal["", "V.O.", "O.S.", "O.C.", "CONT'D"] = Field("", description="How it is heard.")
    parenthetical: f.Text = Field("", description="How it is said.")


class Sound(Part):
    """A sound file laid under the animatic. Never reaches a picture."""

    file: f.Name = Field(description="The sound file, relative to this one: wav, mp3, m4a, flac …")
    at: f.Offset = Field("0s", description=f.BEGINS)
    gain: f.Gain = Field(0.0, description="Louder or softer, in decibels: `-6` is half as loud.")
    name: f.Text = Field("", description="What people call it: music, harbour, scratch dialogue …")


class Clip(Part):
    """A still turned into video by a service that can."""

    provider: f.Name | None = Field(
        None,
        description="Who makes it, such as `runway/gen4_turbo`; else the service that makes the "
        "shot's picture, if it makes clips.",
    )
    duration: f.Seconds = Field(5, description="Length of the clip in whole seconds.")
    prompt: f.Text = Field("", description="The motion, in words. `@name` is said in plain words.")
    seed: f.Whole | None = Field(
        None, ge=0, le=4294967295, description="Fixed seed; without one it has its own."
    )


Cast = Annotated[
    tuple[
        Annotated[Appearance, BeforeValidator(f.named, json_schema_input_type=Appearance | f.Name)],
        ...,
    ],
    f.LIST,
]
_Laid = Annotated[Sound, BeforeValidator(f.heard, json_schema_input_type=Sound | f.Name)]
_OneOrMore = Sound | f.Name | list[Sound | f.Name]
Audio = Annotated[tuple[_Laid, ...], BeforeValidator(f.several, json_schema_input_type=_OneOrMore)]
Cue = Annotated[dict[str, f.Text], Field(min_length=1, max_length=1)]  # `mara: You came back.`


class Wishes(Part):
    """What project, scene and shot may all say; the nearest wins."""

    provider: f.Name | None = Field(
        None, description="Who makes the picture: `draft`, or `service/model`."
    )
    style: f.Name | None = Field(None, description="A style of this project, or a preset.")
    ratio: f.Ratio | None = Field(None, description="Shape of the picture.")
    resolution: f.Resolution | None = Field(None, description="Size class of the picture.")
    takes: f.Whole | None = Field(
        None, ge=1, le=16, description="How many pictures to choose from."
    )
    aesthetic_range: f.Whole | None = Field(
        None, ge=0, le=5, description="How far the takes may wander: 0 changes only the seed."
    )
    seed: f.Whole | None = Field(
        None,
        ge=0,
        le=4294967295,
        description="Fixed seed; without one each take has its own, always recorded.",
    )
    marks: bool | None = Field(
        None, description="Whether the embedded artist draws arrows and frames for what moves."
    )
    overflow: Literal["group", "words"] | None = Field(
        None,
        description="When a shot has more pictures than a service takes: several characters are "
        "drawn together once (`group`), or said in words.",
    )
    reference_fit: Literal["crop", "pad"] | None = Field(
        None,
        description="What becomes of a reference that is wider or taller than a service takes: its "
        "edges are cut off, or bars are added.",
    )
    parameters: Parameters | None = Field(
        None, description="Passed to the provider as they are; part of what makes a picture."
    )
    allow: dict[f.Code, f.Why] = Field(
        default_factory=dict,
        description="What `check` tells of continuity and is meant here, each with why: "
        "`{K103: he changes off screen}`. Holds for everything below. Never reaches a picture.",
    )


class Setting(Wishes):
    """What scene and shot may both say of place, hour and people."""

    location: f.Name | None = Field(
        None, description="A location, or one of its views: `pier/above`."
    )
    time: f.Time | None = Field(None, description="Time of day.")
    weather: f.Weather | None = Field(None, description="Weather.")
    light: f.Text | None = Field(
        None, description="Light in words: one lantern from below, hard side light …"
    )
    mood: f.Text | None = Field(None, description="Mood in words.")
    cast: Cast | None = Field(
        None,
        description="Who is there: names, or mappings with `who`, `position`, `facing`, `action`, "
        "`expression`.",
    )
    notes: f.Text = Field("", description="For people. Never reaches a picture.")
    title: f.Text = Field("", description="For people. Never reaches a picture.")
    number: f.Text = Field("", description="The number people read, such as `12A`; the id stays.")


class Shot(Setting):
    """One shot: an id and a prompt are enough."""

    id: f.Id = Field(description="The shot's own name: lower-case letters, digits, `_` and `-`.")
    prompt: f.Text = Field(
        "", description="What is seen. `@name` refers to a picture of the project."
    )
    size: f.Size | None = Field(None, description="Shot size.")
    framing: f.Framing | None = Field(None, description="Who is in the frame together.")
    perspective: f.Perspective | None = Field(None, description="Whose eyes.")
    angle: f.Angle | None = Field(
        None, description="Camera pitch: a word, or degrees (+ looks up)."
    )
    level: f.Level | None = Field(None, description="Camera height.")
    roll: f.Whole | None = Field(None, ge=-90, le=90, description="Dutch tilt in degrees.")
    lens: f.Lens | None = Field(
        None, description="Focal length: `85mm`, or a class such as `wide`."
    )
    movement: f.Movement | None = Field(
        None, description="Camera movement: `dolly in slow`, or a list."
    )
    elements: Annotated[tuple[f.Name, ...], f.LIST] = Field(
        (), description="Elements that are in the picture."
    )
    source: f.Name | None = Field(
        None,
        alias="from",
        description="Refine this picture: the chosen picture of a shot, or an entity's.",
    )
    references: References = ()
    duration: f.Duration | None = Field(
        None, description="Length on screen. Never makes a picture stale."
    )
    action: f.Text = Field("", description="What happens, for people. Never reaches a picture.")
    dialogue: Annotated[
        tuple[
            Annotated[Line, BeforeValidator(f.spoken, json_schema_input_type=Line | Cue | f.Text)],
            ...,
        ],
        f.LIST,
    ] = Field((), description="What is said: `- mara: You came back.` Never reaches a picture.")
    sound: f.Text = Field("", description="Sound and music, for people.")
    audio: Audio = Field(
        (), description="Sound files of this shot, for the animatic. Never reaches a picture."
    )
    transition: f.Transition | None = Field(None, description="How this shot ends.")
    clip: (
        Annotated[Clip, BeforeValidator(f.prompted, json_schema_input_type=Clip | f.Text)] | None
    ) = Field(None, description="Turn the chosen still into video.")
    labels: Annotated[tuple[f.Name, ...], f.LIST] = Field((), description="Words to select by.")


class Scene(Setting):
    """Shots in one place and time."""

    id: f.Id = Field(description="The scene's own name.")
    slug: f.Text = Field("", description="The slugline: `EXT. PIER - DUSK`.")
    shots: Annotated[tuple[Shot, ...], f.LIST] = Field((), description="The shots, in order.")


class Contents(Part):
    """What any file of a project may hold."""

    styles: dict[
        f.Id, Annotated[Style, BeforeValidator(f.prompted, json_schema_input_type=Style | f.Text)]
    ] = Field(default_factory=dict, description="Styles by name.")
    characters: dict[
        f.Id,
        Annotated[
            Character, BeforeValidator(f.described, json_schema_input_type=Character | f.Text)
        ],
    ] = Field(default_factory=dict, description="Characters by name.")
    locations: dict[
        f.Id,
        Annotated[Location, BeforeValidator(f.described, json_schema_input_type=Location | f.Text)],
    ] = Field(default_factory=dict, description="Locations by name.")
    elements: dict[
        f.Id,
        Annotated[Element, BeforeValidator(f.described, json_schema_input_type=Element | f.Text)],
    ] = Field(default_factory=dict, description="Elements by name.")
    scenes: Annotated[tuple[Scene, ...], f.LIST] = Field((), description="Scenes, in order.")
    shots: Annotated[tuple[Shot, ...], f.LIST] = Field(
        (), description="Shots outside any scene, in order."
    )


class Project(Contents, Wishes):
    """The project's own file, `storyforge.yaml`."""

    storyforge: int = Field(
        description="Version of this format: 1.", json_schema_extra={"const": VERSION}
    )
    title: f.Text = Field("", description="Title of the film.")
    logline: f.Text = Field("", description="One sentence about it.")
    director: f.Text = Field("", description="Printed on the board.")
    company: f.Text = Field("", description="Printed on the board.")
    draft: f.Text = Field("", description="Version or date of this draft, printed on the board.")
    fps: f.Rate = Field("24", description="Frames per second.")
    start: f.Timecode = Field(
        "00:00:00:00",
        description="Timecode of the first frame: `01:00:00:00`, or `01:00:00;00` in drop-frame.",
    )
    audio: Audio = Field(
        (), description="Sound files under the whole film, for the animatic: music, atmosphere …"
    )
    tradition: Literal["western", "japanese"] = Field(
        "western", description="Which trade's meaning `WS` and `FS` have."
    )
    budget: Budget | None = Field(None, description="Ceilings, in US dollars.")
    include: Annotated[tuple[f.Name, ...], f.LIST] = Field(
        (), description="More files of this project: paths or patterns, relative to this file."
    )
    moved: dict[f.Id, f.Id] = Field(
        default_factory=dict,
        description="Renamed things, old to new: pictures and decisions move along.",
    )
    notes: f.Text = Field("", description="For people. Never reaches a picture.")


class Include(Contents):
    """A file that the project includes: the same keys, without the project's settings."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a project file and of what it includes, for editors."""
    schema = Project.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$id"] = "storyboard.v1.json"
    schema["title"] = "storyforge project"
    schema["required"] = []
    return _named_by_id(schema)


def _named_by_id(schema: dict[str, Any]) -> dict[str, Any]:
    """State in the schema what the models check by hand: keys of the tables of things are ids."""
    parts = [schema, *schema["$defs"].values()]
    for properties in [part["properties"] for part in parts if "properties" in part]:
        for name in ("styles", "characters", "locations", "elements", "looks", "views"):
            if name in properties:
                properties[name]["propertyNames"] = {"pattern": f.ID_PATTERN}
        if "id" in properties:
            properties["id"]["pattern"] = f.ID_PATTERN
    return schema
