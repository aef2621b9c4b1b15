"""Images made safe: sRGB, modest size, nothing but pixels or plain shapes."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from briefing.export.images import MAX_PIXELS, WIDEST, ImageError, printable
from tests.export import fixtures

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    """The image as a file."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_common_forms_are_printed(form: str) -> None:
    image = printable(encoded(Image.new("RGB", (40, 30), "teal"), form))
    assert (image.width, image.height) == (40, 30)
    assert Image.open(io.BytesIO(image.body)).mode in ("RGB", "P", "L")


def test_print_colours_become_screen_colours() -> None:
    image = printable(fixtures.jpeg("CMYK"))
    assert Image.open(io.BytesIO(image.body)).mode == "RGB"


def test_a_profile_is_applied_and_dropped() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = printable(encoded(Image.new("RGB", (20, 20), "red"), "JPEG", icc_profile=profile))
    assert "icc_profile" not in Image.open(io.BytesIO(image.body)).info


def test_transparency_is_kept() -> None:
    image = printable(encoded(Image.new("RGBA", (20, 20), (255, 0, 0, 90)), "PNG"))
    assert image.ending == "png"
    assert Image.open(io.BytesIO(image.body)).mode == "RGBA"


def test_a_large_picture_is_made_smaller() -> None:
    image = printable(encoded(Image.new("RGB", (4000, 1000), "teal"), "JPEG"))
    assert image.width <= WIDEST


def test_a_picture_on_its_side_is_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = printable(encoded(Image.new("RGB", (40, 30), "teal"), "JPEG", exif=exif))
    assert (image.width, image.height) == (30, 40)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "it is empty"),
        (b"GIF89a", "it is not an image of a known kind"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "it is not an image of a known kind"),
        (fixtures.chart_png()[:400], "it is damaged"),
        (SVG.format("<text>word</text>").encode(), "its drawing holds live text"),
        (SVG.format('<image href="file:///etc/passwd"/>').encode(), "its drawing embeds another image"),
        (
            b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
            "its drawing uses entities",
        ),
        (b"<svg", "its drawing is damaged"),
        (b"<?xml version='1.0'?><html/>", "it is not a drawing"),
    ],
)
def test_what_cannot_be_printed_says_why(body: bytes, reason: str) -> None:
    with pytest.raises(ImageError, match=reason):
        printable(body)


def test_a_bomb_is_not_decoded() -> None:
    side = int(MAX_PIXELS**0.5) + 10
    with pytest.raises(ImageError, match="it is too large"):
        printable(encoded(Image.new("1", (side, side)), "PNG"))


def test_a_drawing_loses_what_points_outside() -> None:
    hostile = SVG.format(
        '<script>alert(1)</script><style>@import url(https://x.y/z.css)</style><a href="https://x.y" onclick="x()">'
        '<rect width="5" height="5" fill="url(https://x.y/f)" style="fill:red"/></a><use href="#a"/>'
    )
    image = printable(hostile.encode())
    assert image.ending == "svg"
    for word in (b"script", b"import", b"https://x.y", b"onclick", b"alert"):
        assert word not in image.body
    assert b"rect" in image.body
    assert b'href="#a"' in image.body
