"""The pictures that an article may keep: what they are by their content, and how they come to their places.

Only bitmaps that their content proves to be one are kept. Drawings (SVG) may hold programs and are left out.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

from briefing.domain.articles import Capture, Picture
from briefing.domain.text import ArticleText, Block, BlockKind
from briefing.sources import offers

MAX_BYTES = 5_000_000
MAX_TOTAL = 30_000_000
"""Bytes of one picture, and of all pictures of an article."""

MAX_PIXELS = 60_000_000

STAND_IN = "https://enclosed.invalid/"
"""Addresses of pictures that came inside a file begin with this while the page is read. No computer has this name."""

_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
_SMALLEST_SIDE = 4
_SMALLEST_AREA = 16 * 16
"""Pixels; whatever is smaller counts readers or draws a line."""


def placed(capture: Capture, pictures: Mapping[str, Picture | None]) -> Capture:
    """The same capture with pictures where their addresses stand; None removes a picture that is only a counter."""
    blocks = [_with(block, pictures) for block in capture.text.blocks if not _is_counter(block, pictures)]
    used = {block.sha256 for block in blocks if block.sha256}
    came = [*capture.pictures, *(picture for picture in pictures.values() if picture)]
    kept = {picture.sha256: picture for picture in came if picture.sha256 in used}
    text = ArticleText(tuple(blocks))
    moved = len(blocks) < len(capture.text.blocks)
    offered = offers.offered(text) if moved and capture.offers else capture.offers
    return replace(capture, text=text, pictures=tuple(kept.values()), offers=offered)


def missing(capture: Capture) -> tuple[int, int]:
    """How many of a capture's pictures did not come, and how many there are."""
    images = [block for block in capture.text.blocks if block.kind is BlockKind.IMAGE]
    return sum(1 for block in images if not block.sha256), len(images)


def measured(body: bytes) -> tuple[str, int, int]:
    """Media type, width and height of a picture that can be shown; "" and zeros for everything else."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(body), formats=tuple(_TYPES)) as image:
            found = _TYPES.get(image.format or "", ""), image.width, image.height
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        return "", 0, 0
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return "", 0, 0
    return found if 0 < found[1] * found[2] <= MAX_PIXELS else ("", 0, 0)


def is_counter(width: int, height: int) -> bool:
    """Whether a picture of this size, in pixels, shows nothing: it counts readers or holds a place."""
    return min(width, height) < _SMALLEST_SIDE or width * height <= _SMALLEST_AREA


def _is_counter(block: Block, pictures: Mapping[str, Picture | None]) -> bool:
    is_image = block.kind is BlockKind.IMAGE and not block.sha256 and not block.text
    return is_image and pictures.get(block.source, True) is None


def _with(block: Block, pictures: Mapping[str, Picture | None]) -> Block:
    """The block with its picture, if that came."""
    picture = pictures.get(block.source) if block.kind is BlockKind.IMAGE and not block.sha256 else None
    return replace(block, source=picture.source, sha256=picture.sha256) if picture else block
