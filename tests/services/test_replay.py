"""Recording what a service answers, and giving it again without the service."""

from __future__ import annotations

import base64
import json
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from services.comfyui_fake import ComfyFake
from services.comfyui_nodes import image
from services.test_comfyui import MARA, PIER, SAMPLED, NoUploads, changed, intent, job, trouble

from storyforge.core.access import Access, Secret
from storyforge.core.delivery import Absent, Ended, Found, Pending, Ready, Request
from storyforge.core.errors import DiskTrouble
from storyforge.core.failing import POLICY, NotServed
from storyforge.core.price import FREE
from storyforge.core.seams import Job, NotMade, Service
from storyforge.providers.comfyui import ComfyUI
from storyforge.providers.recording import ask_of, readable
from storyforge.providers.replay import recorded, replayed

CANARY = "sk/canary+71f0-never-to-be-seen"


@pytest.fixture
def fake() -> Iterator[ComfyFake]:
    with ComfyFake(key=CANARY) as made:
        assert isinstance(made, ComfyFake)
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "recorded" / "comfyui")


def recording(fake: ComfyFake, folder: str) -> Service:
    secret = Secret(CANARY)
    return recorded(ComfyUI(Access(url=fake.url, secret=secret)), folder, secret)


def replay(folder: str) -> Service:
    return replayed(ComfyUI(Access()), folder)


def delivered(service: Service, asked: Job, token: str = "t1") -> tuple[Request, Ready, bytes]:
    request = service.prepare(asked, token, NoUploads())
    done = service.poll(service.submit(request))
    assert isinstance(done, Ready)
    return request, done, service.collect(done.addresses[0])


def files(folder: str) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file()
    }


def only_answer(folder: str) -> dict[str, Any]:
    (path,) = (Path(folder) / "answers").iterdir()
    return json.loads(path.read_bytes())  # type: ignore[no-any-return]


# ---------------------------------------------------------------- there and back


def test_what_was_recorded_comes_again_when_the_service_is_gone(
    fake: ComfyFake, folder: str
) -> None:
    asks = [
        job(),
        replace(job(), seed=8),
        job(changed(SAMPLED, "3", sampler_name="dpmpp_2m"), steps=3),
    ]
    first = [delivered(recording(fake, folder), each) for each in asks]
    fake.__exit__()
    before = len(fake.asked)
    again = [delivered(replay(folder), each, "another token") for each in asks]
    assert [data for _, _, data in again] == [data for _, _, data in first]
    assert len({data for _, _, data in again}) == 3
    assert len(fake.asked) == before
    for (sent, done, _), (resent, redone, _) in zip(first, again, strict=True):
        assert (resent.endpoint, resent.seed, resent.references, resent.model_version) == (
            sent.endpoint,
            sent.seed,
            sent.references,
            sent.model_version,
        )
        assert (redone.cost, redone.model_version, redone.seed) == (
            None,
            done.model_version,
            done.seed,
        )


def test_a_replay_is_the_service_to_everybody_but_costs_nothing(folder: str) -> None:
    real = ComfyUI(Access(prices={"workflow": "0.5"}))
    same, free = recorded(real, folder), replayed(real, folder)
    recipe = job(None).recipe
    for each in (same, free):
        assert (each.name, each.revision, each.models) == (real.name, real.revision, real.models)
        assert each.refuses(recipe) == real.refuses(recipe)
        assert each.unread(job().recipe) == real.unread(job().recipe)
        with pytest.raises(NotMade):
            each.make(job())
    assert same.price(recipe) == real.price(recipe) != FREE == free.price(recipe)
    assert same.capabilities("workflow") == real.capabilities("workflow")
    can = free.capabilities("workflow")
    assert can.delivery
    assert (can.delivery.billed_on, can.delivery.sort, can.delivery.poll) == ("never", "exact", 0.0)
    assert replace(can, delivery=None) == replace(real.capabilities("workflow"), delivery=None)
    assert (same.account(), free.account()) == ("comfyui 127.0.0.1:8188", "comfyui replayed")
    assert (free.witness("workflow"), list(free.orphans(0.0)), free.cancel("x")) == ({}, [], True)
    assert not os.path.exists(folder)


