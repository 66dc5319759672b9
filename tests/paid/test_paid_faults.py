"""Trouble with services, scenario by scenario: what goes wrong, what is said, what it costs, what the next build does.

After the class table in `core/failing.py`. Every scenario is two or three builds by the command line; after each,
`fault_worlds.Studio.holds` looks for anything half-written, unpaid, unkept or told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from paid.fault_worlds import (
    CHAIN,
    COLLECTED,
    CURRENT,
    EIGHT,
    FOLLOWS,
    HOUSES,
    MADE,
    ONE,
    PAIR,
    RECOVER,
    RESTORED,
    TAKES,
    Scenario,
    Studio,
    failed,
    mended,
    nothing,
    open_studio,
    play,
    withheld,
)
from services import runway_fake
from services.fake import HTML, START, Answer, Asked

from storyforge.delivery.account import Account

EVER = 10**6
SLOWLY = {"error": "Too many requests."}
NOBODY = "127.0.0.1:9"  # discard: nothing listens there


def fail(on: str, what: Any, after: int = 0, times: int = 1) -> Callable[[Studio], None]:
    return lambda studio: studio.fake.fail(on, what, after, times)


def status(number: int, **more: str) -> Answer:
    return Answer(number, {"error": "it broke", "detail": "it broke"}, more)


def variable(name: str, value: str | None) -> Callable[[Studio], None]:
    return lambda studio: studio.set_variable(name, value)


def at(address: str) -> Callable[[Studio], None]:
    """The service is looked for there."""
    return lambda studio: studio.set_variable(studio.house.address, address)


def found_again(studio: Studio) -> None:
    studio.set_variable(studio.house.address, studio.fake.url)


def spoken_to_in_tls(studio: Studio) -> None:
    studio.set_variable(studio.house.address, studio.fake.url.replace("http:", "https:"))


def both(*steps: Callable[[Studio], None]) -> Callable[[Studio], None]:
    def done(studio: Studio) -> None:
        for each in steps:
            each(studio)

    return done


def hours(count: float) -> Callable[[Studio], None]:
    return lambda studio: studio.fake.tick(3600 * count)


def outcomes(*codes: str | None) -> Callable[[Studio], None]:
    """What the next creates at Runway come to, in order; what follows succeeds."""

    def wrong(studio: Studio) -> None:
        left = iter(codes)
        studio.fake.outcome = lambda body: next(left, None)

    return wrong


def only_s010(code: str) -> Callable[[Studio], None]:
    """What the next create of s010 comes to; everything else succeeds."""

    def wrong(studio: Studio) -> None:
        left = [code]

        def outcome(body: dict[str, Any]) -> str | None:
            return left.pop() if left and "pier" in body["promptText"] else None

        studio.fake.outcome = outcome

    return wrong


def failing(*errors: str) -> Callable[[Studio], None]:
    """What the next predictions at Replicate fail with."""
    return lambda studio: studio.fake.failing.extend(errors)


def told(**task: Any) -> Answer:
    """A task of Runway's, as it is told."""
    identity = "00000000-0000-4000-8000-000000000000"
    return Answer(200, {"id": identity, "createdAt": "2026-11-18T00:00:00.000Z", **task})


def one_at_a_time(studio: Studio) -> None:
    studio.settings(f"services: {{{studio.service}: {{slots: 1}}}}\n")


def a_little_patience(studio: Studio) -> None:
    """Time passes for the product too, two thousand times as fast."""
    studio.set_variable("STORYFORGE_PACE", "0.0005")


def purse(amount: int) -> Callable[[Studio], None]:
    return lambda studio: setattr(studio.fake, "credits", amount)


def edited(studio: Studio) -> None:
    """The words change, and with them the ask."""
    mended(studio)
    studio.world.edit("storyforge.yaml", "a pier at night", "a pier at noon")


def refunding(studio: Studio) -> None:
    studio.fake.refunds = True


def no_place(studio: Studio) -> None:
    """Everything is accepted and nothing begins."""
    studio.fake.concurrency = {"gen4_image": 0}


def a_place(studio: Studio) -> None:
    studio.fake.concurrency = {}
    studio.set_variable("STORYFORGE_PACE", "0")


def never_ready(studio: Studio) -> None:
    studio.fake.seconds = 10.0**9
    a_little_patience(studio)


def ready(studio: Studio) -> None:
    for each in studio.fake.predictions.values():
        each.takes = 1.0
    studio.set_variable("STORYFORGE_PACE", "0")


def cancelled_at_replicate(studio: Studio) -> None:
    """Somebody cancels there what is in work, once."""
    fake = studio.fake
    get = fake.get

    def cancelled(asked: Asked, task: str) -> Answer:
        fake.get = get
        fake.predictions[task].stopped = fake.now + 1.0
        return get(asked, task)

    fake.get = cancelled


def at_once(studio: Studio) -> None:
    studio.set_variable("STORYFORGE_PACE", "0")


def never_run(studio: Studio) -> None:
    studio.fake.takes = 10.0**9
    studio.set_variable("STORYFORGE_PACE", "0.0001")


def run(studio: Studio) -> None:
    studio.fake.running.ends = studio.fake.now
    at_once(studio)


def built(studio: Studio) -> None:
    """Another build in between."""
    mended(studio)
    studio.build()


def stopped_at_comfyui(studio: Studio) -> None:
    """Somebody presses the button there while it runs, once."""
    fake = studio.fake
    fake.takes, history = 3.0, fake.history

    def interrupted(asked: Asked, task: str) -> Answer:
        fake.history, fake.takes = history, 0.0
        fake.interrupt(Asked("POST", "/interrupt", {}, {}, b""))
        return history(asked, task)

    fake.history = interrupted


