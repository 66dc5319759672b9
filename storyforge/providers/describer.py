"""What describes a picture in words: a vision model behind an OpenAI-style chat address, on the
user's own machine or at a service.

The picture is sent small and without its luggage; nothing else of the project leaves the machine.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from storyforge.core.access import Access, Secret
from storyforge.core.delivery import Fit
from storyforge.core.failing import NotServed
from storyforge.core.picture import dimensions
from storyforge.core.recipe import units
from storyforge.late import load
from storyforge.providers.http import Answer, Http, said

LONGEST: Final = 1000  # UTF-16 units: what a prompt may have
PATIENCE: Final = 300.0  # seconds; a model on a machine of one's own may take its time
# What vision models take at least: small, so that it is quick and cheap; of any shape.
FIT: Final = Fit(0.01, 100.0, 1024, 4_000_000, media=("image/jpeg", "image/png"))

_TASK: Final = (
    "You write prompts for an image model. Describe the picture you are given so that a similar "
    "one could be made from your words alone. Say only what can be seen; invent no names and no "
    "story. Answer with the description and nothing else: plain sentences in English, no list, no "
    "heading, no quotation marks, at most 120 words."
)
ABOUT: Final[Mapping[str, str]] = {
    "shot": "Describe the subject, the scene and the style: who or what is seen and what they do, "
    "where, the framing and the light, and how it is made (photograph, drawing, palette).",
    "character": "Describe only the person or creature: age, build, face, hair, clothes, what they "
    "carry. Say nothing of pose, place, light or style.",
    "location": "Describe only the place: what kind it is, what stands where, materials, hour and "
    "weather. Leave out people and how the picture is made.",
    "style": "Describe only how the picture is made: medium, line, palette, light, texture, mood. "
    "Do not say what it shows.",
}
# What an answer's status means; any other from 400 on is `invalid`, from 500 on `transient`.
_KINDS: Final = {401: "key", 402: "credit", 403: "key", 408: "transient", 429: "throttled"}
_CODES: Final = {"insufficient_quota": "credit", "invalid_api_key": "key"}
_REFUSED: Final = re.compile(r"content_?filter|content_?policy|moderation|safety", re.IGNORECASE)
_ADVICE: Final = {
    "credit": "add credit to that account, or name a model on a machine of your own",
    "throttled": "wait a little, then run the same command again",
    "transient": "run the same command again",
    "refused": "describe the picture yourself, or ask another model",
    "broken": "check the address: it ends where `/chat/completions` begins, mostly in `/v1`",
}
_THOUGHT: Final = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_LEAD: Final = re.compile(
    r"^(?:\*\*)?(?:prompt|description)(?:\*\*)?\s*:\s*(?:\*\*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Described:
    """A prompt, and whether all that the model said is in it."""

    prompt: str
    whole: bool


class Describer:
    """Asks one vision model. `patience`: seconds until an answer must be there."""

    def __init__(self, access: Access, patience: float = PATIENCE) -> None:
        self._access = access
        self.model = str(access.settings.get("model", ""))
        self._http = Http(access, access.url, _headers, patience)

    def describe(self, data: bytes, kind: str) -> Described:
        """A prompt of at most 1000 units for a picture. `kind`: a key of ABOUT.

        Raises NotServed, and PictureFault for bytes that are no picture.
        """
        if not self.model:
            sentence = "no model is named that could describe pictures"
            raise NotServed("invalid", sentence, "name one in your settings: see docs/describe.md")
        picture: bytes = load("storyforge.darkroom.fit:fitted")(data, FIT)
        answer = self._http.ask("POST", "/chat/completions", body=self._body(picture, kind))
        if answer.status != 200:
            raise self._trouble(answer)
        return fit_to_prompt(_spoken(answer.json()))

    def _body(self, picture: bytes, kind: str) -> bytes:
        media = dimensions(picture)[2]
        address = f"data:{media};base64,{base64.b64encode(picture).decode('ascii')}"
        shown = {"type": "image_url", "image_url": {"url": address}}
        asked = {
            "model": self.model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": _TASK},
                {"role": "user", "content": [{"type": "text", "text": ABOUT[kind]}, shown]},
            ],
        }
        return json.dumps(asked).encode("ascii")

    def _trouble(self, answer: Answer) -> NotServed:
        """What an answer that is no description means."""
        told, code = _complaint(answer)
        kind = _CODES.get(code) or _KINDS.get(answer.status, "")
        if not kind:
            kind = "transient" if answer.status >= 500 else "invalid"
        if _REFUSED.search(code) or (kind == "invalid" and _REFUSED.search(told)):
            kind = "refused"
        if answer.status < 400:
            kind = "broken"
        sentence = f"the model that describes pictures answers {answer.status}"
        return NotServed(
            kind,
            f"{sentence}: {told}" if told else sentence,
            self._advice(kind, answer.status),
            code or str(answer.status),
            _seconds(answer.headers.get("retry-after", "")),
        )

    def _advice(self, kind: str, status: int) -> str:
        if kind == "key":
            return f"set {self._access.variable or 'its key'} to a key that is valid there"
        if kind == "invalid" and status == 404:
            return f'check the address, and that "{said(self.model)}" is a model it has'
        if kind == "invalid":
            return f'check that "{said(self.model)}" is a model that reads pictures'
        return _ADVICE.get(kind, "")


def _headers(secret: Secret | None) -> Mapping[str, str]:
    return {"authorization": f"Bearer {secret.reveal()}"} if secret else {}


def _complaint(answer: Answer) -> tuple[str, str]:
    """A service's own words about what is wrong, and its code; either may be empty."""
    try:
        error = answer.json().get("error")
    except NotServed:
        return "", ""
    if isinstance(error, dict):
        return said(error.get("message") or ""), said(error.get("code") or error.get("type") or "")
    return said(error or ""), ""


