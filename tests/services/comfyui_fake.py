"""A ComfyUI without weights: its routes, its queue and history, its cache, and a few nodes that make pictures.

It imitates version 0.3.64 as far as it was observed, its traps included: text with 500 for broken JSON, an empty history
while a job waits or runs, 200 for a workflow of which only a part will run, old file names for a workflow that ran before.
Pictures are bands of colour that depend on everything that went into them.
"""

from __future__ import annotations

import email
import hashlib
import json
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from services.comfyui_nodes import NODES, Node, fault, faults_of
from services.fake import Answer, Asked, Fake

from storyforge.core import picture

Json = dict[str, Any]


@dataclass
class Work:
    """One posted workflow."""

    number: int
    id: str
    graph: Json
    extra: Json
    good: list[str]  # output nodes that will run
    posted: float
    ends: float = 0.0

    def item(self) -> list[Any]:
        return [self.number, self.id, self.graph, self.extra, self.good]


@dataclass
class Raised(Exception):
    """A node raised something: its id, and what."""

    node: str
    sort: str
    message: str


class ComfyFake(Fake):
    """`takes`: seconds of the fake's clock that a workflow runs. `key`: what a door in front of it wants to see.

    `raises`: sort of node -> (exception type, message), for the next run of one. `ran`: ids, in order. `files`: all
    files by (type, folder, name).
    """

    ROUTES = (
        ("GET", r"(?:/api)?/system_stats", "system_stats"),
        ("GET", r"(?:/api)?/features", "features"),
        ("GET", r"(?:/api)?/object_info(?:/(\w+))?", "object_info"),
        ("POST", r"(?:/api)?/upload/image", "upload"),
        ("POST", r"(?:/api)?/prompt", "prompt"),
        ("GET", r"(?:/api)?/prompt", "remaining"),
        ("GET", r"(?:/api)?/queue", "queue"),
        ("POST", r"(?:/api)?/queue", "change_queue"),
        ("POST", r"(?:/api)?/interrupt", "interrupt"),
        ("GET", r"(?:/api)?/history/([^/]+)", "history"),
        ("GET", r"(?:/api)?/history", "histories"),
        ("POST", r"(?:/api)?/history", "change_history"),
        ("GET", r"(?:/api)?/view", "view"),
        ("HEAD", r"(?:/api)?/view", "peek"),
    )

    def __init__(self, step: float = 0.0, takes: float = 0.0, key: str = "") -> None:
        super().__init__(step)
        self.takes, self.key = takes, key
        self.largest = 100 * 2**20  # bytes of a body
        self.chooses_ids = False  # as old versions did: the id that was sent is not looked at
        self.raises: dict[str, tuple[str, str]] = {}
        self.files: dict[tuple[str, str, str], bytes] = {}
        self.ran: list[str] = []
        self.restart()

    def restart(self) -> None:
        """Queue, history and cache live in memory; files do not."""
        self.number = 0
        self.running: Work | None = None
        self.waiting: list[Work] = []
        self.done: dict[str, Json] = {}
        self.cache: dict[str, Any] = {}  # what a node is made of -> what it made
        self.free_at = 0.0

    def answer(self, asked: Asked) -> Any:
        with self.lock:
            if self.key and asked.headers.get("authorization") != f"Bearer {self.key}":
                self.asked.append(asked)
                return Answer(401, b"who are you?", {"content-type": "text/plain"})
            if asked.headers.get("origin", self.url) != self.url:
                self.asked.append(asked)
                return Answer(403)
            if len(asked.body) > self.largest:
                self.asked.append(asked)
                return Answer(413)
            self._go_on()
            return super().answer(asked)

    # ------------------------------------------------------------ what it is

    def system_stats(self, asked: Asked) -> Answer:
        return Answer(200, {"system": {"comfyui_version": "0.3.64", "os": "posix"}, "devices": []})

    def features(self, asked: Asked) -> Answer:
        return Answer(200, {"supports_preview_metadata": True, "max_upload_size": self.largest})

    def object_info(self, asked: Asked, name: str | None) -> Answer:
        wanted = {name: NODES[name]} if name in NODES else {} if name else NODES
        return Answer(200, {each: {"input": _described(node)} for each, node in wanted.items()})

    # ------------------------------------------------------------ files

    def upload(self, asked: Asked) -> Answer:
        fields, name, data = _form(asked)
        folder = posixpath.normpath(fields.get("subfolder") or ".")
        folder = "" if folder == "." else folder
        if data is None or not name or folder.startswith(("/", "..")) or "/" in name:
            return Answer(400)
        sort = fields.get("type", "input")
        if fields.get("overwrite") not in ("true", "1"):
            name = self._free_name(sort, folder, name, data)
        self.files[sort, folder, name] = data
        return Answer(200, {"name": name, "subfolder": folder, "type": sort})

    def _free_name(self, sort: str, folder: str, name: str, data: bytes) -> str:
        stem, dot, end = name.rpartition(".")
        number, free = 1, name
        while self.files.get((sort, folder, free), data) != data:
            free, number = f"{stem} ({number}){dot}{end}", number + 1
        return free

    def view(self, asked: Asked) -> Answer:
        name, folder = asked.query.get("filename", ""), asked.query.get("subfolder", "")
        if not name or name.startswith("/") or ".." in name:
            return Answer(400)
        if posixpath.normpath(folder).startswith(("/", "..")):
            return Answer(403)
        data = self.files.get((asked.query.get("type", "output"), folder, name))
        return Answer(404) if data is None else Answer(200, data, {"content-type": "image/png"})

    def peek(self, asked: Asked) -> Answer:
        return replace(self.view(asked), body=None)

    # ------------------------------------------------------------ the queue

    def prompt(self, asked: Asked) -> Answer:
        try:
            said = json.loads(asked.body)
        except ValueError:
            text = b"500 Internal Server Error\n\nServer got itself in trouble"
            return Answer(500, text, {"content-type": "text/plain; charset=utf-8"})
        if "prompt" not in said:
            return _bad("no_prompt", "No prompt provided", "No prompt provided")
        graph = said["prompt"]
        strange = self._strange(graph)
        if strange:
            return strange
        good, errors = self._validated(graph)
        if not good:
            details = "\n".join(_told(errors))
            return _bad(
                "prompt_outputs_failed_validation",
                "Prompt outputs failed validation",
                details,
                errors,
            )
        chosen = "" if self.chooses_ids else said.get("prompt_id", "")
        self.number += 1
        task = chosen or f"its-own-{self.number}"
        extra = {"client_id": said["client_id"]} if "client_id" in said else {}
        self.waiting.append(Work(self.number, task, graph, extra, good, self.now))
        self._go_on()
        return Answer(200, {"prompt_id": task, "number": self.number, "node_errors": errors})

    def remaining(self, asked: Asked) -> Answer:
        left = len(self.waiting) + bool(self.running)
        return Answer(200, {"exec_info": {"queue_remaining": left}})

    def queue(self, asked: Asked) -> Answer:
        self._look()
        running = [self.running.item()] if self.running else []
        return Answer(
            200, {"queue_running": running, "queue_pending": [each.item() for each in self.waiting]}
        )

    def change_queue(self, asked: Asked) -> Answer:
        said = asked.json()
        self.waiting = [
            each
            for each in self.waiting
            if not said.get("clear") and each.id not in said.get("delete", ())
        ]
        return Answer(200)

    def interrupt(self, asked: Asked) -> Answer:
        wanted = asked.json().get("prompt_id") if asked.body else None
        if self.running and wanted in (None, self.running.id):
            work, self.running, self.free_at = self.running, None, self.now
            node = {"node_id": work.good[0], "node_type": "SaveImage", "executed": []}
            self._end(work, "error", {}, [], "execution_interrupted", node)
        return Answer(200)

    def history(self, asked: Asked, task: str) -> Answer:
        self._look()
        return Answer(200, {task: self.done[task]} if task in self.done else {})

    def histories(self, asked: Asked) -> Answer:
        kept = list(self.done.items())[-int(asked.query.get("max_items", 10_000)) :]
        return Answer(200, dict(kept))

    def change_history(self, asked: Asked) -> Answer:
        said = asked.json()
        for task in list(self.done) if said.get("clear") else said.get("delete", ()):
            self.done.pop(task, None)
        return Answer(200)

    def _look(self) -> None:
        self.now += self.step
        self._go_on()

    def _go_on(self) -> None:
        """Everything that must have happened by now."""
        while self.running or self.waiting:
            if self.running is None:
                self.running = self.waiting.pop(0)
                self.running.ends = max(self.free_at, self.running.posted) + self.takes
            if self.running.ends > self.now:
                return
            work, self.running, self.free_at = self.running, None, self.running.ends
            self._run(work)

    # ------------------------------------------------------------ running

    def _run(self, work: Work) -> None:
        self.ran.append(work.id)
        known = set(self.cache)
        outputs, cached = {}, []
        try:
            for number in work.good:
                outputs[number] = self._made(work.graph, number)
        except Raised as error:
            said = {
                "node_id": error.node,
                "node_type": work.graph[error.node]["class_type"],
                "executed": [],
                "exception_type": error.sort,
                "exception_message": error.message,
                "traceback": ["  File ...\n"],
                "current_inputs": {},
                "current_outputs": [],
            }
            self._end(work, "error", {}, [], "execution_error", said)
            return
        cached = [number for number in work.graph if self._signature(work.graph, number) in known]
        shown = {number: made for number, made in outputs.items() if made}
        self._end(work, "success", shown, cached, "execution_success", {})

    def _end(
        self, work: Work, status: str, outputs: Json, cached: list[str], last: str, said: Json
    ) -> None:
        common = {"prompt_id": work.id, "timestamp": int(1000 * self.now)}
        self.done[work.id] = {
            "prompt": work.item(),
            "outputs": outputs,
            "status": {
                "status_str": status,
                "completed": status == "success",
                "messages": [
                    ["execution_start", common],
                    ["execution_cached", {"nodes": cached, **common}],
                    [last, {**common, **said}],
                ],
            },
            "meta": {
                number: {
                    "node_id": number,
                    "display_node": number,
                    "parent_node": None,
                    "real_node_id": number,
                }
                for number in outputs
            },
        }

    def _signature(self, graph: Json, number: str) -> str:
        """What a node is made of, all the way up; ids of nodes do not count."""
        node = graph[number]
        parts: list[Any] = [node["class_type"]]
        for name, value in sorted(node["inputs"].items()):
            parts.append(
                [name, self._signature(graph, value[0]) if isinstance(value, list) else value]
            )
            if node["class_type"] == "LoadImage" and isinstance(value, str):
                parts.append(
                    hashlib.sha256(self.files[("input", *posixpath.split(value))]).hexdigest()
                )
        return json.dumps(parts)

    def _made(self, graph: Json, number: str) -> Any:
        signature = self._signature(graph, number)
        if signature not in self.cache:
            self.cache[signature] = self._make(graph, number)
        return self.cache[signature]

    def _make(self, graph: Json, number: str) -> Any:
        node, sort = graph[number], graph[number]["class_type"]
        values = {
            name: self._made(graph, value[0]) if isinstance(value, list) else value
            for name, value in node["inputs"].items()
            if name in NODES[sort].inputs
        }
        if sort in self.raises:
            raise Raised(number, *self.raises.pop(sort))
        if NODES[sort].writes:
            return {"images": [self._written(NODES[sort].writes, values, graph)]}
        try:
            return NODES[sort].makes(self.files, **values)  # type: ignore[misc]
        except picture.PictureFault:
            raise Raised(
                number, "PIL.UnidentifiedImageError", "cannot identify image file"
            ) from None

    def _written(self, sort: str, values: Json, graph: Json) -> Json:
        folder, stem = posixpath.split(values.get("filename_prefix", "ComfyUI_temp"))
        count = 1 + sum(
            1
            for (where, inside, name) in self.files
            if (where, inside) == (sort, folder) and name.startswith(stem + "_")
        )
        name = f"{stem}_{count:05d}_.png"
        self.files[sort, folder, name] = values["images"].png(graph)
        return {"filename": name, "subfolder": folder, "type": sort}

    # ------------------------------------------------------------ validating

    def _strange(self, graph: Json) -> Answer | None:
        for number, node in graph.items():
            sort = node.get("class_type")
            if sort not in NODES:
                message = f"Cannot execute because node {sort} does not exist."
                return _bad("invalid_prompt", message, f"Node ID '#{number}'")
        if not any(NODES[node["class_type"]].writes for node in graph.values()):
            return _bad("prompt_no_outputs", "Prompt has no outputs", "")
        return None

    def _validated(self, graph: Json) -> tuple[list[str], Json]:
        """The output nodes that can run, and what is wrong with the others."""
        good, errors = [], {}
        for number, node in graph.items():
            if not NODES[node["class_type"]].writes:
                continue
            found = dict(self._faults(graph, number))
            if not found:
                good.append(number)
            for each, faults in found.items():
                row = errors.setdefault(
                    each,
                    {
                        "errors": faults,
                        "dependent_outputs": [],
                        "class_type": graph[each]["class_type"],
                    },
                )
                row["dependent_outputs"].append(number)
        return good, errors

    def _faults(self, graph: Json, number: str) -> Iterator[tuple[str, list[Json]]]:
        node = graph[number]
        found = []
        for name, wanted in NODES[node["class_type"]].inputs.items():
            value = node["inputs"].get(name)
            if value is None:
                found += [] if wanted.optional else [fault("required_input_missing", name)]
            elif isinstance(value, list):
                if len(value) != 2 or value[0] not in graph:
                    found.append(fault("bad_linked_input", name, str(value)))
                else:
                    yield from self._faults(graph, value[0])
            else:
                found += faults_of(self.files, name, wanted, value)
        if found:
            yield number, found


