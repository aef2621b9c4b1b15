"""What the worker process sends back: a Capture as a JSON header and the bytes of its pictures."""

from __future__ import annotations

from typing import Any

from briefing.domain.articles import Capture, Mark, OfferedTakeaway, Origin, Outcome, Picture
from briefing.domain.text import from_plain_data, to_plain_data


def to_message(found: Capture) -> tuple[dict[str, Any], bytes]:
    """A Capture without its snapshot as a worker's message."""
    header = {
        "title": found.title,
        "text": to_plain_data(found.text),
        "authors": found.authors,
        "outlet": found.outlet,
        "published": found.published,
        "language": found.language,
        "url": found.url,
        "origins": {name: origin.value for name, origin in found.origins.items()},
        "outcome": found.outcome.value,
        "reason": found.reason,
        "message_id": found.message_id,
        "offers": [[offer.heading, offer.text, offer.start, offer.end] for offer in found.offers],
        "marks": [[mark.start, mark.end, mark.note] for mark in found.marks],
        "note": found.note,
        "pictures": [[picture.media_type, picture.source, len(picture.body)] for picture in found.pictures],
    }
    return header, b"".join(picture.body for picture in found.pictures)


def from_message(header: dict[str, Any], body: bytes) -> Capture:
    """The Capture that `to_message` wrote."""
    pictures, position = [], 0
    for media_type, source, length in header.pop("pictures"):
        pictures.append(Picture(body[position : position + length], media_type, source))
        position += length
    return Capture(
        **{
            **header,
            "text": from_plain_data(header["text"]),
            "authors": tuple(header["authors"]),
            "origins": {name: Origin(value) for name, value in header["origins"].items()},
            "outcome": Outcome(header["outcome"]),
            "offers": tuple(OfferedTakeaway(*offer) for offer in header["offers"]),
            "marks": tuple(Mark(*mark) for mark in header["marks"]),
            "pictures": tuple(pictures),
        }
    )
