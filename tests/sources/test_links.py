"""Lists of addresses, as programs export and people write them."""

from __future__ import annotations

import time

import pytest

from briefing.sources.links import MAX_LINKS, Link, is_list, links_in

A, B = "https://harbour.example/tides", "https://harbour.example/markets?id=7"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{A}\n{B}\n", [Link(A), Link(B)]),
        (f"  {A}  \r\n\r\n{B}", [Link(A), Link(B)]),
        (f"{A} {B}", [Link(A), Link(B)]),
        (f"{A} | Tides and markets | Harbour Daily\n{B} | Markets", [
            Link(A, "Tides and markets | Harbour Daily"), Link(B, "Markets")]),
        (f"- [Tides [and] markets]({A})", [Link(A)]),
        (f"* [Tides]({A}) and [Markets]({B} \"a title\")", [Link(A, "Tides"), Link(B, "Markets")]),
        (f"1. {A}\n2) <{B}>", [Link(A), Link(B)]),
        (f"See {A}, then ({B}). Or www.tides.example/x!", [Link(A), Link(B), Link("https://www.tides.example/x")]),
        ("https://en.example/wiki/Tide_(sea)", [Link("https://en.example/wiki/Tide_(sea)")]),
        ("(https://en.example/wiki/Tide_(sea))", [Link("https://en.example/wiki/Tide_(sea)")]),
        ("“https://en.example/a”; «https://en.example/b»", [Link("https://en.example/a"), Link("https://en.example/b")]),
        ("ask me@www.example.com or ftp://x.example/ or javascript:alert(1)", []),
        ("Nothing here.", []),
        ("", []),
        (f"{A}\n{A}", [Link(A), Link(A)]),
    ],
)  # fmt: skip
def test_addresses_are_found_in_their_order(text: str, found: list[Link]) -> None:
    assert links_in(text) == found


def test_bookmarks_of_a_browser() -> None:
    text = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
<DL><p><DT><H3 ADD_DATE="1">News</H3><DL><p>
<DT><A HREF="{A}" ADD_DATE="1" ICON="data:image/png;base64,AAAA">Tides &amp; markets</A>
<DT><A HREF="{B.replace("?", "?x=1&amp;")}" LAST_MODIFIED="2">Markets</A>
<DT><A HREF="javascript:alert(1)">A bookmarklet</A>
<DT><A HREF="place:sort=8">Recent</A>
</DL><p></DL>"""
    assert links_in(text) == [Link(A, "Tides & markets"), Link(B.replace("?", "?x=1&"), "Markets")]
    assert is_list(text)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (f"{A}\n\n{B}", True),
        (f"{A} | Tides\n{B} | Markets", True),
        (f"- {A}\n- [Markets]({B})", True),
        (f"www.tides.example/x {A}", True),
        (f"Tides rose again, says {A}\n{B}", False),
        (f"{A}\nTides rose again.", False),
        ("Tides rose again.", False),
        ("", False),
    ],
)
def test_a_list_is_told_from_a_text_that_names_addresses(text: str, answer: bool) -> None:
    assert is_list(text) is answer


@pytest.mark.parametrize(
    "text",
    [
        "[" * 300_000,
        "[a](https://x.example/" * 30_000,
        "https://" * 100_000,
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>" + "<A " * 100_000,
        "| " * 200_000,
        "https://x.example/" + ")" * 200_000,
        "https://x.example/a\n" * 50_000,
    ],
    ids=["brackets", "open links", "schemes", "open tags", "strokes", "closing brackets", "many"],
)
def test_lists_made_to_hold_us_up_do_not(text: str) -> None:
    began = time.monotonic()
    assert len(links_in(text)) <= MAX_LINKS
    is_list(text)
    assert time.monotonic() - began < 3
