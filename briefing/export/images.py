"""Images made safe for PDF/A: decoded here, turned into sRGB, made no larger than print needs, written anew."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import Any

MAX_PIXELS = 60_000_000
"""More than any photograph that a page shows; a picture beyond it is taken for a decompression bomb."""

WIDEST = 1600
"""Pixels across: 240 to the inch over the full width of the page."""

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")
_JPEG_QUALITY = 85
_SVG = "http://www.w3.org/2000/svg"
_FORBIDDEN_ELEMENTS = frozenset({"script", "foreignObject", "iframe", "audio", "video", "animate", "set"})
_UNPRINTABLE = {
    "text": "its drawing holds live text; save it with outlines instead, or as PNG",
    "image": "its drawing embeds another image; save it as PNG instead",
}
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Printable:
    """An image that any PDF may hold: its bytes, the ending of its file name, its size in pixels."""

    body: bytes
    ending: str
    width: int
    height: int


class ImageError(Exception):
    """The bytes cannot be printed; the message says why, as the end of a sentence."""


def printable(body: bytes) -> Printable:
    """The image, made safe: "png", "jpg" or "svg".

    Raises:
        ImageError: it is damaged, too large, or of no known kind.
    """
    if not body:
        raise ImageError("it is empty")
    head = body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")):
        return Printable(_clean_svg(body), "svg", WIDEST, WIDEST)
    return _clean_bitmap(body)


def _clean_bitmap(body: bytes) -> Printable:
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(body), formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ImageError(f"it is too large ({image.width} × {image.height} pixels)")
            image.draft("RGB", (WIDEST, WIDEST))  # a large JPEG is decoded at a fraction of its size
            image.load()
            upright = ImageOps.exif_transpose(image)
            small = _srgb(upright)
            small.thumbnail((WIDEST, WIDEST * 2))
            return _encoded(small, photograph=image.format in ("JPEG", "AVIF", "WEBP"))
    except UnidentifiedImageError as error:
        raise ImageError("it is not an image of a known kind") from error
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise ImageError("it is damaged") from error


def _srgb(image: Any) -> Any:
    """RGB or RGBA in the sRGB colour space, whatever the image was in."""
    from PIL import ImageCms

    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    profile = image.info.get("icc_profile")
    target = "RGBA" if has_alpha else "RGB"
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return converted if converted is not None else image.convert(target)
        except ImageCms.PyCMSError:
            pass  # a profile that cannot be read is as good as none
    return image.convert(target)


def _encoded(image: Any, *, photograph: bool) -> Printable:
    """Without metadata; with transparency, or of few colours, as PNG, else as JPEG."""
    out = io.BytesIO()
    if image.mode == "RGBA" and image.getextrema()[3][0] == 255:
        image = image.convert("RGB")
    if image.mode == "RGB" and (photograph or image.getcolors(4096) is None):
        image.save(out, "JPEG", quality=_JPEG_QUALITY, optimize=True)
        return Printable(out.getvalue(), "jpg", image.width, image.height)
    image.info.clear()
    image.save(out, "PNG")
    return Printable(out.getvalue(), "png", image.width, image.height)


def _clean_svg(body: bytes) -> bytes:
    """The drawing without scripts and anything that points outside itself."""
    if b"<!ENTITY" in body:
        raise ImageError("its drawing uses entities, which may be harmful")
    try:
        root = ET.fromstring(body)
    except ET.ParseError as error:
        raise ImageError("its drawing is damaged") from error
    if root.tag not in (f"{{{_SVG}}}svg", "svg"):
        raise ImageError("it is not a drawing")
    names = {element.tag.rpartition("}")[2] for element in root.iter() if isinstance(element.tag, str)}
    for name in names & _UNPRINTABLE.keys():
        raise ImageError(_UNPRINTABLE[name])
    ET.register_namespace("", _SVG)
    for parent in list(root.iter()):
        for child in list(parent):
            name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else "script"
            if name in _FORBIDDEN_ELEMENTS or (name == "style" and _OUTSIDE.search(child.text or "")):
                parent.remove(child)
        for attribute, value in list(parent.attrib.items()):
            name = attribute.rpartition("}")[2]
            points_outside = name == "href" and not value.startswith("#")
            if name.startswith("on") or points_outside or _OUTSIDE.search(value):
                del parent.attrib[attribute]
    return ET.tostring(root)
