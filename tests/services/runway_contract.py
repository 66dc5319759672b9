"""Runway's wire contract as we understand it, as JSON schemas in our own words: version 2024-11-06, the routes we use.

Written by hand after the vendor's public description; `test_runway_spec.py` holds it against the
vendor's own file where that is at hand.
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

Schema = dict[str, Any]

_GEN4 = """
    720:720 720:960 720:1280 960:720 1024:1024 1080:1080 1080:1440 1080:1920 1168:880 1280:720 1360:768 1440:1080
    1680:720 1808:768 1920:1080 2112:912
"""
_CLIP = "720:1280 832:1104 960:960 1104:832 1280:720 1584:672"
_GPT = """
    1088:1920 1280:1920 1440:1920 1440:2560 1536:1920 1712:2560 1920:1088 1920:1280 1920:1440 1920:1536 1920:1920
    1920:2560 2048:880 2048:2560 2160:3840 2336:3504 2448:3264 2560:1440 2560:1712 2560:1920 2560:2048 2560:2560
    2560:3200 2880:2880 2912:1248 3200:2560 3264:2448 3504:2336 3840:1648 3840:2160 auto
"""
_FLASH = (
    "768:1344 832:1248 864:1184 896:1152 1024:1024 1152:896 1184:864 1248:832 1344:768 1536:672"
)
_PRO = """
    1536:2752 1696:2528 1792:2400 1856:2304 2048:2048 2304:1856 2400:1792 2528:1696 2752:1536 3072:5504 3168:1344
    3392:5056 3584:4800 3712:4608 4096:4096 4608:3712 4800:3584 5056:3392 5504:3072 6336:2688
"""
_FLASH_31 = """
    176:1408 256:1024 352:2816 384:672 416:624 432:592 448:576 512:512 512:2048 576:448 592:432 624:416 672:384
    704:5632 768:336 1024:256 1024:4096 1408:176 1408:11264 2048:512 2048:8192 2816:352 4096:1024 5632:704 8192:2048
    11264:1408
"""
_SEEDREAM_PRO = """
    768:1376 864:1296 896:1184 1024:1024 1184:896 1296:864 1376:768 1530:2720 1664:2496 1728:2304 2048:2048 2304:1728
    2496:1664 2720:1530 auto_1k auto_2k
"""
_SEEDREAM_LITE = """
    1600:2848 1664:2496 1728:2304 2048:2048 2304:1728 2304:4096 2496:1664 2496:3744 2592:3456 2848:1600
    3072:3072 3136:1344 3456:2592 3744:2496 4096:2304 4704:2016
