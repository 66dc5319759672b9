"""What ComfyUI's answers mean: a status, a refusal node by node, a job's end, what it kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from storyforge.core.delivery import Ended, Pending, Progress, Ready
from storyforge.core.failing import NotServed
from storyforge.providers import workflow
from storyforge.providers.http import Answer, said

_AGAIN = "`storyforge build result:failed` then asks again"
THERE = "start ComfyUI, or set COMFYUI_URL to its address"
_DOOR = "set STORYFORGE_COMFYUI_KEY to what the door in front of it asks for"
_QUEUES = (("queue_pending", "queued", True), ("queue_running", "running", False))
_ENDS = ("execution_error", "execution_interrupted")
_MEMORY = ("OutOfMemory", "out of memory", "Allocation on device")

# Status -> kind, what happened, what to do. `?` becomes `in doubt` for a submit, `transient` else.
_STATUS: dict[int, tuple[str, str, str]] = {
    401: ("key", "wants a key", _DOOR),
    403: ("key", "lets nobody in", _DOOR),
    407: ("key", "is behind a proxy that wants a password", "mend the proxy in your settings"),
    408: ("?", "gave up waiting", ""),
    413: ("invalid", "takes no such large file", "start it with a greater --max-upload-size"),
    429: ("throttled", "asks us to slow down", ""),
}
_STRANGE = ("unclear", "does not answer like a ComfyUI", THERE)
_BROKEN = ("?", "failed", "its own log says more")


def as_object(answer: Answer) -> dict[str, Any] | None:
    """The JSON object in an answer; None when it is none."""
    try:
        return answer.json()
    except NotServed:
        return None


def strange(answer: Answer, doubt: str) -> NotServed:
    """What a status means that is neither 200 nor 400."""
    kind, what, advice = _STATUS.get(answer.status, _BROKEN if answer.status >= 500 else _STRANGE)
    after = answer.headers.get("retry-after", "")
    wait = float(after) if after.isdecimal() else None
    sentence = f"ComfyUI {what} ({answer.status})"
    return NotServed(doubt if kind == "?" else kind, sentence, advice, str(answer.status), wait)


def refused(answer: Answer) -> NotServed:
    """What ComfyUI found wrong with the workflow, node by node, in its own words."""
    found = as_object(answer)
    if found is None or not ("error" in found or "node_errors" in found):
        return strange(answer, "in doubt")
    error = found.get("error")
    error = error if isinstance(error, Mapping) else {}
    words = list(_node_words(found.get("node_errors"))) or [_worded(error)]
    sentence = f"ComfyUI refused the workflow: {said('; '.join(words))}"
    if answer.status == 200:
        sentence += " (the rest of it was cancelled)"
    advice = "mend the workflow, or give ComfyUI the node or model that it lacks"
    return NotServed("invalid", sentence, advice, str(error.get("type") or "node_errors"))


def _node_words(found: Any) -> Iterator[str]:
    nodes = found if isinstance(found, Mapping) else {}
    for number in workflow.ordered(nodes):
        node = nodes[number]
        errors = node.get("errors") if isinstance(node, Mapping) else None
        for each in errors if isinstance(errors, list) else []:
            yield f"{workflow.called(nodes, number)}: {_worded(each)}"


def _worded(error: Any) -> str:
    """`Value not in list: sampler_name: 'eulr' not in […]`."""
    parts = (error.get("message"), error.get("details")) if isinstance(error, Mapping) else ()
    return ": ".join(str(each).rstrip(".") for each in parts if each) or "it did not say why"


FORGOTTEN = Ended(
    "transient",
    "forgotten",
    "ComfyUI no longer knows this job: it was restarted, or its queue was cleared",
    "nothing is owed for it; build again",
)
GONE = Ended(
    "transient",
    "gone",
    "ComfyUI has made this picture, but its file is gone",
    "nothing is owed for it; build again",
)


def pending(queue: Mapping[str, Any], task: str) -> Pending | None:
    """A job in the queue; None when it is not there."""
    for where, status, waits in _QUEUES:
        found = queue.get(where)
        items = found if isinstance(found, list) else []
        if any(isinstance(item, list) and item[1:2] == [task] for item in items):
            return Pending(status, queued=waits)
    return None


def outcome(entry: Mapping[str, Any]) -> Progress:
    """How a job of the history ended."""
    status = entry.get("status")
    status = status if isinstance(status, Mapping) else {"status_str": "success"}
    if status.get("status_str") == "success":
        return _ready(entry.get("outputs"))
    last = dict(each for each in _messages(status) if each[0] in _ENDS)
    if "execution_interrupted" in last:
        sentence = "somebody stopped it in ComfyUI"
        return Ended("cancelled", "execution_interrupted", sentence, _AGAIN)
    return _failed(last.get("execution_error", {}))


def _messages(status: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    found = status.get("messages")
    for each in found if isinstance(found, list) else []:
        if isinstance(each, list) and len(each) == 2 and isinstance(each[1], Mapping):
            yield str(each[0]), each[1]


def _failed(error: Mapping[str, Any]) -> Ended:
    """A node raised something."""
    words = said(error.get("exception_message") or "it did not say why").rstrip(".")
    code = said(error.get("exception_type") or "execution_error")
    node = f"node {error.get('node_id')} ({error.get('node_type')})" if error else "a node"
    if any(sign in f"{code} {words}" for sign in _MEMORY):
        advice = "close what else uses the graphics card, or ask for smaller pictures"
        return Ended("transient", code, f"ComfyUI ran out of memory in {said(node)}", advice)
    advice = f"ComfyUI's own log says more; {_AGAIN}"
    return Ended("unclear", code, f"ComfyUI failed in {said(node)}: {words}", advice)


def _ready(outputs: Any) -> Progress:
    """The pictures that were kept, by node and in the order of each; previews do not count."""
    nodes = outputs if isinstance(outputs, Mapping) else {}
    addresses = [
        _address(each)
        for number in workflow.ordered(nodes)
        for each in _pictures(nodes[number])
        if each.get("type", "output") == "output" and each.get("filename")
    ]
    if addresses:
        return Ready(tuple(addresses), cost=None)
    sentence = "the workflow ran, but saved no picture"
    return Ended("invalid", "no output", sentence, "end it in a Save Image node")


def _pictures(output: Any) -> list[Mapping[str, Any]]:
    found = output.get("images") if isinstance(output, Mapping) else None
    return [each for each in found or [] if isinstance(each, Mapping)]


def _address(image: Mapping[str, Any]) -> str:
    """Below the base, so that it holds even when the machine gets another name."""
    names = {"filename": image["filename"], "subfolder": image.get("subfolder") or ""}
    return f"/view?{urlencode({**names, 'type': 'output'})}"
