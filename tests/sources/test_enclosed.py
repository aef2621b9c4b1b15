"""Saved pages keep the pictures that they bring along, and reach for nothing else."""

from __future__ import annotations

import base64
import time
from pathlib import Path

import pytest

from briefing.domain.articles import Capture
from briefing.domain.text import Block, BlockKind
from briefing.sources import documents, enclosed
from tests.sources.server import page_with, picture


def data(body: bytes) -> str:
    """A picture as an address that holds it."""
    return "data:image/png;base64," + base64.b64encode(body).decode()


def images(capture: Capture) -> list[Block]:
    return [block for block in capture.text.blocks if block.kind is BlockKind.IMAGE]


def noisy(width: int, height: int) -> bytes:
    """A picture that hardly gets smaller by packing."""
    import io
    import random

    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), random.Random(7).randbytes(width * height * 3)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("body", [picture(100, 80), noisy(300, 200)], ids=["small", "180 kB"])
def test_a_picture_written_into_the_page_is_kept(tmp_path: Path, body: bytes) -> None:
    page = tmp_path / "tides.html"
    page.write_bytes(page_with([data(body)]))
    found = documents.capture_file(page)
    assert [kept.body for kept in found.pictures] == [body]
    assert images(found)[0].sha256 == found.pictures[0].sha256
    assert images(found)[0].source == ""
    assert images(found)[0].alt == "Chart 0"
    assert found.snapshot is not None
    assert found.snapshot.body == page.read_bytes()


def test_a_place_holder_gives_way_to_the_address_behind_it_only_when_that_can_be_fetched(tmp_path: Path) -> None:
    body = page_with([data(picture(60, 50))]).replace(b"<img ", b"<img data-src='https://far.example/a.jpg' ")
    fetched = documents.capture_bytes(body, url="https://tides.example/")
    assert [(block.source, block.sha256) for block in images(fetched)] == [("https://far.example/a.jpg", "")]
    page = tmp_path / "tides.html"
    page.write_bytes(body)
    saved = documents.capture_file(page, url="https://tides.example/")
    assert images(saved)[0].sha256


def test_the_folder_beside_a_saved_page_gives_its_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "My tides_files"
    folder.mkdir()
    (folder / "a b.png").write_bytes(picture(200, 100))
    page = tmp_path / "My tides.html"
    page.write_bytes(page_with(["./My%20tides_files/a%20b.png", "My tides_files/gone.png"]))
    found = documents.capture_file(page, url="https://tides.example/")
    assert [bool(block.sha256) for block in images(found)] == [True, False]
    assert found.pictures[0].body == picture(200, 100)


@pytest.mark.parametrize(
    "address",
    [
        "secret.png",
        "../secret.png",
        "page_files/../secret.png",
        "page_files/link.png",
        "other/secret.png",
        "/etc/hosts",
    ],
)
def test_no_other_file_of_this_computer_is_read(tmp_path: Path, address: str) -> None:
    for place in ("", "inner", "inner/other", "inner/page_files"):
        (tmp_path / place).mkdir(exist_ok=True)
    for place in ("secret.png", "inner/secret.png", "inner/other/secret.png"):
        (tmp_path / place).write_bytes(picture(200, 100))
    (tmp_path / "inner/page_files/link.png").symlink_to(tmp_path / "secret.png")
    page = tmp_path / "inner" / "page.html"
    page.write_bytes(page_with([address]))
    assert not documents.capture_file(page).pictures


def test_a_page_that_singlefile_saved_shares_its_pictures(tmp_path: Path) -> None:
    stand_in = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="100" height="80"><rect/></svg>'
    shown = f"<img src='{stand_in}' alt='Chart' style='background-image:var(--sf-img-3)!important'>"
    style = f'<style>:root{{--sf-img-3: url("{data(picture(100, 80))}")}}</style></head>'
    body = page_with(["X"]).replace(b"<img src='X' alt='Chart 0'>", shown.encode()).replace(b"</head>", style.encode())
    page = tmp_path / "tides.html"
    page.write_bytes(body)
    assert [kept.body for kept in documents.capture_file(page).pictures] == [picture(100, 80)]


def test_a_counter_in_a_file_goes(tmp_path: Path) -> None:
    page = tmp_path / "tides.html"
    page.write_bytes(page_with([data(picture(1, 1)), data(picture(90, 90))]))
    found = documents.capture_file(page)
    assert [block.alt for block in images(found)] == ["Chart 1"]


@pytest.mark.parametrize(
    "address", ["data:image/png;base64,AAAA", "data:image/png;base64,%%%", "data:image/svg+xml;base64,PHN2Zy8+"]
)
def test_what_is_no_picture_is_left_where_it_is(address: str) -> None:
    body = page_with([address])
    assert enclosed.set_aside(body, is_file=True) == (body, {})


@pytest.mark.parametrize(
    "body",
    [
        b"<img src='" * 200_000,
        b"<img " + b"a" * 20_000_000,
        b"<img" + b" " * 20_000_000,
        b"<img a=1 " * 500_000,
        b"<img " + b"a " * 2_000_000,
        b"<img " + b" ".join(b"a%d" % n for n in range(1_000_000)),
        b"<img src=data:image/png;base64," + b"A" * 20_000_000,
        b"<img src='data:image/png;base64,QUFB'>" * 100_000,
        b"--sf-img-1:url(data:image/png;base64,<img>" * 100_000,
    ],
    ids=[
        "open quotes",
        "long name",
        "spaces",
        "many",
        "one name",
        "many names",
        "one large",
        "broken ones",
        "variables",
    ],
)
def test_pages_made_to_hold_us_up_do_not(body: bytes) -> None:
    began = time.monotonic()
    enclosed.set_aside(body, is_file=True)
    assert time.monotonic() - began < 5