def accepted_late(studio: Studio) -> None:
    """A gateway gives up on a submit; a moment later, and after our first look, it is accepted."""
    fake = studio.fake
    create, organization, late = fake.create, fake.organization, []

    def gateway(asked: Asked) -> Answer:
        late.append(asked)
        fake.create = create
        return status(504)

    def counters(asked: Asked) -> Answer:
        said = organization(asked)
        if late:
            create(late.pop())
        return said

    fake.create, fake.organization = gateway, counters


def settled(studio: Studio) -> None:
    """A person looks at the account and says under which id it was accepted."""
    mended(studio)
    said = studio.run("recover", "s010", "--task", next(iter(studio.fake.tasks)))
    assert (said.code, said.out.count("collected s010")) == (0, 1)


REMOVED = fail(
    "get",
    Answer(200, {"id": "x", "status": "succeeded", "output": None, "data_removed": True}),
    times=EVER,
)

REACHING = (
    Scenario(
        "nobody listens",
        "runway",
        at(f"http://{NOBODY}"),
        mend=found_again,
        code=1,
        says=failed("127.0.0.1 could not be reached: [Errno _]"),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "nobody listens, Replicate",
        "replicate",
        at(f"http://{NOBODY}"),
        mend=found_again,
        code=1,
        says=failed("127.0.0.1 could not be reached: [Errno _]"),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "nobody listens, ComfyUI",
        "comfyui",
        at(f"http://{NOBODY}"),
        mend=found_again,
        code=1,
        says=failed(
            "ComfyUI: 127.0.0.1 could not be reached: [Errno _]",
            "start ComfyUI, or set COMFYUI_URL to its address",
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "a name that is nobody's",
        "runway",
        at("https://runway.invalid"),
        mend=found_again,
        code=1,
        says=failed("runway.invalid could not be reached: [Errno _]"),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "TLS where none is spoken",
        "runway",
        spoken_to_in_tls,
        mend=found_again,
        code=1,
        says=failed("127.0.0.1 could not be reached: [SSL _]"),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "a dead proxy",
        "runway",
        both(at("https://runway.example"), variable("HTTPS_PROXY", f"http://mara:pass@{NOBODY}")),
        mend=both(found_again, variable("HTTPS_PROXY", None)),
        code=1,
        says=failed("runway.example could not be reached through the proxy 127.0.0.1:9: [Errno _]"),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "no key",
        "runway",
        variable("RUNWAYML_API_SECRET", None),
        mend=variable("RUNWAYML_API_SECRET", runway_fake.KEY),
        code=1,
        says=failed(
            "there is no key for Runway",
            "set RUNWAYML_API_SECRET (a key is made at https://dev.runwayml.com)",
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "no key, Replicate",
        "replicate",
        variable("REPLICATE_API_TOKEN", None),
        mend=variable("REPLICATE_API_TOKEN", HOUSES["replicate"].key),
        code=1,
        says=failed(
            "Replicate needs a key, and there is none",
            "set REPLICATE_API_TOKEN to a key of your account",
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "a key of nobody",
        "runway",
        both(one_at_a_time, variable("RUNWAYML_API_SECRET", "key_" + "f" * 128)),
        mend=variable("RUNWAYML_API_SECRET", runway_fake.KEY),
        film=PAIR,
        chance=True,
        code=1,
        says="""
            2 pictures to make, 0 current · at most $0.10
            failed    s010: Runway does not accept the key
                      hint: check RUNWAYML_API_SECRET; see https://dev.runwayml.com
            skipped   s020  (as s010)
            2 failed · _ s
            next: mend what failed, then `storyforge build` makes only that
        """,
        charges=0,
        kept=0,
        then="""
            2 pictures to make, 0 current · at most $0.10
            made      s020  _ s · $0.05
            made      s010  _ s · $0.05
            2 made · $0.10 · _ s
            board: board/index.html
        """,
        charges_then=2,
        kept_then=2,
    ),
    Scenario(
        "a key of nobody, Replicate",
        "replicate",
        variable("REPLICATE_API_TOKEN", "r8_" + "f" * 37),
        mend=variable("REPLICATE_API_TOKEN", HOUSES["replicate"].key),
        code=1,
        says=failed(
            "Replicate does not accept the key: You did not pass a valid authentication token",
            "set REPLICATE_API_TOKEN to a key of your account",
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "a door in front of ComfyUI",
        "comfyui",
        variable("STORYFORGE_COMFYUI_KEY", None),
        mend=variable("STORYFORGE_COMFYUI_KEY", HOUSES["comfyui"].key),
        code=1,
        says=failed(
            "ComfyUI wants a key (401)",
            "set STORYFORGE_COMFYUI_KEY to what the door in front of it asks for",
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "a key that is no key",
        "runway",
        variable("RUNWAYML_API_SECRET", "key_ä b"),
        mend=variable("RUNWAYML_API_SECRET", runway_fake.KEY),
        code=2,
        says="""
            error[C004]: RUNWAYML_API_SECRET holds characters that no key has
              hint: copy the key again, without spaces and line breaks
        """,
        charges=0,
        kept=0,
        then=MADE,
    ),
)
SUBMITS = (
    Scenario(
        "forbidden",
        "runway",
        fail("create", status(403)),
        code=1,
        says=failed(
            "Runway does not accept the key",
            "check RUNWAYML_API_SECRET; see https://dev.runwayml.com",
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "payment required",
        "replicate",
        fail("create", status(402)),
        code=1,
        says=failed(
            "Replicate says the account has no credit: it broke",
            "add some at replicate.com/account/billing",
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "no such model",
        "replicate",
        fail("create", status(404)),
        mend=edited,
        code=1,
        says=failed("Replicate does not take this ask: it broke", "change what is asked for"),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "too large",
        "runway",
        fail("create", status(413)),
        mend=edited,
        code=1,
        says=failed("Runway does not take this request: it broke", "change what it names"),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "too large for ComfyUI",
        "comfyui",
        fail("prompt", status(413)),
        mend=edited,
        code=1,
        says=failed(
            "ComfyUI takes no such large file (413)", "start it with a greater --max-upload-size"
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "not understood",
        "replicate",
        fail(
            "create",
            Answer(
                422,
                {"title": "Input validation failed", "detail": "- input.seed: must be an integer"},
            ),
        ),
        mend=edited,
        code=1,
        says=failed(
            "Replicate does not take this ask: - input.seed: must be an integer",
            "change what is asked for",
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "not understood, remembered",
        "runway",
        fail(
            "create",
            Answer(
                400,
                {
                    "error": "Validation of body failed",
                    "issues": [{"code": "too_big", "path": ["promptText"], "message": "Too long"}],
                },
            ),
        ),
        mend=nothing,
        last=False,
        code=1,
        says=failed(
            "Runway does not take this request: Validation of body failed; promptText: Too long",
            "change what it names",
        ),
        charges=0,
        kept=0,
        then=withheld(
            "Runway does not take this request: Validation of body failed; promptText: Too long",
            "change what it names; `--retry-refused` asks once more",
        ),
        then_code=1,
        charges_then=0,
        kept_then=0,
    ),
    Scenario(
        "a workflow with a fault",
        "comfyui",
        fail(
            "prompt",
            Answer(
                400,
                {
                    "error": {
                        "type": "invalid_prompt",
                        "message": "Cannot execute because node Flux does not exist.",
                        "details": "Node ID '#1'",
                    },
                    "node_errors": {},
                },
            ),
        ),
        mend=edited,
        code=1,
        says=failed(
            "ComfyUI refused the workflow: Cannot execute because node Flux does not exist: Node ID '#1'",
            "mend the workflow, or give ComfyUI the node or model that it lacks",
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "once too fast",
        "runway",
        fail("create", Answer(429, SLOWLY)),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "twice too fast, seconds",
        "replicate",
        fail("create", Answer(429, {"detail": "throttled"}, {"retry-after": "7"}), times=2),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "once too fast, a date",
        "runway",
        fail("create", Answer(429, SLOWLY, {"retry-after": formatdate(START + 9, usegmt=True)})),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "once too fast, milliseconds",
        "runway",
        fail("create", Answer(429, SLOWLY, {"retry-after-ms": "6000"})),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "too fast for ever",
        "runway",
        fail("create", Answer(429, SLOWLY), times=EVER),
        code=1,
        says=failed("Runway asks for slower requests"),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "come back in an hour",
        "runway",
        fail("create", Answer(429, SLOWLY, {"retry-after": "3600"}), times=EVER),
        last=False,
        code=1,
        says=failed("Runway asks for slower requests"),
        charges=0,
        kept=0,
        then=failed("runway wants to be left alone for another 60 min", "build again then"),
        then_code=1,
        charges_then=0,
        kept_then=0,
    ),
    Scenario(
        "the day is full",
        "runway",
        both(one_at_a_time, lambda studio: studio.fake.daily.update(gen4_image=0)),
        mend=lambda studio: studio.fake.daily.clear(),
        film=PAIR,
        chance=True,
        code=1,
        says="""
            2 pictures to make, 0 current · at most $0.10
            failed    s020: Runway: the account has made all that it may in a day
                      hint: the limit is on the last 24 hours: build again later
            skipped   s010  (as s020)
            2 failed · _ s
            next: mend what failed, then `storyforge build` makes only that
        """,
        charges=0,
        kept=0,
        then="""
            2 pictures to make, 0 current · at most $0.10
            made      s020  _ s · $0.05
            made      s010  _ s · $0.05
            2 made · $0.10 · _ s
            board: board/index.html
        """,
        charges_then=2,
        kept_then=2,
    ),
    *(
        Scenario(
            f"{number} to a submit, nothing accepted",
            "runway",
            fail("create", status(number)),
            code=0,
            says=MADE,
            charges=1,
            kept=1,
            then=CURRENT,
        )
        for number in (408, 500, 502, 503, 504)
    ),
    Scenario(
        "502 to a submit that was accepted",
        "runway",
        fail("create", ("done", status(502))),
        mend=settled,
        code=6,
        says=failed(
            "nobody knows whether runway accepted this (Runway counted something since that may be this one: generations 0 → 1, credits 4200 → 4195); it is not sent again",
            "`storyforge recover` shows it and settles it",
            then=RECOVER,
        ),
        charges=1,
        kept=0,
        then=RESTORED,
    ),
    Scenario(
        "502 to an accepted submit, nobody settles it",
        "runway",
        fail("create", ("done", status(502))),
        mend=nothing,
        last=False,
        code=6,
        says=failed(
            "nobody knows whether runway accepted this (Runway counted something since that may be this one: generations 0 → 1, credits 4200 → 4195); it is not sent again",
            "`storyforge recover` shows it and settles it",
            then=RECOVER,
        ),
        charges=1,
        kept=0,
        then=withheld(
            "nobody knows whether runway accepted it; it is not sent again",
            "`storyforge recover` shows it and settles it",
            "in doubt",
            then=RECOVER,
        ),
        then_code=6,
        kept_then=0,
    ),
    Scenario(
        "504 to a submit that is accepted later",
        "runway",
        accepted_late,
        mend=settled,
        code=6,
        says=failed(
            "nobody knows whether runway accepted this (Runway counted something since that may be this one: generations 0 → 1, credits 4200 → 4195); it is not sent again",
            "`storyforge recover` shows it and settles it",
            then=RECOVER,
        ),
        charges=1,
        kept=0,
        then=RESTORED,
    ),
    Scenario(
        "504 for ever, nothing accepted",
        "runway",
        fail("create", status(504), times=EVER),
        code=1,
        says=failed(
            "the answer was lost, and Runway's counters stand where they stood before it was sent"
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    *(
        Scenario(
            f"{number} to an accepted submit, Replicate",
            "replicate",
            fail("create", ("done", status(number))),
            code=0,
            says=MADE,
            charges=1,
            kept=1,
            then=CURRENT,
        )
        for number in (408, 500, 504)
    ),
    Scenario(
        "503 to a submit, nothing accepted, Replicate",
        "replicate",
        fail("create", status(503)),
        mend=both(mended, hours(0.2)),
        code=6,
        says=failed(
            "nobody knows whether replicate accepted this (Replicate does not list it, but may do so soon: try again in a minute); it is not sent again",
            "`storyforge recover` shows it and settles it",
            then=RECOVER,
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "500 to an accepted workflow",
        "comfyui",
        fail("prompt", ("done", status(500))),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "500 to a workflow, nothing accepted",
        "comfyui",
        fail("prompt", status(500)),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "a hung-up submit, Runway",
        "runway",
        fail("create", "reset"),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "a hung-up submit, accepted",
        "replicate",
        fail("create", "lost"),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "half an answer to a submit",
        "replicate",
        fail("create", "cut"),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "a login page to a submit",
        "runway",
        fail("create", HTML),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "a login page to a submit, Replicate",
        "replicate",
        fail("create", HTML),
        mend=both(mended, hours(0.2)),
        code=6,
        says=failed(
            "nobody knows whether replicate accepted this (Replicate does not list it, but may do so soon: try again in a minute); it is not sent again",
            "`storyforge recover` shows it and settles it",
            then=RECOVER,
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "a login page to a workflow",
        "comfyui",
        fail("prompt", HTML),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "a list for an answer to a submit",
        "runway",
        fail("create", ("done", Answer(200, ["task"]))),
        mend=settled,
        code=6,
        says=failed(
            "nobody knows whether runway accepted this (Runway counted something since that may be this one: generations 0 → 1, credits 4200 → 4195); it is not sent again",
            "`storyforge recover` shows it and settles it",
            then=RECOVER,
        ),
        charges=1,
        kept=0,
        then=RESTORED,
    ),
    Scenario(
        "a number for an id",
        "replicate",
        fail("create", ("done", Answer(201, {"id": 5}))),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "a redirect to another host",
        "runway",
        fail("create", Answer(307, b"", {"location": "https://evil.example/v1/text_to_image"})),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
)
ACCOUNTS = (
    Scenario(
        "the account stumbles",
        "runway",
        fail("organization", status(500), times=2),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "the account is gone for now",
        "runway",
        fail("organization", status(503), times=EVER),
        code=1,
        says=failed("Runway failed with status 503"),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "a login page for an account",
        "runway",
        fail("organization", HTML, times=EVER),
        code=1,
        says=failed(
            "the service's answer (200) is no JSON object",
            "something between here and the service may have answered instead: a proxy, a login",
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "a login page for an account, Replicate",
        "replicate",
        fail("account", HTML, times=EVER),
        code=1,
        says=failed(
            "Replicate gave an answer that cannot be used: no JSON object (status 200)",
            "a proxy or a login may be in between",
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "an account without credits in it",
        "runway",
        fail("organization", Answer(200, {"tier": {}}), times=EVER),
        code=1,
        says=failed("Runway's account has no balance of credits"),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "credit ends in the middle",
        "runway",
        both(one_at_a_time, purse(17)),
        mend=purse(4200),
        film=EIGHT,
        chance=True,
        again=("result:failed",),
        code=1,
        says="""
            8 pictures to make, 0 current · at most $0.40
            made      s060  _ s · $0.05
            made      s050  _ s · $0.05
            failed    s020: Runway: the account has not enough credits
                      hint: buy some at https://dev.runwayml.com
            skipped   s040  (as s020)
            skipped   s010  (as s020)
            skipped   s030  (as s020)
            skipped   s070  (as s020)
            made      s080  _ s · $0.05
            3 made · 5 failed · $0.15 · _ s
            next: mend what failed, then `storyforge build` makes only that
        """,
        charges=3,
        kept=3,
        then="""
            5 pictures to make, 0 current · at most $0.25
            made      s020  _ s · $0.05
            made      s040  _ s · $0.05
            made      s010  _ s · $0.05
            made      s070  _ s · $0.05
            made      s030  _ s · $0.05
            5 made · $0.25 · _ s
            board: board/index.html
        """,
        charges_then=8,
        kept_then=8,
    ),
    Scenario(
        "credit ends, Replicate",
        "replicate",
        both(one_at_a_time, lambda studio: setattr(studio.fake, "credit", 0.07)),
        mend=lambda studio: setattr(studio.fake, "credit", 10.0),
        film=PAIR,
        chance=True,
        code=1,
        says="""
            2 pictures to make, 0 current · at most $0.16
            failed    s020: Replicate says the account has no credit: You have insufficient credit to run this model. Go to https://replicate.com/account/billing#billing to purchase credit.
                      hint: add some at replicate.com/account/billing
            made      s010  _ s · $0.08
            1 made · 1 failed · $0.08 · _ s
            next: mend what failed, then `storyforge build` makes only that
        """,
        charges=1,
        kept=1,
        then="""
            1 picture to make, 1 current · at most $0.08
            made      s020  _ s · $0.08
            1 made · 1 current · $0.08 · _ s
            board: board/index.html
        """,
        charges_then=2,
        kept_then=2,
    ),
    Scenario(
        "a ceiling",
        "runway",
        both(
            one_at_a_time,
            lambda studio: studio.settings(
                "budget: {project: 0.12}\nservices: {runway: {slots: 1}}\n"
            ),
        ),
        mend=one_at_a_time,
        film=EIGHT,
        chance=True,
        code=5,
        says="""
            8 pictures to make, 0 current · at most $0.40
            made      s060  _ s · $0.05
            failed    s040: it would go past the ceiling for this project ($0.12): $0.05 spent, $0.05 under way, $0.05 more wanted
                      hint: raise the ceiling, or build less at a time
            skipped   s080  (as s040)
            skipped   s010  (as s040)
            made      s050  _ s · $0.05
            skipped   s070  (as s040)
            skipped   s020  (as s040)
            skipped   s030  (as s040)
            2 made · 6 failed · $0.10 · _ s
            next: raise the ceiling (`budget:`, `--max-cost`), then `storyforge build` goes on from here
        """,
        charges=2,
        kept=2,
        then="""
            6 pictures to make, 2 current · at most $0.30
            made      s020  _ s · $0.05
            made      s010  _ s · $0.05
            made      s030  _ s · $0.05
            made      s040  _ s · $0.05
            made      s070  _ s · $0.05
            made      s080  _ s · $0.05
            6 made · 2 current · $0.30 · _ s
            board: board/index.html
        """,
        charges_then=8,
        kept_then=8,
    ),
)
POLLS = (
    Scenario(
        "a look goes wrong",
        "runway",
        fail("task", status(502), times=3),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "a look is throttled",
        "replicate",
        fail(
            "get", Answer(429, {"detail": "Request was throttled"}, {"retry-after": "3"}), times=2
        ),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "looks go wrong for ever",
        "runway",
        fail("task", status(500), times=EVER),
        code=1,
        says=failed(
            "Runway failed with status 500",
            "it is accepted and kept in mind: the next build collects it",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "looks hang up for ever, Replicate",
        "replicate",
        fail("get", "reset", times=EVER),
        code=1,
        says=failed(
            "127.0.0.1 hung up before its answer was complete",
            "it is accepted and kept in mind: the next build collects it",
        ),
        charges=0,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a login page for a look",
        "runway",
        fail("task", HTML, times=EVER),
        code=1,
        says=failed(
            "the service's answer (200) is no JSON object",
            "something between here and the service may have answered instead: a proxy, a login",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a login page for a look, Replicate",
        "replicate",
        fail("get", HTML, times=EVER),
        code=1,
        says=failed(
            "Replicate gave an answer that cannot be used: no JSON object (status 200)",
            "a proxy or a login may be in between",
        ),
        charges=0,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "a login page for a history",
        "comfyui",
        fail("history", HTML, times=EVER),
        code=1,
        says=failed(
            "the service's answer (200) is no JSON object",
            "something between here and the service may have answered instead: a proxy, a login",
        ),
        charges=1,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "half a look",
        "runway",
        fail("task", "cut", times=2),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "a look at nothing",
        "replicate",
        fail("get", Answer(200, b"null"), times=2),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "an unknown word",
        "runway",
        fail("task", told(status="DREAMING"), times=3),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "an unknown word, Replicate",
        "replicate",
        fail("get", Answer(200, {"id": "x", "status": "pondering"}), times=3),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "the key dies in between",
        "runway",
        fail("task", status(401), times=EVER),
        code=1,
        says=failed(
            "Runway does not accept the key",
            "check RUNWAYML_API_SECRET; see https://dev.runwayml.com",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "finished without a result",
        "runway",
        fail("task", told(status="SUCCEEDED"), times=EVER),
        code=1,
        says=failed(
            "Runway says that it is finished and names no result",
            "it is accepted and kept in mind: the next build collects it",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "finished without a result, then with",
        "replicate",
        fail("get", Answer(200, {"id": "x", "status": "succeeded", "output": None}), times=3),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "it never begins",
        "runway",
        both(no_place, a_little_patience),
        mend=a_place,
        code=1,
        says=failed(
            "runway has not finished it yet (THROTTLED)",
            "it is accepted and kept in mind: the next build collects it",
        ),
        charges=1,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "it never ends",
        "replicate",
        never_ready,
        mend=ready,
        code=1,
        says=failed(
            "replicate has not finished it yet (processing)",
            "it is accepted and kept in mind: the next build collects it",
        ),
        charges=0,
        kept=0,
        then=COLLECTED,
    ),
    Scenario(
        "the task is unknown",
        "runway",
        both(fail("task", status(404), times=EVER), a_little_patience),
        mend=both(mended, at_once),
        last=False,
        code=1,
        says=failed(
            "it was accepted and is gone: Runway does not know this task",
            "its price counts as spent, and it is not bought again unasked",
            spent=" · $0.05",
        ),
        charges=1,
        kept=0,
        then=withheld(
            "Runway does not know this task",
            "its price counts as spent, and it is not bought again unasked; `--retry-refused` asks once more",
            why="lost",
        ),
        then_code=1,
        kept_then=0,
    ),
    Scenario(
        "the result was removed",
        "replicate",
        both(REMOVED, a_little_patience),
        mend=both(mended, at_once),
        last=False,
        code=1,
        says=failed(
            "it was accepted and is gone: Replicate no longer has it: results are removed an hour after they are made",
            "its price counts as spent, and it is not bought again unasked",
            spent=" · $0.08",
        ),
        charges=0,
        kept=0,
        then=withheld(
            "Replicate no longer has it: results are removed an hour after they are made",
            "its price counts as spent, and it is not bought again unasked; `--retry-refused` asks once more",
            why="lost",
        ),
        then_code=1,
        charges_then=0,
        kept_then=0,
    ),
    Scenario(
        "the result was removed, bought again when told",
        "replicate",
        both(REMOVED, a_little_patience),
        mend=both(mended, at_once),
        again=("--retry-refused",),
        code=1,
        says=failed(
            "it was accepted and is gone: Replicate no longer has it: results are removed an hour after they are made",
            "its price counts as spent, and it is not bought again unasked",
            spent=" · $0.08",
        ),
        charges=0,
        kept=0,
        then=MADE,
        charges_then=2,
    ),
    Scenario(
        "it never ends, ComfyUI",
        "comfyui",
        never_run,
        mend=run,
        code=1,
        says=failed(
            "comfyui has not finished it yet (running)",
            "it is accepted and kept in mind: the next build collects it",
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
)
ENDS = (
    Scenario(
        "words refused",
        "runway",
        outcomes("SAFETY.INPUT.TEXT"),
        mend=nothing,
        last=False,
        code=1,
        says=failed(
            "Runway's moderation refused what it was given: The input or the result was rejected by content moderation",
            "change the words or the references",
            spent=" · $0.05",
        ),
        charges=1,
        kept=0,
        then=withheld(
            "Runway's moderation refused what it was given: The input or the result was rejected by content moderation",
            "change the words or the references; `--retry-refused` asks once more",
        ),
        then_code=1,
        kept_then=0,
    ),
    Scenario(
        "words refused, asked once more",
        "runway",
        outcomes("INPUT_PREPROCESSING.SAFETY.TEXT"),
        again=("--retry-refused",),
        code=1,
        says=failed(
            "Runway's moderation refused the words: An unexpected error occurred",
            "change the words",
            spent=" · $0.05",
        ),
        charges=1,
        kept=0,
        then=MADE,
        charges_then=2,
    ),
    Scenario(
        "words refused, changed",
        "replicate",
        failing(
            "The input or output was flagged as sensitive. Please try again with different inputs. (E005)"
        ),
        mend=edited,
        code=1,
        says=failed(
            "Replicate refused the words or a reference: The input or output was flagged as sensitive. Please try again with different inputs. (E005)",
            "say it otherwise, or use other references",
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "a result refused",
        "runway",
        outcomes("SAFETY.OUTPUT.IMAGE"),
        mend=built,
        again=("result:refused", "--retry-refused"),
        code=1,
        says=failed(
            "Runway's moderation refused the result: The input or the result was rejected by content moderation",
            "change the words, or give another seed",
            spent=" · $0.05",
        ),
        charges=1,
        kept=0,
        then=MADE,
        charges_then=2,
    ),
    Scenario(
        "one of two refused",
        "runway",
        only_s010("SAFETY.INPUT"),
        mend=nothing,
        film=PAIR,
        chance=True,
        last=False,
        code=1,
        says="""
            2 pictures to make, 0 current · at most $0.10
            made      s020  _ s · $0.05
            failed    s010: Runway's moderation refused what it was given: The input or the result was rejected by content moderation
                      hint: change the words or the references
            1 made · 1 failed · $0.10 · _ s
            next: mend what failed, then `storyforge build` makes only that
        """,
        charges=2,
        kept=1,
        then="""
            refused   s010: Runway's moderation refused what it was given: The input or the result was rejected by content moderation
                      hint: change the words or the references; `--retry-refused` asks once more
            1 current · 1 failed · _ s
            next: mend what failed, then `storyforge build` makes only that
        """,
        then_code=1,
        charges_then=2,
    ),
    Scenario(
        "refused, with a shot that needs it",
        "runway",
        outcomes("SAFETY.INPUT"),
        mend=nothing,
        film=FOLLOWS,
        last=False,
        code=1,
        says="""
            2 pictures to make, 0 current · at most $0.10
            failed    s010: Runway's moderation refused what it was given: The input or the result was rejected by content moderation
                      hint: change the words or the references
            skipped   s020  (needs s010)
            1 failed · 1 skipped · $0.05 · _ s
            next: mend what failed, then `storyforge build` makes only that
        """,
        charges=1,
        kept=0,
        then="""
            1 picture to make, 0 current · at most $0.05
            refused   s010: Runway's moderation refused what it was given: The input or the result was rejected by content moderation
                      hint: change the words or the references; `--retry-refused` asks once more
            skipped   s020  (needs s010)
            1 failed · 1 skipped · _ s
            next: mend what failed, then `storyforge build` makes only that
        """,
        then_code=1,
        kept_then=0,
    ),
    Scenario(
        "one take of four refused",
        "runway",
        both(one_at_a_time, outcomes(None, "SAFETY.OUTPUT.IMAGE")),
        mend=nothing,
        film=TAKES,
        chance=True,
        code=0,
        says="""
            4 pictures to make, 0 current · at most $0.20
            made      s010  _ s · $0.05
            failed    s010 take 1: Runway's moderation refused the result: The input or the result was rejected by content moderation
                      hint: change the words, or give another seed
            made      s010 take 2  _ s · $0.05
            made      s010 take 3  _ s · $0.05
            3 made · $0.20 · _ s
            board: board/index.html
        """,
        charges=4,
        kept=3,
        then=CURRENT,
        charges_then=4,
        kept_then=3,
    ),
    Scenario(
        "a reference that cannot be used",
        "runway",
        outcomes(None, "ASSET.INVALID"),
        mend=nothing,
        film=CHAIN,
        last=False,
        code=1,
        says="""
            2 pictures to make, 0 current · at most $0.10
            made      character:mara  _ s · $0.05
            failed    s010: Runway cannot use one of the references: One of the assets cannot be used
                      hint: give another picture
            1 made · 1 failed · $0.10 · _ s
            next: mend what failed, then `storyforge build` makes only that
        """,
        charges=2,
        kept=1,
        then="""
            refused   s010: Runway cannot use one of the references: One of the assets cannot be used
                      hint: give another picture; `--retry-refused` asks once more
            1 current · 1 failed · _ s
            next: mend what failed, then `storyforge build` makes only that
        """,
        then_code=1,
        charges_then=2,
    ),
    Scenario(
        "it fails twice inside",
        "runway",
        outcomes("INTERNAL", "INTERNAL"),
        code=0,
        says="""
            1 picture to make, 0 current · at most $0.05
            made      s010  _ s · $0.05
            1 made · $0.15 · _ s
            board: board/index.html
        """,
        charges=3,
        kept=1,
        then=CURRENT,
        charges_then=3,
    ),
    Scenario(
        "it fails inside and gives the money back",
        "runway",
        both(refunding, outcomes("INTERNAL")),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "it fails inside again and again",
        "runway",
        outcomes(*["INTERNAL.BAD_TIMES"] * 3),
        code=1,
        says=failed("Runway failed: An unexpected error occurred", spent=" · $0.15"),
        charges=3,
        kept=0,
        then=MADE,
        charges_then=4,
    ),
    Scenario(
        "its supplier fails",
        "runway",
        outcomes("THIRD_PARTY.UNAVAILABLE"),
        code=0,
        says="""
            1 picture to make, 0 current · at most $0.05
            made      s010  _ s · $0.05
            1 made · $0.10 · _ s
            board: board/index.html
        """,
        charges=2,
        kept=1,
        then=CURRENT,
        charges_then=2,
    ),
    Scenario(
        "interrupted at Replicate",
        "replicate",
        failing("Prediction interrupted; please retry (code: PA)"),
        code=0,
        says=MADE,
        charges=1,
        kept=1,
        then=CURRENT,
    ),
    Scenario(
        "its own result is bad",
        "runway",
        outcomes("INTERNAL.BAD_OUTPUT.CODE01"),
        code=1,
        says=failed(
            "Runway threw its own result away as bad: An unexpected error occurred",
            "references with letters or graphics in them are a known cause",
            spent=" · $0.05",
        ),
        charges=1,
        kept=0,
        then=MADE,
        charges_then=2,
    ),
    Scenario(
        "an unknown code",
        "runway",
        outcomes("QUANTUM.FLUX"),
        code=1,
        says=failed(
            "Runway failed, and it is not known why: An unexpected error occurred",
            "build again",
            spent=" · $0.05",
        ),
        charges=1,
        kept=0,
        then=MADE,
        charges_then=2,
    ),
    Scenario(
        "no code at all",
        "runway",
        outcomes(""),
        code=1,
        says=failed(
            "Runway failed, and it is not known why: An unexpected error occurred",
            "build again",
            spent=" · $0.05",
        ),
        charges=1,
        kept=0,
        then=MADE,
        charges_then=2,
    ),
    Scenario(
        "an unknown error, Replicate",
        "replicate",
        failing("RuntimeError: tensor of sadness"),
        code=1,
        says=failed("Replicate failed without a reason we know: RuntimeError: tensor of sadness"),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "cancelled elsewhere",
        "runway",
        fail("task", told(status="CANCELLED", cost={"credits": 5})),
        code=1,
        says=failed(
            "it was cancelled at Runway", "build again to have it made anew", spent=" · $0.05"
        ),
        charges=1,
        kept=0,
        then=MADE,
        charges_then=2,
    ),
    Scenario(
        "cancelled elsewhere, Replicate",
        "replicate",
        cancelled_at_replicate,
        code=1,
        says=failed("Replicate says it was cancelled: the prediction is canceled"),
        charges=0,
        kept=0,
        then=MADE,
    ),
    Scenario(
        "out of memory once",
        "comfyui",
        lambda studio: studio.fake.raises.update(
            StorySampler=("torch.OutOfMemoryError", "Allocation on device")
        ),
        code=0,
        says=MADE,
        charges=2,
        kept=1,
        then=CURRENT,
        charges_then=2,
    ),
    Scenario(
        "a node raises",
        "comfyui",
        lambda studio: studio.fake.raises.update(StorySampler=("ValueError", "no such sampler")),
        code=1,
        says=failed(
            "ComfyUI failed in node 1 (StorySampler): no such sampler",
            "ComfyUI's own log says more; `storyforge build result:failed` then asks again",
        ),
        charges=1,
        kept=0,
        then=MADE,
        charges_then=2,
    ),
    Scenario(
        "ComfyUI restarts",
        "comfyui",
        fail("history", Answer(200, {}), times=2),
        code=0,
        says=MADE,
        charges=2,
        kept=1,
        then=CURRENT,
        charges_then=2,
    ),
    Scenario(
        "stopped in ComfyUI",
        "comfyui",
        stopped_at_comfyui,
        code=1,
        says=failed(
            "somebody stopped it in ComfyUI", "`storyforge build result:failed` then asks again"
        ),
        charges=0,
        kept=0,
        then=MADE,
    ),
)

ALL = (*REACHING, *SUBMITS, *ACCOUNTS, *POLLS, *ENDS)


@pytest.fixture
def place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Scenario], Studio]]:
    """Opens the studio of a scenario; its fake runs until the test ends."""
    with ExitStack() as stack:

        def opened(scene: Scenario) -> Studio:
            fake = stack.enter_context(HOUSES[scene.service].fake())
            return open_studio(tmp_path, scene.service, scene.film, monkeypatch, fake)

        yield opened


@pytest.mark.parametrize("scene", ALL, ids=lambda scene: scene.name)
def test_trouble_ends_in_its_class_and_sentence(
    place: Callable[[Scenario], Studio], scene: Scenario
) -> None:
    play(scene, place(scene))


def test_there_are_enough_scenarios_and_none_twice() -> None:
    assert len({scene.name for scene in ALL}) == len(ALL) >= 100
    assert {scene.code for scene in ALL} == {0, 1, 2, 5, 6}


# What a table cannot say


def plain(name: str, service: str = "runway", film: str = ONE) -> Scenario:
    """A scenario in which nothing goes wrong by itself."""
    return Scenario(name, service, nothing, 0, MADE, 1, 1, CURRENT, film=film)


def test_a_pause_that_is_asked_for_is_announced(place: Callable[[Scenario], Studio]) -> None:
    studio = place(plain("in seconds"))
    studio.fake.fail("create", Answer(429, SLOWLY, {"retry-after": "40"}))
    assert studio.build()[0] == 0
    seconds = [float(re.findall(r": (\d+) s, ", line)[0]) for line in studio.waited()]
    assert 40 <= seconds[0] <= 60  # and up to half of it more
    assert studio.waited()[0].endswith("s, Runway asks for slower requests")


@pytest.mark.parametrize(
    ("headers", "least"),
    [
        ({"retry-after": "21"}, 21.0),
        ({"retry-after-ms": "22000"}, 22.0),
        ({"retry-after": formatdate(START + 23, usegmt=True)}, 23.0),
    ],
    ids=["seconds", "milliseconds", "date"],
)
def test_retry_after_is_obeyed_however_it_is_written(
    place: Callable[[Scenario], Studio], headers: dict[str, str], least: float
) -> None:
    studio = place(plain("a pause"))
    studio.fake.fail("create", Answer(429, SLOWLY, headers))
    assert studio.build()[0] == 0
    first = float(re.findall(r": (\d+) s, ", studio.waited()[0])[0])
    assert least <= first <= 1.5 * least + 1


def test_a_long_rest_that_another_build_was_told_of_is_not_waited_for(
    place: Callable[[Scenario], Studio],
) -> None:
    """The account is shared: who comes later neither asks nor hangs in silence."""
    studio = place(plain("an hour"))
    studio.fake.fail("create", Answer(429, SLOWLY, {"retry-after": "1800"}))
    assert studio.build()[0] == 1
    sent = studio.creates
    code, said = studio.build()
    assert code == 1
    assert "runway wants to be left alone for another 30 min" in said
    assert studio.creates == sent == 1


def test_when_credit_ends_what_runs_is_finished_and_no_more_is_sent(
    place: Callable[[Scenario], Studio],
) -> None:
    """The same as in the table, with several at once: one sentence, everything bought is here."""
    studio = place(plain("eight", film=EIGHT))
    studio.settings("services: {runway: {slots: 4}}\n")
    studio.fake.credits = 17
    code, said = studio.build()
    lines = said.splitlines()
    told = [line.split()[0] for line in lines[1:-2]]
    assert (code, told.count("made"), told.count("failed"), told.count("skipped")) == (1, 3, 1, 4)
    assert lines[-2] == "3 made · 5 failed · $0.15 · _ s"
    assert studio.charged == 3
    studio.holds(kept=3)
    assert studio.creates <= 3 + 4  # those that had a place when it ended may hear it too
    studio.fake.credits = 4200
    code, said = studio.build()
    assert (code, studio.charged) == (0, 8)
    studio.holds(kept=8)


def test_what_failed_is_a_selector_of_its_own(place: Callable[[Scenario], Studio]) -> None:
    studio = place(plain("two", film=PAIR))
    only_s010("QUANTUM.FLUX")(studio)
    assert studio.build()[0] == 1
    assert studio.run("ls", "result:failed").out.split() == ["shot:s010"]
    assert studio.run("ls", "result:made").out.split() == ["shot:s020"]
    assert studio.build("result:failed") == (0, plain("").expected(MADE))
    studio.holds(kept=2)


def test_what_was_refused_is_a_selector_of_its_own(place: Callable[[Scenario], Studio]) -> None:
    studio = place(plain("two", film=PAIR))
    only_s010("SAFETY.INPUT")(studio)
    assert studio.build()[0] == 1
    assert studio.build()[0] == 1
    assert studio.run("ls", "result:refused").out.split() == ["shot:s010"]
    sent = studio.creates
    assert studio.build("result:refused")[0] == 1  # remembered: not even asked
    assert studio.creates == sent
    assert studio.build("result:refused", "--retry-refused") == (0, plain("").expected(MADE))
    studio.holds(kept=2)


def test_a_ceiling_for_one_build_is_kept_with_many_at_once(
    place: Callable[[Scenario], Studio],
) -> None:
    studio = place(plain("eight", film=EIGHT))
    studio.settings("services: {runway: {slots: 8}}\n")
    code, said = studio.build("--max-cost", "0.20")
    assert (code, studio.charged) == (5, 4)
    assert "it would go past the ceiling for this run ($0.20): " in said
    studio.holds(kept=4)
    assert studio.build()[0] == 0
    assert studio.charged == 8


def test_what_a_failure_cost_is_in_the_ledger(place: Callable[[Scenario], Studio]) -> None:
    studio = place(plain("refused"))
    outcomes("SAFETY.INPUT", None)(studio)
    assert studio.build()[0] == 1
    assert studio.build("--retry-refused")[0] == 0
    assert studio.ledger() == [("shot:s010", "failed", "0.05"), ("shot:s010", "made", "0.05")]
    assert studio.run("ledger").out.splitlines()[-1].split() == ["in", "all", "1", "$0.10", "$0.10"]


def test_what_was_lost_counts_as_spent_and_its_price_is_unknown(
    place: Callable[[Scenario], Studio],
) -> None:
    studio = place(plain("lost"))
    studio.fake.fail("task", status(404), times=EVER)
    a_little_patience(studio)
    assert studio.build()[0] == 1
    assert studio.ledger() == [("shot:s010", "lost", None)]


def test_with_several_in_work_only_what_is_in_doubt_is_held(
    place: Callable[[Scenario], Studio],
) -> None:
    """Siblings go on; the doubtful one is held over builds, counts, and is settled by a person."""
    studio = place(plain("two", film=PAIR))
    one_at_a_time(studio)
    studio.fake.fail("create", ("done", status(502)))
    code, said = studio.build()
    doubtful = re.findall(r"^failed +(s0\d0): nobody knows", said, re.MULTILINE)
    assert (code, said.splitlines()[-2]) == (6, "1 made · 1 failed · $0.05 · _ s")
    shown = studio.run("recover")
    assert (shown.code, shown.out.split(" · ")[0]) == (6, f"in doubt  {doubtful[0]}")
    assert studio.build()[0] == 6
    assert studio.charged == studio.creates == 2
    task = next(iter(studio.fake.tasks))
    assert studio.run("recover", doubtful[0], "--task", task).code == 0
    assert studio.build()[0] == 0
    assert studio.charged == studio.creates == 2
    studio.holds(kept=2)


class Hands:
    """A clock that moves by what is slept, and remembers it."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self) -> float:
        return START + sum(self.slept)

    passed = now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def stop(self) -> None:
        """Nobody waits."""


def test_what_runs_is_looked_at_while_nothing_new_may_be_begun(tmp_path: Path) -> None:
    """A service that wants an hour's rest may remove results after an hour."""
    clock = Hands()
    account = Account(str(tmp_path), 4, 4, clock)
    account.heard("throttled", 3600.0)
    account.look()
    assert (clock.slept, account.rest) == ([60.0], 3540.0)
