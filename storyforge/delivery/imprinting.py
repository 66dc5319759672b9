"""What a service's picture says of itself, put into it between its check and the store.

It follows from the attempt alone, so that whatever is collected again is the same to the last byte.
"""

from __future__ import annotations

from dataclasses import replace

from storyforge.core.attempt import Attempt
from storyforge.core.digest import sha256
from storyforge.core.imprint import TYPES, Imprint
from storyforge.core.outcome import output_of
from storyforge.core.seams import Service
from storyforge.core.trace import Output
from storyforge.delivery.parcel import Parcel
from storyforge.late import load

Came = tuple[bytes, Output]  # verified bytes, and what they are


def marked(service: Service, attempt: Attempt, parcel: Parcel, came: Came) -> Came:
    """The same picture, telling how it came to be; a clip, and what carries a seal, as they came.

    Never raises: it is paid for, so a picture into which nothing can be written is kept as it is.
    """
    if parcel.kind == "clip":
        return came
    try:
        data: bytes = load("storyforge.darkroom.imprint:imprinted")(
            came[0], said(service, attempt, parcel)
        )
        output = replace(came[1], size=len(data))
        alike = _alike(came[0], data) or output_of(parcel.kind, "", data) == output
    except Exception:  # whatever is odd about the file, it is worth no less for it
        return came
    return (data, output) if alike else came


def kept(attempt: Attempt, came: Came, ours: Came) -> Came | None:
    """What of `came` goes into the store: `ours`; None when it is not what was stored before.

    What was stored and is gone is fetched once more. Older versions stored the bytes as they came,
    and a newer one may tell of a picture otherwise: it is the same picture all the same.
    """
    if attempt.state != "stored":
        return ours
    for each in (ours, came):
        if (sha256(each[0]),) == attempt.outputs:
            return each
    return ours if sha256(came[0]) == attempt.received else None


def _alike(one: bytes, other: bytes) -> bool:
    """Whether all that is seen is the same to the last byte; nothing has to be unpacked for it."""
    look, bare = (load(f"storyforge.darkroom.reading:{name}") for name in ("look", "bare"))
    before, after = look(one), look(other)
    return before.turn == after.turn and bool(bare(before) == bare(after))


def said(service: Service, attempt: Attempt, parcel: Parcel) -> Imprint:
    """Source, maker, version, seed, key and the credit that must be shown.

    Nothing of words, names or the clock: those may change while the picture stays.
    """
    can = service.capabilities(attempt.model)
    seed = parcel.seed if attempt.seed is None else attempt.seed
    return Imprint(
        source=TYPES + can.source,
        maker=f"{attempt.service}/{attempt.model}",
        version=attempt.model_version or parcel.model_version,
        seed="" if seed is None else str(seed),
        credit=can.credit[0] if can.credit else "",
        key=attempt.key,
    )