@pytest.mark.parametrize(
    "other",
    [
        lambda it: replace(it, seed=9),
        lambda it: replace(it, prompt="somebody else"),
        lambda it: replace(it, recipe=replace(it.recipe, width=65)),
        lambda it: replace(it, recipe=replace(it.recipe, model="other")),
        lambda it: replace(
            it, recipe=replace(it.recipe, parameters={**it.recipe.parameters, "steps": 21})
        ),
        lambda it: replace(it, references=it.references[::-1]),
        lambda it: replace(it, references=(replace(it.references[0], data=PIER), it.references[1])),
    ],
)
def test_what_was_not_recorded_is_not_made_and_nothing_is_remembered(
    fake: ComfyFake, folder: str, other: Any
) -> None:
    delivered(recording(fake, folder), job())
    said = trouble(replay(folder).prepare, other(job()), "t", NoUploads())
    assert (said.kind, said.code) == ("unclear", "not recorded")
    assert said.sentence == "no answer of comfyui to this ask is in the recording"
    assert said.advice == "record it: build once with STORYFORGE_RECORD naming the same folder"
    assert not POLICY[said.kind].remembered


def test_a_reference_is_known_by_its_pixels(fake: ComfyFake, folder: str) -> None:
    delivered(recording(fake, folder), job())
    packed = image(8, 8, "mara").png({"packed": "otherwise"})
    assert packed != MARA
    assert delivered(replay(folder), job(references=(packed, PIER)))[2]
    assert ask_of(job(references=(b"no picture", PIER)), "x") != ask_of(job(), "x")


def test_a_newer_answer_takes_the_place_of_an_older_one(fake: ComfyFake, folder: str) -> None:
    old = delivered(recording(fake, folder), job())[2]
    new = delivered(recording(fake, folder), job(), "t2")[2]
    assert old != new  # the workflow in the file names the attempt
    assert delivered(replay(folder), job())[2] == new


# ---------------------------------------------------------------- ends without a picture


def test_a_refusal_comes_again(fake: ComfyFake, folder: str) -> None:
    asked = job(changed(SAMPLED, "3", sampler_name="eulr"), steps=20)
    service = recording(fake, folder)
    first = trouble(service.submit, service.prepare(asked, "t", NoUploads()))
    again = replay(folder)
    said = trouble(again.submit, again.prepare(asked, "t", NoUploads()))
    assert (said.kind, said.code, said.sentence, said.advice) == (
        first.kind,
        first.code,
        first.sentence,
        first.advice,
    )


def test_an_end_comes_again_unless_it_was_a_matter_of_the_day(fake: ComfyFake, folder: str) -> None:
    service = recording(fake, folder)
    fake.raises["StorySampler"] = ("torch.OutOfMemoryError", "Allocation on device")
    ended = service.poll(service.submit(service.prepare(job(), "t", NoUploads())))
    assert isinstance(ended, Ended)
    assert "answer" not in only_answer(folder)
    fake.raises["StorySampler"] = ("RuntimeError", "shapes")
    ended = service.poll(service.submit(service.prepare(job(), "t2", NoUploads())))
    again = replay(folder)
    assert again.poll(again.submit(again.prepare(job(), "t", NoUploads()))) == ended
    picture = delivered(service, job(), "t3")[2]
    assert delivered(again, job())[2] == picture
    fake.raises["StorySampler"] = ("RuntimeError", "shapes")
    service.poll(service.submit(service.prepare(job(), "t4", NoUploads())))
    assert delivered(again, job())[2] == picture


# ---------------------------------------------------------------- builds that were cut short


def test_a_task_is_recorded_though_another_build_collects_it(folder: str) -> None:
    with ComfyFake(takes=10.0, key=CANARY) as fake:
        assert isinstance(fake, ComfyFake)
        first = recording(fake, folder)
        task = first.submit(first.prepare(job(), "t", NoUploads()))
        assert first.poll(task) == Pending("running")
        fake.tick(10)
        second = recording(fake, folder)
        done = second.poll(task)
        assert isinstance(done, Ready)
        data = second.collect(done.addresses[0])
    assert delivered(replay(folder), job())[2] == data


