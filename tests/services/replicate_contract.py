"""What may be said between us and Replicate, as a table: the calls we make, what goes along, what comes back.

Written by hand from the published contract, in JSON Schema, and kept with the tests; the vendor's own file says more
and is asked as well where there is a copy of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator
from services.fake import Answer, Asked

Schema = Mapping[str, Any]
TEXT, ADDRESS = {"type": "string"}, {"type": "string", "pattern": "^(https?://|data:image/)"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}
MODEL = r"runwayml/gen4-image(?:-turbo)?"


def keys(
    required: Mapping[str, Schema], more: Mapping[str, Schema] | None = None, closed: bool = True
) -> Schema:
    """An object with these keys."""
    return {
        "type": "object",
        "properties": {**required, **(more or {})},
        "required": list(required),
        "additionalProperties": not closed,
    }


def lists(items: Schema, least: int = 0, most: int | None = None) -> Schema:
    """An array, nothing in it twice."""
    longest = {} if most is None else {"maxItems": most}
    return {"type": "array", "items": items, "uniqueItems": True, "minItems": least, **longest}


INPUT = keys(
    {
        "prompt": {"type": "string", "minLength": 1},
        "aspect_ratio": {"enum": ["16:9", "9:16", "4:3", "3:4", "1:1", "21:9"]},
        "resolution": {"enum": ["1080p", "720p"]},
        "seed": {"type": "integer", "minimum": 0, "maximum": 2**31 - 1},
    },
    {
        "reference_images": lists(ADDRESS, 1, 3),
        "reference_tags": lists({"type": "string", "pattern": "^[a-z][a-z0-9]{2,14}$"}, 1, 3),
    },
)
CREATE = keys({"input": INPUT})
PREDICTION = keys(
    {
        "id": {"type": "string", "pattern": "^[a-z0-9]{26}$"},
        "model": {"type": "string", "pattern": f"^{MODEL}$"},
        "version": TEXT,
        "input": {"type": "object"},
        "output": {"anyOf": [ADDRESS, {"type": "null"}]},
        "data_removed": {"type": "boolean"},
        "error": {"type": ["string", "null"]},
        "status": {
            "enum": ["starting", "processing", "succeeded", "failed", "canceled", "aborted"]
        },
        "created_at": TIME,
        "logs": TEXT,
        "source": {"enum": ["web", "api"]},
        "urls": keys({"get": ADDRESS, "cancel": ADDRESS, "web": ADDRESS}),
    },
    {
        "started_at": TIME,
        "completed_at": TIME,
        "deadline": TIME,
        "metrics": keys({"predict_time": {"type": "number"}, "total_time": {"type": "number"}}),
    },
)
NEIGHBOUR = {"type": ["string", "null"], "pattern": "^https?://"}
FILE = keys(
    {
        "id": TEXT,
        "name": TEXT,
        "content_type": TEXT,
        "size": {"type": "integer"},
        "etag": TEXT,
        "checksums": keys({"sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}, "md5": TEXT}),
        "metadata": {"type": "object"},
        "created_at": TIME,
        "expires_at": TIME,
        "urls": keys({"get": ADDRESS}),
    }
)
PROBLEM = keys(
    {"detail": TEXT},
    {"title": TEXT, "status": {"type": "integer"}, "retry_after": {"type": "number"}},
)
PAGE = keys(
    {"next": NEIGHBOUR, "previous": NEIGHBOUR, "results": {"type": "array", "items": PREDICTION}}
)


@dataclass(frozen=True, eq=False)
class Call:
    """One call. `path`: below the base, as a pattern. `template`: the same as the vendor's file names it.

    `sent`: schema of a JSON body; None for no body, `form` for a form. `said`: status -> schema of the answer.
    """

    method: str
    path: str
    template: str
    said: Mapping[int, Schema]
    sent: Schema | str | None = None
    query: frozenset[str] = field(default_factory=frozenset)


FAILED = dict.fromkeys((401, 402, 404, 413, 422, 429), PROBLEM)
TABLE = (
    Call(
        "GET", "/account", "/account", {200: keys({"type": TEXT, "username": TEXT}, {"name": TEXT})}
    ),
    Call(
        "POST",
        f"/models/{MODEL}/predictions",
        "/models/{model_owner}/{model_name}/predictions",
        {201: PREDICTION, 202: PREDICTION},
        CREATE,
    ),
    Call(
        "GET",
        "/predictions",
        "/predictions",
        {200: PAGE},
        query=frozenset({"created_after", "created_before", "cursor"}),
    ),
    Call("GET", r"/predictions/\w+", "/predictions/{prediction_id}", {200: PREDICTION}),
    Call(
        "POST", r"/predictions/\w+/cancel", "/predictions/{prediction_id}/cancel", {200: PREDICTION}
    ),
    Call("POST", "/files", "/files", {201: FILE}, "form"),
)


def call_of(asked: Asked) -> Call | None:
    """The row of the table for a request; None when nothing of the kind is allowed."""
    path = asked.path.removeprefix("/v1")
    return next(
        (row for row in TABLE if row.method == asked.method and re.fullmatch(row.path, path)), None
    )


def faults_of_request(asked: Asked) -> list[str]:
    """What is against the contract in what we sent."""
    row = call_of(asked)
    if row is None:
        return [f"no such call: {asked.method} {asked.path}"]
    media = asked.headers.get("content-type", "")
    rules = (
        (asked.headers.get("authorization", "").startswith("Bearer "), "no key"),
        (
            not {"prefer", "cancel-after"} & set(asked.headers),
            "it waits for the answer, or sets an end",
        ),
        (set(asked.query) <= row.query, f"query {sorted(asked.query)}"),
        (row.sent is not None or not asked.body, "a body where there is none"),
        (row.sent != "form" or media.startswith("multipart/form-data; boundary="), "no form"),
        (not isinstance(row.sent, dict) or media == "application/json", "no JSON"),
    )
    found = [said for good, said in rules if not good]
    return found + (faults(json.loads(asked.body), row.sent) if isinstance(row.sent, dict) else [])


def faults_of_answer(asked: Asked, answer: Answer) -> list[str]:
    """What is against the contract in what came back."""
    row = call_of(asked)
    if row is None:
        return [f"no such call: {asked.method} {asked.path}"]
    schema = {**FAILED, **row.said}.get(answer.status)
    return [f"status {answer.status}"] if schema is None else faults(answer.body, schema)


def faults(value: Any, schema: Schema) -> list[str]:
    """Every violation, with its path."""
    return [
        f"{each.json_path}: {each.message[:200]}"
        for each in Draft202012Validator(schema).iter_errors(value)
    ]