"""


def _thing(needed: str, closed: bool = True, **properties: Schema) -> Schema:
    schema: Schema = {"type": "object", "properties": properties, "required": needed.split()}
    return schema | ({"additionalProperties": False} if closed else {})


def _one_of(words: str) -> Schema:
    return {"type": "string", "enum": words.split()}


def _text(least: int, most: int, pattern: str = "") -> Schema:
    return {"type": "string", "minLength": least, "maxLength": most} | (
        {"pattern": pattern} if pattern else {}
    )


def _whole(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


_URI = {
    "anyOf": [
        _text(13, 2048, "^https://"),
        _text(13, 5000, "^runway://"),
        _text(13, 5_242_880, "^data:image/"),
    ]
}
_TAG = _text(3, 16, "^[a-z][a-z0-9_]+$")
_SEED = _whole(0, 2**32 - 1)
_MODERATION = _thing("", publicFigureThreshold=_one_of("auto low"))
_SUBJECT = {"subject": _one_of("object human")}


def _references(most: int, least: int = 0, closed: bool = False, **more: Schema) -> Schema:
    item = _thing("uri", closed, uri=_URI, **more)
    return {"type": "array", "items": item, "maxItems": most, "minItems": least}


def _picture(
    model: str,
    prompt: int,
    ratios: str,
    references: Schema,
    needed: str = "",
    closed: bool = True,
    **more: Schema,
) -> Schema:
    return _thing(
        f"model promptText ratio {needed}",
        closed,
        model={"const": model},
        promptText=_text(1, prompt),
        ratio=_one_of(ratios),
        referenceImages=references,
        **more,
    )


def _clip(model: str, needed: str, **more: Schema) -> Schema:
    first = {
        "type": "array",
        "minItems": 1,
        "maxItems": 1,
        "items": _thing("uri position", False, uri=_URI, position={"const": "first"}),
    }
    return _thing(
        f"model promptImage ratio {needed}",
        False,
        model={"const": model},
        promptImage={"anyOf": [_URI, first]},
        promptText=_text(1, 1000),
        ratio=_one_of(_CLIP),
        duration=_whole(2, 10),
        seed=_SEED,
        contentModeration=_MODERATION,
        **more,
    )


_GEN4_MORE = {"seed": _SEED, "contentModeration": _MODERATION}
_SEEDREAM_MORE = {
    "outputFormat": _one_of("png jpeg"),
    "grounding": {"type": "boolean"},
    "outputCount": _whole(1, 4),
}
_FOUR = {"outputCount": {"enum": [1, 4]}}
# path -> model -> what a request must be. The Gen-4 models do not forbid unknown names; we do.
CREATES: dict[str, dict[str, Schema]] = {
    "/v1/text_to_image": {
        schema["properties"]["model"]["const"]: schema
        for schema in (
            _picture("gen4_image", 1000, _GEN4, _references(3, tag=_TAG), **_GEN4_MORE),
            _picture(
                "gen4_image_turbo",
                1000,
                _GEN4,
                _references(3, 1, tag=_TAG),
                "referenceImages",
                **_GEN4_MORE,
            ),
            _picture(
                "gpt_image_2",
                32_000,
                _GPT,
                _references(16, closed=True, tag=_TAG),
                quality=_one_of("low medium high auto"),
                background=_one_of("opaque auto"),
                outputCount=_whole(1, 10),
            ),
            _picture(
                "gemini_image3_pro",
                5500,
                _FLASH + " " + _PRO,
                _references(14, closed=True, tag=_TAG, **_SUBJECT),
                **_FOUR,
            ),
            _picture(
                "gemini_image3.1_flash",
                5500,
                f"{_FLASH} {_PRO} {_FLASH_31}",
                _references(14, tag=_TAG, **_SUBJECT),
                **_FOUR,
            ),
            _picture("gemini_2.5_flash", 5500, _FLASH, _references(3, tag=_TAG)),
            _picture(
                "seedream5_pro", 4000, _SEEDREAM_PRO, _references(10, closed=True), **_SEEDREAM_MORE
            ),
            _picture(
                "seedream5_lite",
                4000,
                _SEEDREAM_LITE,
                _references(14, closed=True),
                **_SEEDREAM_MORE,
            ),
        )
    },
    "/v1/image_to_video": {
        "gen4_turbo": _clip("gen4_turbo", ""),
        "gen4.5": _clip(
            "gen4.5",
            "promptText duration",
            outputFormat=_one_of("mp4 prores png_sequence"),
            proresProfile={"type": "string"},
        ),
    },
}
UPLOAD = _thing("filename type", filename=_text(3, 255), type={"const": "ephemeral"})
CREATES_BY_MODEL = {
    model: schema for models in CREATES.values() for model, schema in models.items()
}
MODELS = tuple(CREATES_BY_MODEL)

_ID = {
    "type": "string",
    "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"}
_ESTIMATE = _thing("credits", credits={"type": "number", "minimum": 0})
_COST = _thing("credits", credits={"type": "integer"})
_ADDRESS = {"type": "string", "pattern": "^https?://"}
_COUNT = {"type": "integer", "minimum": 0}
ERROR = _thing("error", error={"type": "string"})
REJECTED = _thing(
    "error",
    error={"type": "string"},
    issues={
        "type": "array",
        "items": _thing(
            "code path message",
            False,
            code={"type": "string"},
            path={"type": "array", "items": {"type": ["string", "number"]}},
            message={"type": "string"},
        ),
    },
    docUrl={"type": "string"},
)
CREATED = _thing("id estimatedCost", id=_ID, estimatedCost=_ESTIMATE)


def _task(status: str, needed: str, **more: Schema) -> Schema:
    return _thing(
        f"id createdAt status {needed}", id=_ID, createdAt=_MOMENT, status={"const": status}, **more
    )


TASK = {
    "oneOf": [
        _task("PENDING", "estimatedCost", estimatedCost=_ESTIMATE),
        _task("THROTTLED", "estimatedCost", estimatedCost=_ESTIMATE),
        _task(
            "RUNNING",
            "estimatedCost progress",
            estimatedCost=_ESTIMATE,
            progress={"type": "number", "minimum": 0, "maximum": 1},
        ),
        _task(
            "SUCCEEDED",
            "output cost",
            output={"type": "array", "items": _ADDRESS, "minItems": 1},
            cost=_COST,
        ),
        _task(
            "FAILED",
            "failure cost",
            failure={"type": "string"},
            failureCode={"type": "string"},
            cost=_COST,
        ),
        _task("CANCELLED", "cost", cost=_COST),
    ]
}
UPLOADED = _thing(
    "uploadUrl fields runwayUri",
    uploadUrl=_ADDRESS,
    fields={"type": "object", "additionalProperties": {"type": "string"}},
    runwayUri={"type": "string", "pattern": "^runway://"},
)
_OF_MODELS = {"type": "object", "propertyNames": {"enum": list(MODELS)}}
ORGANIZATION = _thing(
    "tier creditBalance usage",
    creditBalance=_COUNT,
    tier=_thing(
        "maxMonthlyCreditSpend models",
        maxMonthlyCreditSpend=_COUNT,
        models=_OF_MODELS
        | {
            "additionalProperties": _thing(
                "maxConcurrentGenerations maxDailyGenerations",
                maxConcurrentGenerations=_COUNT,
                maxDailyGenerations=_COUNT,
            )
        },
    ),
    usage=_thing(
        "models",
        models=_OF_MODELS
        | {"additionalProperties": _thing("dailyGenerations", dailyGenerations=_COUNT)},
    ),
)
# (route of the fake, status) -> what an answer must be; None for an empty body.
ANSWERS: dict[tuple[str, int], Schema | None] = {
    ("create", 200): CREATED,
    ("create", 400): REJECTED,
    ("create", 429): ERROR,
    ("task", 200): TASK,
    ("task", 404): ERROR,
    ("delete", 204): None,
    ("delete", 404): ERROR,
    ("upload", 200): UPLOADED,
    ("upload", 429): ERROR,
    ("organization", 200): ORGANIZATION,
}
_CODES = {
    "type": "invalid_type",
    "required": "invalid_type",
    "enum": "invalid_value",
    "const": "invalid_value",
    "anyOf": "invalid_union",
    "pattern": "invalid_format",
    "additionalProperties": "unrecognized_keys",
    **dict.fromkeys(("maxLength", "maxItems", "maximum"), "too_big"),
    **dict.fromkeys(("minLength", "minItems", "minimum"), "too_small"),
}


_VALIDATORS: dict[str, Draft202012Validator] = {}


def issues(path: str, body: Any) -> list[dict[str, Any]]:
    """What is wrong with the body of a create, in the service's own form; empty when nothing is."""
    models = CREATES[path]
    model = body.get("model") if isinstance(body, dict) else None
    if model not in models:
        return [
            {"code": "invalid_union", "path": ["model"], "message": "Invalid input: no such model"}
        ]
    return wrong(f"{path} {model}", models[model], body)


def wrong(name: str, schema: Schema, body: Any) -> list[dict[str, Any]]:
    """What is wrong with a body by a schema of that name."""
    found = []
    validator = _VALIDATORS.setdefault(name, Draft202012Validator(schema))
    for error in validator.iter_errors(body):
        where = list(error.absolute_path)
        if error.validator == "required":
            where.append(error.message.split("'")[1])
        message = error.message if len(error.message) < 200 else f"Invalid input: {error.validator}"
        found.append(
            {
                "code": _CODES.get(str(error.validator), "invalid_input"),
                "path": where,
                "message": message,
            }
        )
    return found