def test_a_task_that_was_found_again_is_recorded(fake: ComfyFake, folder: str) -> None:
    first = recording(fake, folder)
    request = first.prepare(job(), "t", NoUploads())
    fake.fail("prompt", "lost")
    assert trouble(first.submit, request).kind == "in doubt"
    second = recording(fake, folder)
    assert second.find(intent(request)) == Found(request.task)
    done = second.poll(request.task)
    assert isinstance(done, Ready)
    data = second.collect(done.addresses[0])
    assert delivered(replay(folder), job())[2] == data


def test_a_task_nobody_knows_of_passes_through(fake: ComfyFake, folder: str) -> None:
    plain = ComfyUI(Access(url=fake.url, secret=Secret(CANARY)))
    task = plain.submit(plain.prepare(job(), "t", NoUploads()))
    service = recording(fake, folder)
    done = service.poll(task)
    assert isinstance(done, Ready)
    assert service.collect(done.addresses[0])
    assert service.cancel(task)
    assert files(folder) == {}


def test_a_replay_leaves_alone_what_the_service_still_owes(fake: ComfyFake, folder: str) -> None:
    service = recording(fake, folder)
    request, _, _ = delivered(service, job())
    again = replay(folder)
    said = trouble(again.poll, request.task)
    assert (said.kind, said.policy.settled) == ("unfinished", False)
    assert again.find(intent(request)) == Absent("a replay sends nothing")


def test_a_task_is_handed_on_whatever_happens_to_the_folder(fake: ComfyFake, folder: str) -> None:
    service = recording(fake, folder)
    request = service.prepare(job(), "t", NoUploads())
    threads = Path(folder) / "threads"
    for path in threads.iterdir():
        path.unlink()
    threads.rmdir()
    threads.write_text("in the way")
    assert service.submit(request) == request.task
    # a folder that cannot be written stops the next one before it is sent
    with pytest.raises(DiskTrouble, match="threads"):
        service.prepare(replace(job(), seed=8), "t2", NoUploads())


# ---------------------------------------------------------------- what is written


def test_the_key_is_nowhere(fake: ComfyFake, folder: str) -> None:
    service = recording(fake, folder)
    delivered(service, job())
    forms = [CANARY.encode(), base64.b64encode(CANARY.encode()), b"sk%2Fcanary"]
    written = files(folder)
    assert len(written) == 4
    assert [name for name, data in written.items() for form in forms if form in data] == []
    assert CANARY not in repr(vars(service))


class Echo:
    """A service that says back what it should not: the key in its body, its refusal, its picture."""

    name, revision, models = "echo", 1, ("m",)

    def __init__(self, **says: Any) -> None:
        self.says: Mapping[str, Any] = says

    def prepare(self, job: Job, token: str, uploads: Any) -> Request:
        return Request("POST /x", json.dumps(self.says.get("body", {})).encode(), None, "")

    def submit(self, request: Request) -> str:
        if "refusal" in self.says:
            raise NotServed("refused", self.says["refusal"])
        return "task"

    def poll(self, task: str) -> Ready:
        return Ready(("https://echo.example/a.png?signature=abc",), Decimal("0.05"), "v1", 3)

    def collect(self, address: str) -> bytes:
        return self.says["picture"]  # type: ignore[no-any-return]


def echoed(folder: str, **says: Any) -> Service:
    return recorded(Echo(**says), folder, Secret(CANARY))  # type: ignore[arg-type]


def test_a_key_in_words_is_blotted_out(folder: str) -> None:
    service = echoed(folder, body={"auth": f"Bearer {CANARY}"}, refusal=f"not with {CANARY}")
    assert trouble(service.submit, service.prepare(job(), "t", NoUploads())).kind == "refused"
    written = only_answer(folder)
    assert written["request"]["body"] == {"auth": "Bearer (key)"}
    assert written["answer"]["refused"]["sentence"] == "not with (key)"
    assert [data for data in files(folder).values() if CANARY.encode() in data] == []