def _seconds(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d{1,5}(\.\d+)?", text, re.ASCII) else None


def _spoken(answer: Mapping[str, Any]) -> str:
    """The words of an answer; raises NotServed."""
    choices = answer.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(message, dict):
        sentence = "the answer of the model that describes pictures holds no words"
        raise NotServed("broken", sentence, _ADVICE["broken"])
    if first.get("finish_reason") == "content_filter" or message.get("refusal"):
        told = said(message.get("refusal") or "")
        sentence = "the model would not describe the picture" + (f": {told}" if told else "")
        raise NotServed("refused", sentence, _ADVICE["refused"], "content_filter")
    content = message.get("content")
    if isinstance(content, list):
        parts = (each.get("text") for each in content if isinstance(each, dict))
        content = " ".join(each for each in parts if isinstance(each, str))
    if isinstance(content, str) and plain(content):
        return content
    sentence = "the model that describes pictures answered with no words"
    raise NotServed("broken", sentence, "run it again, or name another model")


def plain(text: str) -> str:
    """A model's words as one line of a prompt: no thoughts, no fences, no lead, no mentions."""
    text = _THOUGHT.sub(" ", text).replace("```", " ").replace("@", "")
    words = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    words = _LEAD.sub("", words).strip()
    quoted = len(words) > 1 and words[0] + words[-1] in ('""', "''", "“”", "**")
    return words[1:-1].strip() if quoted else words


def fit_to_prompt(text: str) -> Described:
    """The text as a prompt: cut behind a sentence that ends late enough, else behind a word."""
    words = plain(text)
    if units(words) <= LONGEST:
        return Described(words, whole=True)
    cut = words[:LONGEST]
    while units(cut) > LONGEST:
        cut = cut[:-1]
    ends = max(cut.rfind(mark) for mark in (". ", "! ", "? "))
    if ends > LONGEST // 2:
        return Described(cut[: ends + 1], whole=False)
    return Described((cut.rpartition(" ")[0] or cut).rstrip(" ,;:"), whole=False)
