"""ComfyUI: the adapter against the fake, route by route and trap by trap; and the fake by itself."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from services.comfyui_fake import ComfyFake
from services.comfyui_nodes import image
from services.fake import HTML, Answer

from storyforge.core import picture
from storyforge.core.access import Access, Secret
from storyforge.core.delivery import Absent, Ended, Found, Intent, Pending, Ready, Request
from storyforge.core.digest import canonical, sha256
from storyforge.core.failing import NotServed
from storyforge.core.price import FREE, Price
from storyforge.core.recipe import Recipe, Use
from storyforge.core.seams import Job, NotMade, ReferencePicture, Service
from storyforge.providers import workflow
from storyforge.providers.comfyui import ComfyUI
from storyforge.providers.comfyui_answers import FORGOTTEN
from storyforge.providers.http import Http

MARA, PIER = (image(8, 8, name).png({}) for name in ("mara", "pier"))
SAMPLED: dict[str, Any] = {
    "1": {"class_type": "LoadImage", "inputs": {"image": "{reference1}"}},
    "2": {"class_type": "LoadImage", "inputs": {"image": "{reference:pier}"}},
    "3": {
        "class_type": "StorySampler",
        "inputs": {
            "text": "{prompt}",
            "seed": "{seed}",
            "steps": "{steps}",
            "sampler_name": "euler",
            "width": "{width}",
            "height": "{height}",
            "image1": ["1", 0],
            "image2": ["2", 0],
        },
        "_meta": {"title": "Draw"},
    },
    "4": {"class_type": "SaveImage", "inputs": {"images": ["3", 0], "filename_prefix": "{take}"}},
}


class NoUploads:
    """Uploads that nobody may use: ComfyUI is sent its files every time."""

    def find(self, account: str, sha256: str) -> str | None:
        raise AssertionError

    def keep(self, account: str, sha256: str, address: str, until: float) -> None:
        raise AssertionError


def job(
    graph: Any = SAMPLED, references: tuple[bytes, ...] = (MARA, PIER), **parameters: Any
) -> Job:
    tags = ("mara", "pier", "hat")[: len(references)]
    recipe = Recipe(
        "shot",
        "comfyui",
        "workflow",
        1,
        (0, " walks"),
        64,
        36,
        tuple(Use("character", f"character:{tag}", tag) for tag in tags),
        parameters={"workflow": graph, **({"steps": 20} if graph is SAMPLED else {}), **parameters},
    )
    pictures = tuple(
        ReferencePicture("character", tag, data) for tag, data in zip(tags, references, strict=True)
    )
    return Job(recipe, 2, 7, "@mara walks “home”", pictures)


EMPTY = {
    "1": {
        "class_type": "EmptyImage",
        "inputs": {"width": "{width}", "height": 36, "batch_size": 1, "color": 0},
    },
    "2": {"class_type": "SaveImage", "inputs": {"images": ["1", 0]}},
}


def changed(graph: dict[str, Any], number: str, **inputs: Any) -> dict[str, Any]:
    node = graph[number]
    return {**graph, number: {**node, "inputs": {**node["inputs"], **inputs}}}


@pytest.fixture
def fake() -> Iterator[ComfyFake]:
    with ComfyFake() as made:
        assert isinstance(made, ComfyFake)
        yield made


def service(fake: ComfyFake, **access: Any) -> ComfyUI:
    return ComfyUI(Access(url=fake.url, **access))


def prepared(comfy: ComfyUI, asked: Job | None = None, token: str = "t1") -> Request:
    return comfy.prepare(asked or job(), token, NoUploads())


def trouble(call: Any, *given: Any) -> NotServed:
    with pytest.raises(NotServed) as found:
        call(*given)
    return found.value


def intent(request: Request, token: str = "t1") -> Intent:
    return Intent(token, "workflow", request.endpoint, request.body, 0.0, 1.0)


# ---------------------------------------------------------------- a good run


def test_a_picture_is_made(fake: ComfyFake) -> None:
    comfy: Service = service(fake)
    request = comfy.prepare(job(), "t1", NoUploads())
    task = comfy.submit(request)
    done = comfy.poll(task)
    assert task == request.task
    assert done == Ready(
        (f"/view?filename={task}_00001_.png&subfolder=storyforge&type=output",), None
    )
    data = comfy.collect(done.addresses[0])  # type: ignore[union-attr]
    assert data == fake.files["output", "storyforge", f"{task}_00001_.png"]
    facts = picture.facts(data)
    assert (facts.media, facts.width, facts.height) == ("image/png", 64, 36)


def test_what_is_sent_is_the_workflow_filled_in(fake: ComfyFake) -> None:
    request = prepared(service(fake))
    mara, pier = (hashlib.sha256(data).hexdigest() for data in (MARA, PIER))
    said = json.loads(request.body)
    assert (request.endpoint, request.seed, request.references) == ("POST /prompt", 7, (mara, pier))
    assert request.model_version == f"workflow {sha256(canonical(SAMPLED))[:12]}"
    assert said["prompt_id"] == request.task == str(uuid.UUID(request.task))
    assert uuid.UUID(request.task).version == 5
    assert {number: node["inputs"] for number, node in said["prompt"].items()} == {
        "1": {"image": f"storyforge/{mara}.png"},
        "2": {"image": f"storyforge/{pier}.png"},
        "3": {
            "text": "@mara walks “home”",
            "seed": 7,
            "steps": 20,
            "sampler_name": "euler",
            "width": 64,
            "height": 36,
            "image1": ["1", 0],
            "image2": ["2", 0],
        },
        "4": {"images": ["3", 0], "filename_prefix": f"storyforge/{request.task}"},
    }
    assert fake.files == {
        ("input", "storyforge", f"{mara}.png"): MARA,
        ("input", "storyforge", f"{pier}.png"): PIER,
    }


def test_preparing_again_is_the_same_and_another_attempt_is_another(fake: ComfyFake) -> None:
    comfy = service(fake)
    assert prepared(comfy) == prepared(comfy)
    assert prepared(comfy, token="t2").task != prepared(comfy).task


def test_no_call_says_where_it_comes_from_and_only_a_door_hears_a_key(fake: ComfyFake) -> None:
    comfy = service(fake)
    task = comfy.submit(prepared(comfy))
    done = comfy.poll(task)
    assert isinstance(done, Ready)
    comfy.collect(done.addresses[0])
    comfy.cancel(task)
    comfy.find(intent(prepared(comfy)))
    assert {name for asked in fake.asked for name in asked.headers} & {
        "origin",
        "authorization",
    } == set()
    submits = [asked for asked in fake.asked if asked.path == "/prompt"]
    assert [asked.headers["connection"] for asked in submits] == ["close"]


def test_a_key_opens_the_door_in_front_and_shows_nowhere() -> None:
    canary = "canary-5f1c"
    with ComfyFake(key=canary) as fake:
        comfy = service(fake, secret=Secret(canary))  # type: ignore[arg-type]
        task = comfy.submit(prepared(comfy))
        done = comfy.poll(task)
        assert isinstance(done, Ready)
        comfy.collect(done.addresses[0])
        assert comfy.cancel(task)
        shown = [repr(comfy), comfy.account(), repr(prepared(comfy)), repr(vars(comfy)), repr(done)]
        assert canary not in "".join(shown)
        other = service(fake, secret=Secret("another"))  # type: ignore[arg-type]
        said = trouble(prepared, other)
    assert (said.kind, said.sentence) == ("key", "ComfyUI wants a key (401)")
    assert "another" not in repr(said) + str(said) + said.advice


def test_without_a_place_for_the_seed_none_is_recorded_and_only_what_is_used_is_sent(
    fake: ComfyFake,
) -> None:
    request = prepared(service(fake), job(EMPTY))
    assert (request.seed, request.references, fake.files) == (None, (), {})
    assert json.loads(request.body)["prompt"]["1"]["inputs"]["width"] == 64


def test_files_keep_their_names_and_their_kind(fake: ComfyFake) -> None:
    jpeg = b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x08\x00\x08\x01\x01\x11\x00\xff\xd9"
    assert picture.dimensions(jpeg) == (8, 8, "image/jpeg")
    prepared(service(fake), job(references=(jpeg, PIER)))
    names = sorted(name.rpartition(".")[2] for _, _, name in fake.files)
    assert names == ["jpg", "png"]


# ---------------------------------------------------------------- waiting


def test_a_job_waits_runs_and_is_done() -> None:
    with ComfyFake(step=1.0, takes=10.0) as fake:
        assert isinstance(fake, ComfyFake)
        comfy = service(fake)
        first, second = (comfy.submit(prepared(comfy, token=each)) for each in ("t1", "t2"))
        assert comfy.poll(first) == Pending("running")
        assert comfy.poll(second) == Pending("queued", queued=True)
        fake.tick(10)
        assert isinstance(comfy.poll(first), Ready)
        assert comfy.poll(second) == Pending("running")
        fake.tick(10)
        assert isinstance(comfy.poll(second), Ready)


def test_a_job_that_ends_between_two_looks_is_not_lost() -> None:
    with ComfyFake(step=1.0, takes=2.0) as fake:
        assert isinstance(fake, ComfyFake)
        comfy = service(fake)
        task = comfy.submit(prepared(comfy))
        # the first look at the history comes before the end, the look at the queue after it
        assert isinstance(comfy.poll(task), Ready)
        assert [asked.path for asked in fake.asked[-4:]] == [
            f"/history/{task}",
            "/queue",
            f"/history/{task}",
            "/view",
        ]


def test_a_restart_forgets(fake: ComfyFake) -> None:
    comfy = service(fake)
    task = comfy.submit(prepared(comfy))
    fake.restart()
    ended = comfy.poll(task)
    assert isinstance(ended, Ended)
    assert (ended.kind, ended.code) == ("transient", "forgotten")
    assert (
        ended.sentence
        == "ComfyUI no longer knows this job: it was restarted, or its queue was cleared"
    )


def test_cancelling_takes_out_of_the_queue_or_stops_and_spares_the_others() -> None:
    with ComfyFake(takes=10.0) as fake:
        assert isinstance(fake, ComfyFake)
        comfy = service(fake)
        running, waiting, last = (
            comfy.submit(prepared(comfy, token=each)) for each in ("a", "b", "c")
        )
        assert comfy.cancel(waiting)
        assert comfy.poll(waiting) == FORGOTTEN
        assert "interrupt" not in fake.calls  # an old one would have stopped what runs
        assert comfy.cancel(running)
        ended = comfy.poll(running)
        assert isinstance(ended, Ended)
        assert (ended.kind, ended.sentence) == ("cancelled", "somebody stopped it in ComfyUI")
        assert comfy.poll(last) == Pending("running")


# ---------------------------------------------------------------- lost answers


def test_a_lost_answer_is_found_by_the_id_we_chose() -> None:
    with ComfyFake(takes=5.0) as fake:
        assert isinstance(fake, ComfyFake)
        comfy = service(fake)
        request = prepared(comfy)
        assert comfy.find(intent(request)) == Absent(
            "its queue and history do not know the id we chose"
        )
        fake.fail("prompt", "lost")
        assert trouble(comfy.submit, request).kind == "in doubt"
        assert comfy.find(intent(request)) == Found(request.task)  # it runs
        fake.tick(5)
        assert comfy.find(intent(request)) == Found(request.task)  # it is done
        other = prepared(comfy, token="t2")
        assert comfy.submit(other) == other.task
        third = prepared(comfy, token="t3")
        fake.fail("prompt", "reset")
        assert trouble(comfy.submit, third).kind == "in doubt"
        assert isinstance(comfy.find(intent(third)), Absent)
        assert len(fake.ran) == 1


def test_an_older_one_gives_ids_of_its_own(fake: ComfyFake) -> None:
    fake.chooses_ids = True
    comfy = service(fake)
    task = comfy.submit(prepared(comfy))
    assert task == "its-own-1"
    assert isinstance(comfy.poll(task), Ready)


# ---------------------------------------------------------------- traps


def test_the_cache_would_name_old_files_so_every_attempt_has_its_own(fake: ComfyFake) -> None:
    comfy = service(fake)
    first = comfy.submit(prepared(comfy))
    same = replace(prepared(comfy), body=prepared(comfy).body.replace(first.encode(), b"x"))
    assert comfy.submit(same) == "x"
    addresses = []
    for token in ("t2", "t3"):
        done = comfy.poll(comfy.submit(prepared(comfy, token=token)))
        assert isinstance(done, Ready)
        addresses += done.addresses
    assert (
        len({comfy.collect(address) for address in addresses}) == 2
    )  # the workflow is in the file
    assert len({picture.facts(comfy.collect(address)).pixels for address in addresses}) == 1


def test_a_picture_that_is_named_but_gone_is_made_again(fake: ComfyFake) -> None:
    comfy = service(fake)
    task = comfy.submit(prepared(comfy))
    done = comfy.poll(task)
    assert isinstance(done, Ready)
    fake.files.clear()
    said = trouble(comfy.collect, done.addresses[0])
    assert (said.kind, said.code) == ("lost", "404")
    ended = comfy.poll(task)
    assert isinstance(ended, Ended)
    assert (ended.kind, ended.code) == ("transient", "gone")
    assert ended.sentence == "ComfyUI has made this picture, but its file is gone"


def test_an_equal_attempt_after_everything_was_forgotten_here_ends_and_the_next_is_made(
    fake: ComfyFake,
) -> None:
    comfy = service(fake)
    comfy.submit(prepared(comfy))
    fake.files = {where: data for where, data in fake.files.items() if where[0] == "input"}
    ended = comfy.poll(comfy.submit(prepared(comfy)))  # the cache trap: it names the file of before
    assert isinstance(ended, Ended)
    assert ended.code == "gone"
    assert isinstance(comfy.poll(comfy.submit(prepared(comfy, token="t2"))), Ready)


def test_one_that_cannot_say_whether_a_file_is_there_is_believed(fake: ComfyFake) -> None:
    comfy = service(fake)
    fake.fail("peek", Answer(405))
    assert isinstance(comfy.poll(comfy.submit(prepared(comfy))), Ready)


@pytest.mark.parametrize(
    ("address", "kind"),
    [("?filename=..%2Fx&type=output", "transient"), ("?filename=a&subfolder=..", "lost")],
)
def test_addresses_that_lead_elsewhere_are_refused_there(
    fake: ComfyFake, address: str, kind: str
) -> None:
    assert trouble(service(fake).collect, f"/view{address}").kind == kind


def test_half_a_workflow_is_no_workflow(fake: ComfyFake) -> None:
    fake.takes = 60.0
    comfy = service(fake)
    broken = {
        **SAMPLED,
        "5": {"class_type": "ImageScale", "inputs": {"image": ["3", 0], "upscale_method": "best"}},
        "6": {"class_type": "SaveImage", "inputs": {"images": ["5", 0]}},
    }
    request = prepared(comfy, job(broken, steps=20))
    said = trouble(comfy.submit, request)
    assert (said.kind, said.code) == ("invalid", "node_errors")
    assert said.sentence.startswith(
        "ComfyUI refused the workflow: node 5 (ImageScale): Value not in list: upscale_method: 'best' not in ["
    )
    assert said.sentence.endswith(" (the rest of it was cancelled)")
    assert (fake.running, fake.waiting, fake.ran) == (None, [], [])


@pytest.mark.parametrize(
    ("graph", "says", "code"),
    [
        (
            changed(SAMPLED, "3", sampler_name="eulr"),
            "node 3 (StorySampler): Value not in list: sampler_name: 'eulr' not in ['euler', 'euler_ancestral', 'dpmpp_2m']",
            "prompt_outputs_failed_validation",
        ),
        (
            {**SAMPLED, "3": {"class_type": "KSampler", "inputs": {}}},
            "Cannot execute because node KSampler does not exist: Node ID '#3'",
            "invalid_prompt",
        ),
        (
            changed(SAMPLED, "2", image="gone.png"),
            "node 2 (LoadImage): Custom validation failed for node: image - Invalid image file: gone.png",
            "prompt_outputs_failed_validation",
        ),
        (
            changed(changed(SAMPLED, "3", width=0, seed="x"), "4", images=None),
            "node 4 (SaveImage): Required input is missing: images",
            "prompt_outputs_failed_validation",
        ),
        (
            changed(SAMPLED, "3", width=0, height=99999, seed="x", image1=["8", 0]),
            "node 3 (StorySampler): Failed to convert an input value: seed: x; node 3 (StorySampler): Value smaller "
            "than min: width: 0; node 3 (StorySampler): Value bigger than max: height: 99999; node 3 (StorySampler): "
            "Bad linked input, must be a length-2 list of [node_id, slot_index]: image1: ['8', 0]",
            "prompt_outputs_failed_validation",
        ),
    ],
    ids=["word", "node", "file", "missing", "several"],
)
def test_what_it_refuses_is_said_node_by_node(
    fake: ComfyFake, graph: Any, says: str, code: str
) -> None:
    comfy = service(fake)
    said = trouble(comfy.submit, prepared(comfy, job(graph, steps=20)))
    assert (said.kind, said.code, said.sentence) == (
        "invalid",
        code,
        f"ComfyUI refused the workflow: {says}",
    )
    assert said.advice == "mend the workflow, or give ComfyUI the node or model that it lacks"


TEXT = {"content-type": "text/plain"}


@pytest.mark.parametrize(
    ("answer", "submit", "poll"),
    [
        (Answer(500, b"Server got itself in trouble", TEXT), "in doubt", "transient"),
        (Answer(502, b"<html>", TEXT), "in doubt", "transient"),
        (Answer(408), "in doubt", "transient"),
        (Answer(429, None, {"retry-after": "7"}), "throttled", "throttled"),
        (Answer(401), "key", "key"),
        (Answer(403), "key", "key"),
        (Answer(404), "unclear", "unclear"),
        (Answer(302, None, {"location": "http://127.0.0.1:1/"}), "unclear", "unclear"),
        (Answer(413), "invalid", "invalid"),
        (HTML, "in doubt", "broken"),
        (Answer(200, [1]), "in doubt", "broken"),
        (Answer(200, {"number": 1}), "in doubt", None),
        (Answer(400, b"nonsense", TEXT), "unclear", "unclear"),
    ],
)
def test_every_status_has_a_meaning(
    fake: ComfyFake, answer: Answer, submit: str, poll: str | None
) -> None:
    comfy = service(fake)
    request = prepared(comfy)
    fake.fail("prompt", answer)
    said = trouble(comfy.submit, request)
    assert said.kind == submit
    assert said.retry_after == (7.0 if answer.status == 429 else None)
    if poll:
        fake.fail("history", answer)
        assert trouble(comfy.poll, "x").kind == poll


def test_nobody_there_is_said_with_what_to_do() -> None:
    with ComfyFake() as fake:
        comfy = service(fake)  # type: ignore[arg-type]
        request = prepared(comfy)
    said = trouble(comfy.submit, request)
    assert said.kind == "not sent"
    assert said.sentence.startswith("ComfyUI: 127.0.0.1 could not be reached")
    assert said.advice == "start ComfyUI, or set COMFYUI_URL to its address"
    assert trouble(service(fake).poll, request.task).kind == "transient"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "kind"),
    [("reset", "transient"), ("cut", "transient"), (HTML, "broken"), (Answer(400), "unclear")],
)
def test_a_reference_that_does_not_arrive(fake: ComfyFake, what: Any, kind: str) -> None:
    fake.fail("upload", what)
    assert trouble(prepared, service(fake)).kind == kind


def test_a_reference_that_is_too_large_or_none(fake: ComfyFake) -> None:
    fake.largest = 100
    said = trouble(prepared, service(fake))
    assert (said.kind, said.advice) == ("invalid", "start it with a greater --max-upload-size")
    none = trouble(prepared, service(fake), job(references=(b"GIF89a", PIER)))
    assert (none.kind, none.sentence) == (
        "invalid",
        "the reference mara cannot be sent: This is a GIF, not a PNG, JPEG or WebP picture.",
    )


def test_the_name_that_comes_back_is_the_one_that_is_used(fake: ComfyFake) -> None:
    fake.fail(
        "upload", ("done", Answer(200, {"name": "other (1).png", "subfolder": "", "type": "input"}))
    )
    said = json.loads(prepared(service(fake)).body)
    assert said["prompt"]["1"]["inputs"]["image"] == "other (1).png"


@pytest.mark.parametrize(
    ("raised", "kind", "sentence"),
    [
        (
            ("RuntimeError", "mat1 and mat2 \x1b[31mshapes\n cannot be multiplied."),
            "unclear",
            "ComfyUI failed in node 3 (StorySampler): mat1 and mat2 [31mshapes cannot be multiplied",
        ),
        (
            ("torch.OutOfMemoryError", "Allocation on device"),
            "transient",
            "ComfyUI ran out of memory in node 3 (StorySampler)",
        ),
        (
            ("RuntimeError", "CUDA error: out of memory"),
            "transient",
            "ComfyUI ran out of memory in node 3 (StorySampler)",
        ),
        (
            ("RuntimeError", ""),
            "unclear",
            "ComfyUI failed in node 3 (StorySampler): it did not say why",
        ),
    ],
)
def test_a_node_that_fails(
    fake: ComfyFake, raised: tuple[str, str], kind: str, sentence: str
) -> None:
    fake.raises["StorySampler"] = raised
    comfy = service(fake)
    ended = comfy.poll(comfy.submit(prepared(comfy)))
    assert isinstance(ended, Ended)
    assert (ended.kind, ended.sentence, ended.code) == (kind, sentence, raised[0])


PREVIEW = {
    **EMPTY,
    "2": {"class_type": "PreviewImage", "inputs": {"images": ["1", 0], "filename_prefix": "x"}},
}


def test_a_preview_is_no_picture(fake: ComfyFake) -> None:
    comfy = service(fake)
    ended = comfy.poll(comfy.submit(prepared(comfy, job(PREVIEW))))
    assert isinstance(ended, Ended)
    assert (ended.kind, ended.sentence) == ("invalid", "the workflow ran, but saved no picture")


def test_of_several_pictures_the_first_of_the_lowest_node_counts(fake: ComfyFake) -> None:
    several = {**EMPTY, "10": EMPTY["2"], "9": EMPTY["2"], "8": PREVIEW["2"]}
    comfy = service(fake)
    task = comfy.submit(prepared(comfy, job(several)))
    done = comfy.poll(task)
    assert isinstance(done, Ready)
    kept = fake.done[task]["outputs"]
    assert done.addresses[0].startswith(f"/view?filename={kept['2']['images'][0]['filename']}&")
    assert len(done.addresses) == 3


@pytest.mark.parametrize(
    "entry",
    [
        {"outputs": {"4": {"images": [{"filename": "a.png"}]}}},
        {
            "status": None,
            "outputs": {"4": {"images": [None, {"filename": "a.png", "subfolder": None}]}},
        },
        {
            "status": {"status_str": "success"},
            "outputs": {
                "3": {"text": ["x"]},
                "4": {"images": [{"filename": "a.png", "type": "output"}]},
            },
        },
    ],
)
def test_newer_and_older_histories_are_read_too(fake: ComfyFake, entry: Any) -> None:
    fake.done["x"] = entry
    fake.files["output", "", "a.png"] = MARA
    assert service(fake).poll("x") == Ready(("/view?filename=a.png&subfolder=&type=output",), None)


@pytest.mark.parametrize(
    "status", [{}, {"status_str": "error"}, {"status_str": "error", "messages": [["x"], 3, None]}]
)
def test_an_end_without_reason_is_unclear(fake: ComfyFake, status: Any) -> None:
    fake.done["x"] = {"status": status, "outputs": {}}
    ended = service(fake).poll("x")
    assert isinstance(ended, Ended)
    assert (ended.kind, ended.sentence) == (
        "unclear",
        "ComfyUI failed in a node: it did not say why",
    )


# ---------------------------------------------------------------- before anything is sent


def test_a_workflow_that_cannot_be_used_is_refused_before_any_call(fake: ComfyFake) -> None:
    comfy = service(fake)
    asked = job(None)
    assert comfy.refuses(asked.recipe)[0].startswith("no workflow is named; in ComfyUI, choose")
    said = trouble(prepared, comfy, asked)
    assert (said.kind, fake.asked) == ("invalid", [])
    assert comfy.refuses(job().recipe) == ()


def test_what_is_not_used_is_noted() -> None:
    comfy = ComfyUI(Access())
    recipe = replace(job(EMPTY, cfg=3).recipe, takes=4)
    assert [(each.code, each.sentence) for each in comfy.unread(recipe)] == [
        ("W421", "the workflow has no place for the sentence"),
        ("W421", "the workflow has no place for a seed, so that all takes will be the same"),
        (
            "W421",
            "the workflow has no place for the reference mara; the picture is made without it",
        ),
        (
            "W421",
            "the workflow has no place for the reference pier; the picture is made without it",
        ),
        ("W422", "the workflow does not use the parameter cfg"),
    ]
    assert comfy.unread(job().recipe) == ()


def test_what_it_promises() -> None:
    comfy = ComfyUI(Access())
    can = comfy.capabilities("workflow")
    delivery = can.delivery
    assert delivery
    assert (delivery.sort, delivery.billed_on, delivery.slots) == ("exact", "never", 1)
    assert (can.references, can.repeatable, can.named, can.least) == (9, False, "tag", 0)
    assert comfy.price(job().recipe) == FREE
    assert comfy.witness("workflow") == {}
    assert list(comfy.orphans(0.0)) == []
    assert comfy.account() == "comfyui 127.0.0.1:8188"
    with pytest.raises(NotMade):
        comfy.make(job())


def test_settings_of_the_user() -> None:
    comfy = ComfyUI(Access(url="https://gpu.example/comfy", prices={"workflow": "0.004"}, slots=3))
    delivery = comfy.capabilities("workflow").delivery
    assert delivery
    assert comfy.price(job().recipe) == Price(Decimal("0.004"), Decimal("0.004"))
    assert (delivery.billed_on, delivery.slots) == ("success", 3)
    assert comfy.account() == "comfyui gpu.example:443"


# ---------------------------------------------------------------- the page about it

PAGE = (Path(__file__).parents[2] / "docs" / "comfyui.md").read_text("utf-8")


def test_the_workflow_of_the_page_runs(fake: ComfyFake) -> None:
    graph = workflow.read(PAGE.partition("```json\n")[2].partition("```")[0].encode())
    comfy = service(fake)
    asked = job(graph, mix=0.5)
    assert comfy.refuses(asked.recipe) == ()
    assert [each.sentence for each in comfy.unread(asked.recipe)] == [
        "the workflow has no place for the sentence"
    ]
    done = comfy.poll(comfy.submit(prepared(comfy, asked)))
    assert isinstance(done, Ready)
    assert picture.dimensions(comfy.collect(done.addresses[0]))[:2] == (64, 36)


def test_the_page_names_every_placeholder() -> None:
    rows = PAGE.partition("## Placeholders")[2].partition("\n\nAn input")[0]
    assert [name for name in workflow.GIVEN if f"`{{{name}}}`" not in rows] == []
    assert f"{{reference{workflow.REFERENCES}}}" in rows


# ---------------------------------------------------------------- the fake by itself


@pytest.fixture
def raw(fake: ComfyFake) -> Http:
    return Http(Access(), fake.url, lambda _: {})


def _uploaded(raw: Http, data: bytes, **fields: str) -> Any:
    answer = raw.form("/upload/image", fields, ("image", "a.png", data, "image/png"), ours=True)
    return answer.json() if answer.status == 200 else answer.status


def test_fake_uploads(raw: Http) -> None:
    def named(name: str, folder: str = "") -> dict[str, str]:
        return {"name": name, "subfolder": folder, "type": "input"}

    assert _uploaded(raw, MARA) == named("a.png")
    assert _uploaded(raw, MARA) == named("a.png")
    assert _uploaded(raw, PIER) == named("a (1).png")
    assert _uploaded(raw, PIER) == named("a (1).png")
    assert _uploaded(raw, b"no picture") == named("a (2).png")
    assert _uploaded(raw, PIER, overwrite="true") == named("a.png")
    assert _uploaded(raw, PIER, subfolder="story/forge") == named("a.png", "story/forge")
    assert _uploaded(raw, PIER, subfolder="../x") == 400


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "answer"),
    [
        ("GET", "/history/unknown", None, 200, {}),
        ("GET", "/queue", None, 200, {"queue_running": [], "queue_pending": []}),
        ("GET", "/api/queue", None, 200, {"queue_running": [], "queue_pending": []}),
        ("GET", "/prompt", None, 200, {"exec_info": {"queue_remaining": 0}}),
        ("GET", "/object_info/Nothing", None, 200, {}),
        ("GET", "/view?filename=none.png", None, 404, None),
        ("GET", "/view", None, 400, None),
        ("GET", "/view?filename=a&subfolder=../x", None, 403, None),
        ("POST", "/prompt", b"{", 500, None),
        ("POST", "/interrupt", b"", 200, None),
        ("POST", "/queue", b'{"clear": true}', 200, None),
        ("POST", "/history", b'{"clear": true}', 200, None),
    ],
)
def test_fake_routes(
    raw: Http, method: str, path: str, body: bytes | None, status: int, answer: Any
) -> None:
    found = raw.ask(method, path, body=body)
    assert found.status == status
    assert answer is None or found.json() == answer


@pytest.mark.parametrize(
    ("graph", "error"),
    [
        (None, "no_prompt"),
        ({"1": EMPTY["1"]}, "prompt_no_outputs"),
        ({"1": {"inputs": {}}}, "invalid_prompt"),
        ({"2": EMPTY["2"]}, "prompt_outputs_failed_validation"),
    ],
)
def test_fake_refusals(raw: Http, graph: Any, error: str) -> None:
    said = {} if graph is None else {"prompt": graph}
    answer = raw.ask("POST", "/prompt", body=json.dumps(said).encode())
    assert (answer.status, answer.json()["error"]["type"]) == (400, error)


def test_fake_turns_away_pages_of_others(fake: ComfyFake) -> None:
    page = Http(Access(), fake.url, lambda _: {"origin": "http://evil.example"})
    assert (page.ask("GET", "/queue").status, page.ask("GET", "/queue").body) == (403, b"")


def test_fake_cache(fake: ComfyFake, raw: Http) -> None:
    graph = {**EMPTY, "1": {**EMPTY["1"], "inputs": {**EMPTY["1"]["inputs"], "width": 64}}}
    graph["2"] = {
        "class_type": "SaveImage",
        "inputs": {"images": ["1", 0], "filename_prefix": "a/b"},
    }
    for task in ("x", "y"):
        raw.ask("POST", "/prompt", body=json.dumps({"prompt": graph, "prompt_id": task}).encode())
        fake.files.clear()
    x, y = (fake.done[task] for task in ("x", "y"))
    assert (
        x["outputs"]
        == y["outputs"]
        == {"2": {"images": [{"filename": "b_00001_.png", "subfolder": "a", "type": "output"}]}}
    )
    assert [each["status"]["messages"][1][1]["nodes"] for each in (x, y)] == [[], ["1", "2"]]
    assert [each["status"]["status_str"] for each in (x, y)] == ["success", "success"]
    assert fake.files == {}
