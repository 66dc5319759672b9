"""A picture asked of a vision model: what is sent, what is made of the answer, and every way it can go wrong."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from services.describe_fake import DescribeFake
from services.fake import HTML, Answer

from storyforge.core.access import Access, Secret
from storyforge.core.coded import PictureFault
from storyforge.core.failing import NotServed
from storyforge.core.ids import MENTION
from storyforge.core.recipe import units
from storyforge.providers.describer import ABOUT, Describer, fit_to_prompt, plain

KEY = "sk-4242-very-secret"


@pytest.fixture
def fake() -> Iterator[DescribeFake]:
    with DescribeFake() as fake:
        yield fake


def describer(
    fake: DescribeFake, model: str = "llava", key: str = "", patience: float = 20
) -> Describer:
    secret = Secret(key) if key else None
    access = Access(
        f"{fake.url}/v1",
        secret,
        "STORYFORGE_DESCRIBE_KEY",
        settings={"model": model} if model else {},
    )
    return Describer(access, patience)


def picture(width: int = 300, height: int = 200, **options: Any) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(
        file, **{"format": "PNG"} | options
    )
    return file.getvalue()


def failure(fake: DescribeFake, **how: Any) -> NotServed:
    with pytest.raises(NotServed) as caught:
        describer(fake, **how).describe(picture(), "shot")
    assert KEY not in f"{caught.value!r} {caught.value.advice}"
    return caught.value


def test_one_question_with_one_picture(fake: DescribeFake) -> None:
    found = describer(fake).describe(picture(), "character")
    assert (found.prompt, found.whole) == ("A woman waits on a pier.", True)
    (asked,) = fake.asked
    body = asked.json()
    assert (asked.method, asked.path) == ("POST", "/v1/chat/completions")
    assert set(body) == {"model", "temperature", "messages"}
    assert (body["model"], body["temperature"]) == ("llava", 0)
    assert [each["role"] for each in body["messages"]] == ["system", "user"]
    assert body["messages"][1]["content"][0] == {"type": "text", "text": ABOUT["character"]}
    assert "authorization" not in asked.headers


def test_the_picture_goes_small_and_without_luggage(fake: DescribeFake) -> None:
    exif = Image.Exif()
    exif[0x010E] = "52.5200 N 13.4050 E"
    describer(fake).describe(picture(3000, 1000, format="JPEG", exif=exif), "shot")
    assert fake.shown[0].size == (1024, 341)
    assert b"52.5200" not in fake.raw[0]
    describer(fake).describe(picture(60, 900), "style")
    assert fake.shown[1].size == (60, 900)


def test_a_key_is_shown_to_the_service_and_to_nobody_else(fake: DescribeFake) -> None:
    fake.key = KEY
    assert describer(fake, key=KEY).describe(picture(), "shot").prompt
    refused = failure(fake, key="sk-other")
    assert (refused.kind, refused.code) == ("key", "invalid_api_key")
    assert refused.advice == "set STORYFORGE_DESCRIBE_KEY to a key that is valid there"


@pytest.mark.parametrize(
    ("said", "prompt"),
    [
        ("  A pier.\n\nAt dusk.  ", "A pier. At dusk."),
        ('"A pier at dusk."', "A pier at dusk."),
        ("**Prompt:** A pier.", "A pier."),
        ("Description: A pier.", "A pier."),
        ("```\nA pier.\n```", "A pier."),
        ("<think>It is a pier, I think.</think>A pier.", "A pier."),
        ("A pier\x1b[31m\u202e with @mara.", "A pier [31m with mara."),
        (
            [{"type": "text", "text": "A pier"}, {"type": "text", "text": "at dusk."}],
            "A pier at dusk.",
        ),
    ],
)
def test_the_words_become_one_plain_paragraph(
    fake: DescribeFake, said: object, prompt: str
) -> None:
    fake.words = said
    assert describer(fake).describe(picture(), "shot").prompt == prompt


def _error(status: int, said: object, **headers: str) -> Answer:
    return Answer(
        status, {"error": said}, {name.replace("_", "-"): value for name, value in headers.items()}
    )


@pytest.mark.parametrize(
    ("answer", "kind", "sentence"),
    [
        (_error(401, {"message": "no"}), "key", "answers 401: no"),
        (_error(403, "forbidden"), "key", "answers 403: forbidden"),
        (_error(402, {"message": "pay"}), "credit", "answers 402: pay"),
        (_error(429, {"message": "slow", "code": "rate_limit"}), "throttled", "answers 429: slow"),
        (
            _error(429, {"message": "pay", "code": "insufficient_quota"}),
            "credit",
            "answers 429: pay",
        ),
        (_error(400, {"message": "no images"}), "invalid", "answers 400: no images"),
        (
            _error(400, {"message": "no", "code": "content_policy_violation"}),
            "refused",
            "answers 400: no",
        ),
        (
            _error(400, {"message": "our safety system"}),
            "refused",
            "answers 400: our safety system",
        ),
        (_error(404, {"message": "no model"}), "invalid", "answers 404: no model"),
        (Answer(404), "invalid", "answers 404"),
        (Answer(302, None, {"location": "https://elsewhere.example/"}), "broken", "answers 302"),
        (
            _error(500, {"message": "oops \x1b[31m" + "x" * 999}),
            "transient",
            "answers 500: oops [31m",
        ),
        (Answer(503, b"<html>busy</html>"), "transient", "answers 503"),
        (HTML, "broken", "the service's answer (200) is no JSON object"),
        (Answer(200, []), "broken", "the service's answer (200) is no JSON object"),
        (Answer(200, {"choices": []}), "broken", "holds no words"),
        (Answer(200, {"choices": ["x"]}), "broken", "holds no words"),
        (
            Answer(200, {"choices": [{"message": {"content": " "}}]}),
            "broken",
            "answered with no words",
        ),
        (
            Answer(200, {"choices": [{"message": {"content": None}}]}),
            "broken",
            "answered with no words",
        ),
        (
            Answer(200, {"choices": [{"message": {"refusal": "I cannot."}}]}),
            "refused",
            "would not describe the picture: I cannot.",
        ),
        (
            Answer(
                200, {"choices": [{"finish_reason": "content_filter", "message": {"content": ""}}]}
            ),
            "refused",
            "would not describe the picture",
        ),
        ("reset", "transient", "hung up"),
        ("cut", "transient", ""),
    ],
)
def test_each_trouble_has_its_kind_and_its_advice(
    fake: DescribeFake, answer: object, kind: str, sentence: str
) -> None:
    fake.fail("chat", answer)
    failed = failure(fake, key=KEY)
    assert (failed.kind, sentence in failed.sentence) == (kind, True), failed.sentence
    assert len(failed.sentence) < 400
    assert failed.sentence.isprintable()
    assert failed.advice or kind == "transient"
    assert describer(fake).describe(picture(), "shot").prompt == "A woman waits on a pier."


def test_a_pause_that_is_asked_for_is_passed_on(fake: DescribeFake) -> None:
    fake.fail("chat", _error(429, "slow", retry_after="7"))
    assert failure(fake).retry_after == 7
    fake.fail("chat", _error(429, "slow", retry_after="Wed, 21 Oct 2026 07:28:00 GMT"))
    assert failure(fake).retry_after is None


def test_a_wrong_name_and_none(fake: DescribeFake) -> None:
    failed = failure(fake, model="gone")
    assert failed.kind == "invalid"
    assert failed.advice == 'check the address, and that "gone" is a model it has'
    asked = len(fake.asked)
    assert failure(fake, model="").sentence == "no model is named that could describe pictures"
    assert len(fake.asked) == asked


def test_nobody_there() -> None:
    with DescribeFake() as fake:
        gone = describer(fake)
    with pytest.raises(NotServed) as caught:
        gone.describe(picture(), "shot")
    assert caught.value.kind == "transient"


def test_no_picture_is_never_sent(fake: DescribeFake) -> None:
    with pytest.raises(PictureFault):
        describer(fake).describe(b"GIF89a", "shot")
    assert fake.asked == []


@given(st.text(max_size=60) | st.text(alphabet='aé😀 .@\n"', min_size=900, max_size=1500))
def test_any_words_make_a_prompt(text: str) -> None:
    found = fit_to_prompt(text)
    assert units(found.prompt.encode("utf-8", "replace").decode()) <= 1000
    assert found.prompt == " ".join(found.prompt.split())
    assert not MENTION.search(found.prompt)
    assert found.whole == (found.prompt == plain(text))
    assert json.dumps(found.prompt)


def test_long_words_are_cut_where_a_sentence_ends() -> None:
    found = fit_to_prompt("A pier at dusk. " * 100)
    assert (found.whole, found.prompt.endswith("A pier at dusk.")) == (False, True)
    assert 980 < units(found.prompt) <= 1000
    assert units(fit_to_prompt("😀" * 900).prompt) == 1000
    assert fit_to_prompt("pier, " * 300).prompt.endswith("pier")