@pytest.mark.parametrize(
    "hidden",
    [
        CANARY.encode(),
        b"?key=sk%2Fcanary%2B71f0-never-to-be-seen&",
        base64.b64encode(f"Bearer {CANARY}".encode()),
        base64.b64encode(f"Bearer  {CANARY}.".encode()),
        base64.b64encode(f"Bearer   {CANARY}..".encode()),
    ],
)
def test_a_key_in_a_picture_stops_the_recording_before_it_is_written(
    folder: str, hidden: bytes
) -> None:
    service = echoed(folder, picture=MARA + hidden)
    done = service.poll(service.submit(service.prepare(job(), "t", NoUploads())))
    assert isinstance(done, Ready)
    said = trouble(service.collect, done.addresses[0])
    assert said.sentence == "what would be recorded holds the key, so nothing was written"
    assert said.advice == "build without STORYFORGE_RECORD; what was paid for is collected then"
    assert not os.path.exists(os.path.join(folder, "pictures"))


def test_a_record_can_be_read(folder: str) -> None:
    body = {
        "uri": "https://x.example/in.png?X-Signature=1&e=2#f, then",
        "ticket": "runway://AbC.def/ghi and more",
        "inline": ["data:image/png;base64,iVBORw0KGgo=", 3, None, True],
        "words": "a pier, http://plain.example/path",
    }
    service = echoed(folder, body=body, picture=MARA)
    _, _, data = delivered(service, job())
    assert data == MARA
    written = only_answer(folder)
    assert written["request"] == {
        "endpoint": "POST /x",
        "seed": None,
        "model_version": "",
        "references": [],
        "body": {
            "uri": "https://x.example/in.png?… then",
            "ticket": "runway://… and more",
            "inline": ["data:image/png,…", 3, None, True],
            "words": "a pier, http://plain.example/path",
        },
    }
    assert written["ask"]["prompt"] == job().prompt
    assert written["answer"]["made"]["model_version"] == "v1"
    again = replayed(Echo(), folder)  # type: ignore[arg-type]
    request = again.prepare(job(), "t", NoUploads())
    assert again.poll(again.submit(request)) == Ready(
        (f"replay:{written['answer']['made']['pictures']['0']}",), None, "v1", 3
    )


def test_what_is_not_json_is_left_out() -> None:
    assert readable(7) == 7


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"{}", b'{"format": 2}', b"\xff"])
def test_a_damaged_answer_is_none(fake: ComfyFake, folder: str, damage: bytes) -> None:
    delivered(recording(fake, folder), job())
    (path,) = (Path(folder) / "answers").iterdir()
    path.write_bytes(damage)
    assert trouble(replay(folder).prepare, job(), "t", NoUploads()).code == "not recorded"
    delivered(recording(fake, folder), job(), "t2")  # and is mended by recording again
    assert delivered(replay(folder), job())[2]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"made": {}},
        {"made": {"pictures": {}, "model_version": ""}},
        {"ended": {"kind": "nonsense", "code": "", "sentence": "", "advice": ""}},
        {"refused": {"kind": 3}},
        {"made": 3},
    ],
)
def test_an_answer_of_another_shape_is_none(fake: ComfyFake, folder: str, answer: Any) -> None:
    delivered(recording(fake, folder), job())
    (path,) = (Path(folder) / "answers").iterdir()
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "answer": answer}))
    service = replay(folder)
    request = service.prepare(job(), "t", NoUploads())
    assert trouble(service.poll, service.submit(request)).code == "not recorded"


@pytest.mark.parametrize("name", ["../../secret.png", "a.png", "", "/etc/passwd"])
def test_a_recording_leads_nowhere_else(folder: str, name: str) -> None:
    assert trouble(replay(folder).collect, f"replay:{name}").kind == "lost"


def test_a_damaged_picture_is_not_given(fake: ComfyFake, folder: str) -> None:
    _, _, data = delivered(recording(fake, folder), job())
    (path,) = (Path(folder) / "pictures").iterdir()
    path.write_bytes(data + b"x")
    service = replay(folder)
    done = service.poll(service.submit(service.prepare(job(), "t", NoUploads())))
    assert isinstance(done, Ready)
    assert trouble(service.collect, done.addresses[0]).kind == "lost"


def test_many_at_once(fake: ComfyFake, folder: str) -> None:
    service = recording(fake, folder)
    asks = [replace(job(), seed=seed) for seed in range(12)]
    made: dict[int, bytes] = {}

    def make(asked: Job) -> None:
        made[asked.seed] = delivered(service, asked, f"t{asked.seed}")[2]

    threads = [threading.Thread(target=make, args=(each,)) for each in asks]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert {each.seed: delivered(replay(folder), each)[2] for each in asks} == made
