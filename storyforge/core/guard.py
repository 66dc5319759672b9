"""The gate: bytes become text here, or are turned away before anything tries to understand them."""

import re

from storyforge.core.fault import Fault, Unreadable
from storyforge.core.mark import Mark, show

MAX_BYTES = 64 * 1024 * 1024

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_UNSEEN = ("\x85", "\u2028", "\u2029", "\ufeff")
_FENCES = ("<<<<<<<", ">>>>>>>", "=======")
_FENCE = re.compile(r"^(?:<{7}|>{7}|={7})(?= |\r?$)", re.MULTILINE)
_WIDE = ((b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def text_of(data: bytes, file: str) -> str:
    """The text of a file: UTF-8 without its byte order mark, of at most `MAX_BYTES` bytes.

    Raises `Unreadable`: Y015 too large, Y001 not UTF-8, Y014 conflict markers of git, Y011
    characters the YAML library would let through (the rest of Y011 it finds for nothing).
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(_too_large(file))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(_not_utf8(data, file, error.start)) from None
    if any(fence in text for fence in _FENCES) and (found := _FENCE.search(text)):
        raise Unreadable(_conflict(text, file, found))
    if not text.isascii() and any(char in text for char in _UNSEEN):
        raise Unreadable(hidden(text, file))
    return text


def any_text_of(data: bytes) -> str:
    """The text of a file as far as it can be read; empty when it is too large."""
    text = data.decode("utf-8", errors="replace") if len(data) <= MAX_BYTES else ""
    return text.removeprefix("\ufeff")


def hidden_in(text: str) -> str | None:
    """The first character of a value that must not be in a storyboard, such as ESC or NUL."""
    if text.isprintable():
        return None
    found = _HIDDEN.search(text)
    return found[0] if found else None


def visible(text: str) -> str:
    """`text` without the characters that must not be in a storyboard."""
    return text if text.isprintable() else _HIDDEN.sub("", text)


def hidden(text: str, file: str) -> Fault:
    """Y011 for the first forbidden character of a whole document (which must have one)."""
    found = _HIDDEN.search(text)
    mark = mark_at(text, file, found.start()) if found else None
    return hidden_at(found[0] if found else "", mark)


def hidden_at(char: str, mark: Mark | None) -> Fault:
    """Y011 for a forbidden character, at `mark`."""
    return Fault(
        "Y011",
        f"The invisible character {_named(char)} may not stand in a storyboard.",
        mark,
        "Delete it; it often comes along when text is copied from elsewhere.",
    )


def _named(char: str) -> str:
    shown = show(char)
    return shown if len(shown) > 1 else f"U+{ord(char):04X}" if char else "here"


def mark_at(text: str, file: str, index: int, length: int = 1) -> Mark:
    """The mark of `length` characters from `index` of `text`."""
    before = text[:index].replace("\r\n", " \n").replace("\r", "\n")
    return Mark(file, before.count("\n") + 1, index - before.rfind("\n"), length)


def _too_large(file: str) -> Fault:
    limit = MAX_BYTES // (1024 * 1024)
    return Fault(
        "Y015",
        f"The file {show(file)} is larger than {limit} MB.",
        None,
        "Split the storyboard into several files.",
    )


def _not_utf8(data: bytes, file: str, offset: int) -> Fault:
    before = data[:offset].decode("utf-8-sig", errors="replace")
    mark = mark_at(before, file, len(before))
    wide = next((name for magic, name in _WIDE if data.startswith(magic)), None)
    what = f"The file is {wide}" if wide else "The file is not UTF-8"
    place = f"byte {offset} (line {mark.line}, column {mark.column}) is 0x{data[offset]:02x}"
    advice = "Save the file as UTF-8; every editor has this under its encodings."
    return Fault("Y001", f"{what}: {place}.", mark, advice)


def _conflict(text: str, file: str, found: re.Match[str]) -> Fault:
    return Fault(
        "Y014",
        "An unfinished merge of git stands in the file.",
        mark_at(text, file, found.start(), 7),
        "Keep the lines of one side and delete the lines <<<<<<<, ======= and >>>>>>>.",
    )
