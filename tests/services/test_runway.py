"""`runway` against its fake: what is refused beforehand, what is sent, and how every answer is read."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from services.fake import HTML, Answer
from services.runway_fake import (
    FULL_DAY,
    KEY,
    NO_CREDIT,
    SLOWLY,
    RunwayFake,
    credits_of,
    jpeg,
    png,
)
from services.runway_side import (
    MARA,
    PIER,
    Held,
    body,
    clip_recipe,
    ended,
    intent,
    job,
    large,
    prepared,
    recipe,
    sent,
    service,
    trouble,
    uses,
)

from storyforge.core import film, mp4
from storyforge.core.access import Access, Secret
from storyforge.core.delivery import Absent, Ended, Pending, Ready, Unknowable
from storyforge.core.failing import POLICY
from storyforge.core.picture import facts
from storyforge.core.price import Price
from storyforge.core.recipe import Recipe
from storyforge.providers import runway_models as models
from storyforge.providers.runway import Runway
from storyforge.providers.runway_answers import FAILURES, STATUSES

HERE = Runway(Access())


@pytest.fixture
def fake() -> Iterator[RunwayFake]:
    with RunwayFake() as made:
        yield made
        assert made.leaks == []  # whatever was done: the key went nowhere else


# What it can do, and refuses to try


def test_it_is_made_without_key_and_without_a_call() -> None:
    assert (HERE.name, HERE.revision, HERE.models[0]) == ("runway", 1, "gen4_image")
    assert HERE.unread(recipe()) == ()
    assert list(HERE.orphans(0.0)) == []


def test_gen4_makes_the_films_own_sizes() -> None:
    expected = {
        f"{ratio} {name}": size for ratio, row in film.PIXELS.items() for name, size in row.items()
    }
    for model in ("gen4_image", "gen4_image_turbo"):
        can = HERE.capabilities(model)
        assert (can.sizes, can.ratios, can.references) == (expected, film.RATIOS.canonical, 3)
        assert can.largest_seed == 2**32 - 1


@pytest.mark.parametrize("model", HERE.models)
def test_every_model_offers_only_sizes_it_can_be_asked_for(model: str) -> None:
    can = HERE.capabilities(model)
    assert can.sizes is not None
    assert sorted(can.sizes) == sorted(
        f"{r} {name}" for r in can.ratios for name in can.resolutions
    )
    for key, (width, height) in can.sizes.items():
        wanted = film.PIXELS[key.split()[0]][key.split()[1]]
        assert f"{width}:{height}" in models.MODELS[model].sizes.split()
        assert models.written(model, width, height) == f"{width}:{height}"
        assert width / height == pytest.approx(wanted[0] / wanted[1], rel=0.035)
    assert can.fit is not None
    assert can.delivery is not None
    assert can.credit == ("Powered by Runway", "https://runwayml.com")


@pytest.mark.parametrize(
    ("model", "least", "most", "seeds", "named", "makes"),
    [
        ("gen4_image", 0, 3, True, "tag", "picture"),
        ("gen4_image_turbo", 1, 3, True, "tag", "picture"),
        ("gpt_image_2", 0, 16, False, "tag", "picture"),
        ("gemini_image3_pro", 0, 14, False, "tag", "picture"),
        ("gemini_image3.1_flash", 0, 14, False, "tag", "picture"),
        ("gemini_2.5_flash", 0, 3, False, "tag", "picture"),
        ("seedream5_pro", 0, 10, False, "figure", "picture"),
        ("seedream5_lite", 0, 14, False, "figure", "picture"),
        ("gen4_turbo", 1, 1, True, "tag", "clip"),
        ("gen4.5", 1, 1, True, "tag", "clip"),
    ],
)
def test_what_each_model_takes(
    model: str, least: int, most: int, seeds: bool, named: str, makes: str
) -> None:
    can = HERE.capabilities(model)
    assert (can.least, can.references, bool(can.largest_seed)) == (least, most, seeds)
    assert (can.named, can.makes) == (named, makes)


REFUSALS: list[tuple[Recipe, tuple[str, ...]]] = [
    (recipe(), ()),
    (recipe(parameters={"content_moderation": "low"}, seed=7, uses=uses(3)), ()),
    (recipe("gpt_image_2", 1920, 1088, parameters={"quality": "low", "background": "auto"}), ()),
    (
        recipe("seedream5_pro", 2720, 1530, parameters={"output_format": "png", "grounding": True}),
        (),
    ),
    (clip_recipe(), ()),
    (
        recipe("gen4_image_turbo"),
        (
            "gen4_image_turbo draws from a reference, and there is none: name a character or a place",
        ),
    ),
    (recipe(uses=uses(4)), ("gen4_image takes 3 references at most, not 4",)),
    (
        recipe("gemini_2.5_flash", 1344, 768, seed=0),
        ("gemini_2.5_flash takes no seed: take `seed` away, or use gen4_image",),
    ),
    (recipe(width=1000), ("gen4_image makes no picture of 1000 × 720 pixels",)),
    *(
        (
            recipe(parameters={word: 4}),
            (f"gen4_image makes one picture at a time: instead of `{word}`, write `takes: 4`",),
        )
        for word in ("quantity", "outputCount", "output_count", "n", "num_images")
    ),
    (
        recipe(parameters={"content_moderaton": "low"}),
        ("gen4_image has no parameter `content_moderaton`: did you mean `content_moderation`?",),
    ),
    (
        recipe("gemini_2.5_flash", 1344, 768, parameters={"guidance": 3}),
        ("gemini_2.5_flash has no parameter `guidance`: it has none",),
    ),
    (
        recipe(parameters={"content_moderation": "off"}),
        ("`content_moderation` of gen4_image is auto or low, not off",),
    ),
    (
        recipe("seedream5_lite", 2048, 2048, parameters={"grounding": 1}),
        ("`grounding` of seedream5_lite is true or false, not 1",),
    ),
    (clip_recipe(parameters={}), ("gen4_turbo must be told its `duration`",)),
    *(
        (
            clip_recipe(parameters={"duration": value}),
            (f"`duration` of gen4_turbo is a whole number from 2 to 10, not {value}",),
        )
        for value in (1, 11, 5.0, "5", True)
    ),
]


@pytest.mark.parametrize(("asked", "sentences"), REFUSALS)
def test_what_cannot_be_made_is_said_before_anything_is_spent(
    asked: Recipe, sentences: tuple[str, ...]
) -> None:
    assert HERE.refuses(asked) == sentences


@pytest.mark.parametrize(
    ("asked", "low", "high"),
    [
        (recipe(), "0.05", "0.05"),
        (recipe(width=1920, height=1080), "0.08", "0.08"),
        (recipe(width=1360, height=768), "0.05", "0.08"),
        (recipe("gen4_image_turbo"), "0.02", "0.02"),
        (
            recipe("gpt_image_2", 1920, 1088),
            "0.20",
            "0.20",
        ),  # the service's own default is the best quality
        (recipe("gpt_image_2", 1920, 1088, parameters={"quality": "low"}), "0.01", "0.01"),
        (recipe("gpt_image_2", 1920, 1088, parameters={"quality": "auto"}), "0.01", "0.20"),
        (recipe("seedream5_pro", 1376, 768), "0.05", "0.05"),
        (recipe("seedream5_pro", 2720, 1530), "0.09", "0.09"),
        (clip_recipe(), "0.25", "0.25"),
        (clip_recipe("gen4.5", parameters={"duration": 10}), "1.20", "1.20"),
    ],
)
def test_what_a_take_costs(asked: Recipe, low: str, high: str) -> None:
    assert HERE.price(asked) == Price(Decimal(low), Decimal(high))


def test_the_users_own_prices_count() -> None:
    own = Runway(Access(prices={"gen4_image": "0.07", "gen4_turbo": "0.04"}))
    assert own.price(recipe()) == Price(Decimal("0.07"), Decimal("0.07"))
    assert own.price(clip_recipe()) == Price(Decimal("0.20"), Decimal("0.20"))


@pytest.mark.parametrize("model", HERE.models)
def test_the_fake_charges_what_the_table_says(fake: RunwayFake, model: str) -> None:
    can = HERE.capabilities(model)
    assert can.sizes is not None
    for width, height in set(can.sizes.values()):
        asked = clip_recipe(model) if can.makes == "clip" else recipe(model, width, height)
        request = prepared(fake, job(replace(asked, width=width, height=height), MARA))
        price = HERE.price(replace(asked, width=width, height=height))
        assert price.low <= Decimal(credits_of(body(request))) / 100 <= price.high


def test_an_account_is_named_without_its_key() -> None:
    def named(url: str, key: str) -> str:
        return Runway(Access(url=url, secret=Secret(key))).account()

    assert named("", KEY) == named("https://api.dev.runwayml.com", KEY)
    assert len({named("", KEY), named("", KEY + "x"), named("https://elsewhere.example", KEY)}) == 3
    assert named("", KEY) not in KEY
    assert len(named("", KEY)) == 16
    assert Runway(Access()).account()


# The request


def test_a_prompt_alone(fake: RunwayFake) -> None:
    request = prepared(fake)
    assert request.endpoint == "POST /v1/text_to_image"
    assert request.body == (
        b'{"model":"gen4_image","promptText":"a pier at dusk","ratio":"1280:720","seed":7}'
    )
    assert (request.seed, request.model_version, request.references, request.task) == (
        7,
        "gen4_image",
        (),
        "",
    )
    assert fake.asked == []


def test_small_references_travel_in_the_request(fake: RunwayFake) -> None:
    picture = jpeg(PIER)
    request = prepared(fake, job(None, MARA, picture, prompt="@mara on @pier"))
    assert body(request)["promptText"] == "@mara on @pier"
    assert body(request)["referenceImages"] == [
        {"uri": f"data:image/png;base64,{base64.b64encode(MARA).decode()}", "tag": "mara"},
        {"uri": f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}", "tag": "pier"},
    ]
    assert request.references == tuple(hashlib.sha256(each).hexdigest() for each in (MARA, picture))
    assert fake.asked == []
    assert sent(fake, job(None, MARA, picture)) in fake.tasks


def test_large_references_are_uploaded_once_a_day(fake: RunwayFake) -> None:
    runway, held, data = service(fake), Held(lambda: fake.now), large(PIER)
    first = runway.prepare(job(None, data), "t", held)
    uri = body(first)["referenceImages"][0]["uri"]
    assert fake.uploads[uri] == (data, fake.now + 86_400)
    assert (fake.calls["upload"], fake.calls["bucket"]) == (1, 1)
    assert runway.prepare(job(None, data), "t", held).body == first.body
    assert fake.calls["upload"] == 1
    fake.tick(23 * 3600)  # an hour before Runway forgets it
    assert body(runway.prepare(job(None, data), "t", held))["referenceImages"][0]["uri"] != uri
    assert fake.calls["upload"] == 2
    assert runway.submit(first) in fake.tasks


def test_an_upload_of_another_account_is_not_used(fake: RunwayFake) -> None:
    held, data = Held(lambda: fake.now), large(PIER)
    service(fake).prepare(job(None, data), "t", held)
    assert all(account == service(fake).account() for account, _ in held.rows)
    assert (
        trouble(lambda: service(fake, "key_other").prepare(job(None, data), "t", held)).kind
        == "key"
    )


@pytest.mark.parametrize(
    ("route", "answer", "kind"),
    [
        ("upload", SLOWLY, "throttled"),
        ("upload", Answer(503, b"busy"), "transient"),
        ("upload", "reset", "transient"),
        ("upload", HTML, "broken"),
        ("upload", Answer(200, {"uploadUrl": 3}), "broken"),
        (
            "upload",
            Answer(
                200, {"uploadUrl": "https://10.0.0.1/", "fields": {}, "runwayUri": "runway://x"}
            ),
            "broken",
        ),
        ("upload", Answer(401, {"error": "no"}), "key"),
        ("bucket", "reset", "transient"),
        ("bucket", Answer(403, b"<Error/>"), "transient"),
    ],
)
def test_an_upload_that_fails_costs_nothing_and_is_not_remembered(
    fake: RunwayFake, route: str, answer: Any, kind: str
) -> None:
    held = Held(lambda: fake.now)
    fake.fail(route, answer)
    assert trouble(lambda: service(fake).prepare(job(None, large(PIER)), "t", held)).kind == kind
    assert held.rows == {}
    assert fake.charges == []
    assert service(fake).prepare(job(None, large(PIER)), "t", held).references


def test_without_a_key_nothing_is_called(fake: RunwayFake) -> None:
    runway = service(fake, None)
    for call in (
        lambda: prepared(fake, job(None, large(PIER)), runway),
        lambda: runway.witness("gen4_image"),
        lambda: runway.poll("5b1f6c1e-3c57-4f0a-9a4e-0d9a2f7c8b11"),
    ):
        error = trouble(call)
        assert (error.kind, error.sentence) == ("key", "there is no key for Runway")
        assert error.advice == "set RUNWAYML_API_SECRET (a key is made at https://dev.runwayml.com)"
    assert fake.asked == []


def test_parameters_stand_where_the_service_wants_them(fake: RunwayFake) -> None:
    asked = recipe(parameters={"content_moderation": "low"})
    assert body(prepared(fake, job(asked)))["contentModeration"] == {"publicFigureThreshold": "low"}
    asked = recipe(
        "seedream5_pro", 1376, 768, parameters={"output_format": "jpeg", "grounding": False}
    )
    request = body(prepared(fake, job(asked, MARA, prompt="Figure 1 on a pier")))
    assert (request["outputFormat"], request["grounding"]) == ("jpeg", False)
    assert list(request["referenceImages"][0]) == ["uri"]  # by place: it has no tags
    assert "seed" not in request


@given(seed=st.integers(0, 2**63 - 1), text=st.text(max_size=60))
def test_the_seed_is_in_range_and_the_body_is_exact(seed: int, text: str) -> None:
    text = "".join(c for c in text if not 0xD800 <= ord(c) < 0xE000) or "x"
    request = HERE_WITH_KEY.prepare(job(prompt=text, seed=seed), "t", Held(lambda: 0.0))
    assert request.seed == seed % 2**32 == body(request)["seed"]
    assert body(request)["promptText"] == text
    assert request == HERE_WITH_KEY.prepare(job(prompt=text, seed=seed), "other", Held(lambda: 0.0))


HERE_WITH_KEY = Runway(Access(secret=Secret(KEY)))


@pytest.mark.parametrize(
    ("size", "ratio"),
    [
        ((1280, 720), "1280:720"),
        ((1920, 1080), "1280:720"),
        ((1080, 1920), "720:1280"),
        ((1440, 1080), "1104:832"),
        ((720, 960), "832:1104"),
        ((1080, 1080), "960:960"),
        ((2112, 912), "1584:672"),
        ((1584, 672), "1584:672"),
    ],
)
def test_a_clip_is_made_from_its_still(fake: RunwayFake, size: tuple[int, int], ratio: str) -> None:
    asked = clip_recipe(width=size[0], height=size[1])
    request = prepared(fake, job(asked, MARA, prompt="slow push-in"))
    assert request.endpoint == "POST /v1/image_to_video"
    assert body(request) == {
        "model": "gen4_turbo",
        "promptImage": [
            {"uri": f"data:image/png;base64,{base64.b64encode(MARA).decode()}", "position": "first"}
        ],
        "promptText": "slow push-in",
        "ratio": ratio,
        "duration": 5,
        "seed": 7,
    }
    task = sent(fake, job(asked, MARA))
    ready = ended(fake, task)
    assert isinstance(ready, Ready)
    assert ready.cost == Decimal("0.25")
    data = service(fake).collect(ready.addresses[0])
    known = mp4.facts(data)
    assert (f"{known.width}:{known.height}", mp4.duration(data)) == (ratio, 5)


def test_a_clip_without_words_sends_none_where_it_may(fake: RunwayFake) -> None:
    assert "promptText" not in body(prepared(fake, job(clip_recipe(), MARA, prompt="")))
    assert body(prepared(fake, job(clip_recipe("gen4.5"), MARA, prompt="")))["promptText"] == ""


# Submitting: every answer


def test_a_picture_from_end_to_end(fake: RunwayFake) -> None:
    task = sent(fake, job(recipe(width=1920, height=1080), MARA))
    ready = ended(fake, task)
    assert isinstance(ready, Ready)
    assert (len(ready.addresses), ready.cost) == (1, Decimal("0.08"))
    known = facts(service(fake).collect(ready.addresses[0]))
    assert (known.media, known.width, known.height) == ("image/png", 1920, 1080)
    assert fake.charges == [(task, 0.08)]
    assert fake.hasty == []


UNCLEAR_ID = [
    Answer(200, {"id": each}) for each in (None, 7, "", "../organization", "a b", "x" * 100)
]
SUBMITS: list[tuple[Any, str, str]] = [
    (NO_CREDIT, "credit", "Runway: the account has not enough credits"),
    (Answer(402, {"error": "Pay first"}), "credit", "Runway wants to be paid first: Pay first"),
    (Answer(401, {"error": "no"}), "key", "Runway does not accept the key"),
    (Answer(403, b""), "key", "Runway does not accept the key"),
    (FULL_DAY, "quota", "Runway: the account has made all that it may in a day"),
    (SLOWLY, "throttled", "Runway asks for slower requests"),
    (Answer(429, b"<html>"), "throttled", "Runway asks for slower requests"),
    (
        Answer(400, {"error": "Invalid parameter 'promptText'"}),
        "invalid",
        "Runway does not take this request: Invalid parameter 'promptText'",
    ),
    (Answer(400, b"nonsense"), "invalid", "Runway does not take this request: it gives no reason"),
    *(
        (Answer(status, {"error": "no"}), "invalid", "Runway does not take this request: no")
        for status in (404, 405, 413, 415, 422, 451)
    ),
    *(
        (Answer(status, b"busy"), "in doubt", f"Runway failed with status {status}")
        for status in (408, 409, 500, 502, 503, 504, 520, 524, 529)
    ),
    *(
        (Answer(status, b""), "in doubt", f"Runway answered with the unexpected status {status}")
        for status in (301, 302, 307, 600)
    ),
    (HTML, "in doubt", "Runway's answer cannot be read"),
    (Answer(200, b'{"id": "5b1f'), "in doubt", "Runway's answer cannot be read"),
    (Answer(204), "in doubt", "Runway's answer cannot be read"),
    (Answer(200, [1]), "in doubt", "Runway's answer cannot be read"),
    *((each, "in doubt", "Runway's answer cannot be read") for each in UNCLEAR_ID),
]


@pytest.mark.parametrize(("answer", "kind", "sentence"), SUBMITS)
def test_every_answer_to_a_submit(
    fake: RunwayFake, answer: Answer, kind: str, sentence: str
) -> None:
    fake.fail("create", answer)
    error = trouble(lambda: sent(fake))
    assert (error.kind, error.sentence) == (kind, sentence)
    assert fake.calls["create"] == 1
    assert kind in POLICY


@pytest.mark.parametrize(
    "what", ["reset", "lost", "cut", ("done", HTML), ("done", Answer(502, b""))]
)
def test_a_lost_answer_is_in_doubt_whether_it_was_accepted_or_not(
    fake: RunwayFake, what: Any
) -> None:
    fake.fail("create", what)
    assert trouble(lambda: sent(fake)).kind == "in doubt"
    assert len(fake.charges) == (what != "reset")


def test_a_service_that_is_not_there_was_surely_not_asked() -> None:
    with RunwayFake() as fake:
        pass
    assert trouble(lambda: sent(fake)).kind == "not sent"


def test_what_is_wrong_with_a_request_is_said_by_its_places(fake: RunwayFake) -> None:
    request = prepared(fake)
    wrong = replace(request, body=json.dumps(body(request) | {"ratio": "1:1", "seed": -1}).encode())
    error = trouble(lambda: service(fake).submit(wrong))
    assert error.kind == "invalid"
    assert error.sentence.startswith(
        "Runway does not take this request: Validation of body failed; "
    )
    assert "ratio: " in error.sentence
    assert "seed: -1 is less than the minimum of 0" in error.sentence
    assert error.code == "400"


def test_a_wait_that_is_asked_for_is_passed_on(fake: RunwayFake) -> None:
    fake.fail("create", Answer(429, {"error": "slower"}, {"retry-after": "12"}))
    assert trouble(lambda: sent(fake)).retry_after == 12.0


def test_the_limits_of_the_account_are_met(fake: RunwayFake) -> None:
    fake.daily["gen4_image"] = 2
    sent(fake), sent(fake)
    assert trouble(lambda: sent(fake)).kind == "quota"
    fake.credits = 4
    assert sent(fake, job(recipe("gen4_image_turbo"), MARA)) in fake.tasks  # two credits, no limit
    fake.tick(86_400)
    assert trouble(lambda: sent(fake)).kind == "credit"


# Looking


def test_the_states_of_a_task(fake: RunwayFake) -> None:
    fake.concurrency["gen4_image"] = 1
    first, second = sent(fake), sent(fake)
    runway = service(fake)
    assert runway.poll(first) == Pending("PENDING")
    assert runway.poll(second) == Pending("THROTTLED", queued=True)
    fake.tick(22)
    assert runway.poll(first) == Pending("RUNNING", 0.5)
    fake.tick(20)
    assert isinstance(runway.poll(first), Ready)
    assert runway.poll(second) == Pending("PENDING")


FAILS = [
    ("SAFETY.INPUT.TEXT", "refused"),
    ("SAFETY.INPUT.IMAGE", "refused"),
    ("SAFETY.OUTPUT.IMAGE", "refused"),
    ("SAFETY.SOMETHING.NEW", "refused"),
    ("INPUT_PREPROCESSING.SAFETY.TEXT", "refused"),
    ("INPUT_PREPROCESSING.INTERNAL", "transient"),
    ("INTERNAL.BAD_OUTPUT.CODE01", "unclear"),
    ("ASSET.INVALID", "invalid"),
    ("INTERNAL", "transient"),
    ("INTERNAL.ELSE", "transient"),
    ("THIRD_PARTY.UNAVAILABLE", "transient"),
    ("SAFETYNET", "unclear"),
    ("NEW.CODE", "unclear"),
    ("", "unclear"),
]


@pytest.mark.parametrize(("code", "kind"), FAILS)
@pytest.mark.parametrize("refunds", [False, True])
def test_every_way_to_fail(fake: RunwayFake, code: str, kind: str, refunds: bool) -> None:
    fake.outcome, fake.refunds = (lambda body: code), refunds
    found = ended(fake, sent(fake))
    assert isinstance(found, Ended)
    assert (found.kind, found.code) == (kind, code)
    assert found.cost == (Decimal(0) if refunds else Decimal("0.05"))
    assert found.sentence.startswith("Runway")
    assert not found.sentence.endswith(".")
    assert fake.charged == (0 if refunds else 0.05)


def test_no_row_of_the_tables_is_dead() -> None:
    heads = {code for code, _ in FAILS}
    assert all(
        any(code == row or code.startswith(f"{row}.") or not row for code in heads)
        for row in FAILURES
    )
    assert {meaning.kind for _, _, meaning in STATUSES} | {
        m.kind for m in FAILURES.values()
    } <= POLICY.keys()


TASK = {"id": "5b1f6c1e-3c57-4f0a-9a4e-0d9a2f7c8b11", "createdAt": "2026-11-21T08:00:00.000Z"}
PROGRESS: list[tuple[dict[str, Any], object]] = [
    ({"status": "QUEUED_SOMEHOW"}, Pending("QUEUED_SOMEHOW")),
    ({"status": "RUNNING"}, Pending("RUNNING")),
    ({"status": "RUNNING", "progress": 7}, Pending("RUNNING")),
    ({"status": "RUNNING", "progress": "half"}, Pending("RUNNING")),
    (
        {"status": "SUCCEEDED", "output": ["https://a.example/1"]},
        Ready(("https://a.example/1",), None),
    ),
    (
        {"status": "SUCCEEDED", "output": ["https://a.example/1"], "cost": {"credits": 0}},
        Ready(("https://a.example/1",), Decimal(0)),
    ),
    (
        {"status": "SUCCEEDED", "output": ["https://a.example/1"], "cost": {"credits": "8"}},
        Ready(("https://a.example/1",), None),
    ),
    (
        {"status": "CANCELLED", "cost": {"credits": 8}},
        Ended(
            "cancelled",
            "CANCELLED",
            "it was cancelled at Runway",
            "build again to have it made anew",
            Decimal("0.08"),
        ),
    ),
    (
        {"status": "FAILED", "failureCode": None},
        Ended(
            "unclear",
            "",
            "Runway failed, and it is not known why: it gives no reason",
            "build again",
            None,
        ),
    ),
    *(
        ({"status": "SUCCEEDED", "output": output}, "broken")
        for output in ([], None, "x", [None], [""])
    ),
    ({"status": "SUCCEEDED"}, "broken"),
    ({}, "broken"),
    ({"status": 3}, "broken"),
]


@pytest.mark.parametrize(("task", "progress"), PROGRESS)
def test_every_description_of_a_task(
    fake: RunwayFake, task: dict[str, Any], progress: object
) -> None:
    fake.fail("task", Answer(200, TASK | task))
    if progress == "broken":
        assert trouble(lambda: service(fake).poll(TASK["id"])).kind == "broken"
    else:
        assert service(fake).poll(TASK["id"]) == progress


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(404, {"error": "Could not find Task"}), "lost"),
        (Answer(401, {"error": "no"}), "key"),
        (SLOWLY, "throttled"),
        (Answer(500, b""), "transient"),
        (Answer(503, b""), "transient"),
        (Answer(302, b""), "broken"),
        (HTML, "broken"),
        ("reset", "transient"),
        ("cut", "transient"),
    ],
)
def test_every_answer_to_a_look(fake: RunwayFake, answer: Any, kind: str) -> None:
    task = sent(fake)
    fake.fail("task", answer)
    assert trouble(lambda: service(fake).poll(task)).kind == kind
    assert service(fake).poll(task) == Pending("PENDING")


def test_an_old_deployment_says_nothing_of_costs(fake: RunwayFake) -> None:
    fake.quiet = True
    found = ended(fake, sent(fake))
    assert isinstance(found, Ready)
    assert found.cost is None


# Results


def test_a_result_has_an_address_that_dies_and_is_given_anew(fake: RunwayFake) -> None:
    fake.lifetime = 60.0
    task = sent(fake)
    first = ended(fake, task)
    assert isinstance(first, Ready)
    fake.tick(61)
    error = trouble(lambda: service(fake).collect(first.addresses[0]))
    assert (error.kind, error.code) == ("lost", "403")
    again = ended(fake, task)
    assert isinstance(again, Ready)
    assert facts(service(fake).collect(again.addresses[0])).width == 1280


def test_the_same_ask_gives_the_same_picture_and_another_seed_another(fake: RunwayFake) -> None:
    fake.concurrency["gen4_image"] = 9

    def pixels(**more: Any) -> str:
        found = ended(fake, sent(fake, job(None, MARA, **more)))
        assert isinstance(found, Ready)
        return facts(service(fake).collect(found.addresses[0])).pixels

    assert pixels() == pixels()
    assert len({pixels(), pixels(seed=8), pixels(prompt="a lamp")}) == 3


def test_a_result_larger_than_any_picture_is_not_taken(fake: RunwayFake) -> None:
    found = ended(fake, sent(fake))
    assert isinstance(found, Ready)
    fake.dress = lambda data: data + bytes(65 * 2**20)
    assert trouble(lambda: service(fake).collect(found.addresses[0])).kind == "broken"


# The account


def test_the_account_tells_its_limits_and_what_is_left(fake: RunwayFake) -> None:
    fake.concurrency["gen4_image"] = 5
    runway = service(fake)
    assert (runway.limits("gen4_image"), runway.limits("gen4_turbo"), runway.limits("unheard")) == (
        5,
        2,
        None,
    )
    assert runway.balance() == Decimal("42.00")
    unlimited = {"maxConcurrentGenerations": None, "maxDailyGenerations": None}
    said = {
        "creditBalance": 0,
        "tier": {"models": {"gen4_image": unlimited}},
        "usage": {"models": {}},
    }
    fake.fail("organization", Answer(200, said), times=3)
    assert runway.limits("gen4_image") is None
    assert runway.balance() == 0
    assert runway.witness("gen4_image")["generations"] == "0"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(401, {"error": "no"}), "key"),
        (Answer(200, {"creditBalance": None}), "broken"),
        (HTML, "broken"),
        (Answer(503, b""), "transient"),
    ],
)
def test_an_account_that_cannot_be_read(fake: RunwayFake, answer: Answer, kind: str) -> None:
    fake.fail("organization", answer)
    assert trouble(service(fake).balance).kind == kind


# Lost answers: what the counters prove


def test_counters_that_stand_still_prove_that_nothing_was_accepted(fake: RunwayFake) -> None:
    runway, request = service(fake), prepared(fake)
    sent(fake)
    witness = runway.witness("gen4_image")
    assert witness == {"generations": "1", "credits": "4195", "day": "2026-11-18"}
    fake.fail("create", "reset")
    assert trouble(lambda: runway.submit(request)).kind == "in doubt"
    assert runway.find(intent(request, witness)) == Absent(
        "Runway's counters stand where they stood before it was sent"
    )


def test_counters_that_moved_prove_nothing(fake: RunwayFake) -> None:
    runway, request = service(fake), prepared(fake)
    witness = runway.witness("gen4_image")
    fake.fail("create", "lost")
    assert trouble(lambda: runway.submit(request)).kind == "in doubt"
    assert runway.find(intent(request, witness)) == Unknowable(
        "Runway counted something since that may be this one: generations 0 → 1, credits 4200 → 4195"
    )


@pytest.mark.parametrize("change", ["generations", "credits", "day", "missing"])
def test_every_counter_must_agree(fake: RunwayFake, change: str) -> None:
    runway, request = service(fake), prepared(fake)
    witness = dict(runway.witness("gen4_image"))
    if change == "missing":
        del witness["credits"]
    else:
        witness[change] = {"generations": "3", "credits": "4199", "day": "2026-11-17"}[change]
    found = runway.find(intent(request, witness))
    assert isinstance(found, Unknowable)
    assert runway.find(intent(request, {})) == Unknowable(
        "Runway's counters were not read before it was sent"
    )


def test_an_account_that_cannot_be_asked_leaves_the_doubt(fake: RunwayFake) -> None:
    runway, request = service(fake), prepared(fake)
    witness = runway.witness("gen4_image")
    fake.fail("organization", Answer(502, b""))
    assert trouble(lambda: runway.find(intent(request, witness))).kind == "transient"


# Cancelling


def test_cancelling_costs_nothing_only_before_the_work_begins(fake: RunwayFake) -> None:
    fake.concurrency["gen4_image"] = 1
    first, second = sent(fake), sent(fake)
    runway = service(fake)
    assert runway.cancel(second) is True
    fake.tick(10)
    assert runway.cancel(first) is False
    assert fake.charges == [(first, 0.05), (second, 0.05), (second, -0.05)]
    assert runway.cancel(first) is False
    assert trouble(lambda: runway.poll(first)).kind == "lost"


@pytest.mark.parametrize("code", [None, "INTERNAL"])
def test_what_has_ended_is_never_deleted(fake: RunwayFake, code: str | None) -> None:
    fake.outcome = lambda body: code
    task = sent(fake)
    found = ended(fake, task)
    fake.tick(6)
    assert service(fake).cancel(task) is False
    assert "delete" not in fake.calls
    assert type(ended(fake, task)) is type(found)


# The fake's own teeth


def _with(**more: Any) -> dict[str, Any]:
    return {"model": "gen4_image", "promptText": "a pier", "ratio": "1280:720"} | more


def _tagged(*tags: str) -> list[dict[str, str]]:
    uri = f"data:image/png;base64,{base64.b64encode(MARA).decode()}"
    return [{"uri": uri, "tag": tag} for tag in tags]


def _of(data: bytes, media: str = "image/png") -> list[dict[str, str]]:
    return [{"uri": f"data:{media};base64,{base64.b64encode(data).decode()}", "tag": "mara"}]


@pytest.mark.parametrize(
    ("ask", "path"),
    [
        (_with(model="gen5"), ["model"]),
        ([], ["model"]),
        (_with(promptText=""), ["promptText"]),
        (_with(promptText="🌊" * 501), ["promptText"]),  # each is two units
        (_with(ratio="16:9"), ["ratio"]),
        (_with(seed=2**32), ["seed"]),
        (_with(outputCount=4), []),
        (_with(referenceImages=_tagged("Mara")), ["referenceImages", 0, "tag"]),
        (_with(referenceImages=_tagged("mara", "mara")), ["referenceImages"]),
        (_with(referenceImages=_tagged("mara", "pier", "lamp", "boat")), ["referenceImages"]),
        (_with(referenceImages=_of(MARA, "image/jpeg")), ["referenceImages", 0, "uri"]),
        (_with(referenceImages=_of(png(1680, 720, b"x" * 32))), ["referenceImages", 0, "uri"]),
        (
            _with(referenceImages=[{"uri": "runway://unknown-token", "tag": "mara"}]),
            ["referenceImages", 0, "uri"],
        ),
        (_with(referenceImages=[{"uri": "http://a.example/1.png"}]), ["referenceImages", 0, "uri"]),
        (_with(contentModeration={"other": 1}), ["contentModeration"]),
        (_with(model="gen4_image_turbo"), ["referenceImages"]),
        (
            _with(model="seedream5_lite", ratio="2048:2048", referenceImages=_tagged("mara")),
            ["referenceImages", 0],
        ),
    ],
)
def test_the_fake_refuses_what_runway_would(fake: RunwayFake, ask: Any, path: list[Any]) -> None:
    request = replace(prepared(fake), body=json.dumps(ask).encode())
    assert trouble(lambda: service(fake).submit(request)).kind == "invalid"
    answer = fake.said[-1][2]
    assert path in [issue["path"] for issue in answer.body["issues"]]
    assert fake.charges == []


def test_the_fake_wants_key_and_version(fake: RunwayFake) -> None:
    assert trouble(lambda: service(fake, "key_wrong").witness("gen4_image")).kind == "key"
    assert fake.asked[-1].headers["x-runway-version"] == "2024-11-06"
