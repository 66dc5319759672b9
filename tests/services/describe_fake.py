"""A vision model behind an OpenAI-style chat address, in memory."""

from __future__ import annotations

import base64
import io
from typing import Any

from PIL import Image
from services.fake import Answer, Asked, Fake


class DescribeFake(Fake):
    """Answers every picture with `words`; `key`: what it wants to be shown, empty for nothing."""

    ROUTES = (("POST", "/v1/chat/completions", "chat"),)

    def __init__(self, words: Any = "A woman waits on a pier.", key: str = "") -> None:
        super().__init__()
        self.words, self.key = words, key
        self.shown: list[Image.Image] = []
        self.raw: list[bytes] = []

    def chat(self, asked: Asked) -> Answer:
        if self.key and asked.headers.get("authorization") != f"Bearer {self.key}":
            said = {"message": "Incorrect API key provided", "code": "invalid_api_key"}
            return Answer(401, {"error": said})
        body = asked.json()
        if body["model"] != "llava":
            said = {
                "message": f"The model '{body['model']}' does not exist",
                "code": "model_not_found",
            }
            return Answer(404, {"error": said})
        parts = body["messages"][-1]["content"]
        address = next(each["image_url"]["url"] for each in parts if each["type"] == "image_url")
        head, _, coded = address.partition(",")
        assert head in ("data:image/png;base64", "data:image/jpeg;base64")
        self.raw.append(base64.b64decode(coded, validate=True))
        self.shown.append(Image.open(io.BytesIO(self.raw[-1])))
        choice = {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": self.words},
        }
        return Answer(200, {"id": "chatcmpl-1", "object": "chat.completion", "choices": [choice]})