def _told(errors: Json) -> Iterator[str]:
    for number, row in errors.items():
        yield from (f"* {row['class_type']} {number}: {each['message']}" for each in row["errors"])


def _bad(sort: str, message: str, details: str, errors: Json | None = None) -> Answer:
    error = {"type": sort, "message": message, "details": details, "extra_info": {}}
    return Answer(400, {"error": error, "node_errors": errors or {}})


def _described(node: Node) -> Json:
    found: dict[str, Json] = {"required": {}, "optional": {}}
    for name, each in node.inputs.items():
        found["optional" if each.optional else "required"][name] = [each.sort]
    return found


def _form(asked: Asked) -> tuple[dict[str, str], str, bytes | None]:
    """The fields of a form in parts, the name of its file `image`, and its bytes."""
    head = f"content-type: {asked.headers.get('content-type', '')}\r\n\r\n".encode()
    fields, name, data = {}, "", None
    for part in email.message_from_bytes(head + asked.body).walk():
        field_name = part.get_param("name", header="content-disposition")
        if field_name == "image":
            name, data = part.get_filename() or "", part.get_payload(decode=True)
        elif isinstance(field_name, str):
            fields[field_name] = part.get_payload(decode=True).decode()  # type: ignore[union-attr]
    return fields, name, data  # type: ignore[return-value]
