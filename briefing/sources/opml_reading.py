"""Lists of feeds (OPML 1.0 to 2.0) to subscriptions. Only the worker process imports this.

Attribute names are matched in any letter case, and an ampersand or a quotation mark that stands alone is read as one:
many of the programs that write these files get them wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from briefing.domain.errors import CaptureError
from briefing.domain.feeds import FOLDER_SEPARATOR, Subscription
from briefing.domain.urls import is_web_url, url_key
from briefing.sources import markup

MAX_OUTLINES = 20_000
MAX_DEPTH = 200

_LONE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z]\w{1,30};)")
_LONE_QUOTE = re.compile(r"""(?<!=)"(?!\s+[\w:]+\s*=\s*["']|\s*/?\??>)""")
_DESCRIPTION = re.compile(r"""\sdescription="[^\n]{0,5000}?"(?=\s+(?:xmlUrl|htmlUrl|type|version)=")""", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,100000}\]\s*)?>", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_NO_LIST = (
    "This file is no list of feeds (OPML). Export your subscriptions as OPML from your feed reader and open that."
)


@dataclass(frozen=True, slots=True)
class Found:
    """The subscriptions of a list, each once. `repeated`: outlines with the address of one before."""

    entries: tuple[Subscription, ...]
    repeated: int = 0


def parse(body: bytes) -> Found:
    """The subscriptions that a list names.

    Raises:
        CaptureError: it is no such list, or names no feed.
    """
    root = _root(body)
    found: dict[str, Subscription] = {}
    repeated = outlines = 0
    stack: list[tuple[Any, tuple[str, ...]]] = [(child, ()) for child in reversed(root)]
    while stack and outlines < MAX_OUTLINES:
        element, folders = stack.pop()
        if not isinstance(element.tag, str):
            continue
        outlines += 1
        attributes = {name.lower(): " ".join(value.split()) for name, value in element.attrib.items()}
        title = attributes.get("title") or attributes.get("text") or ""
        if address := _address(attributes.get("xmlurl", "")):
            entry = Subscription(
                address, title, FOLDER_SEPARATOR.join(folders), _address(attributes.get("htmlurl", ""))
            )
            repeated += url_key(address) in found
            found.setdefault(url_key(address), entry)
        is_folder = _name(element) == "outline" and "xmlurl" not in attributes and title
        inner = (*folders, title.replace(FOLDER_SEPARATOR, "∕")) if is_folder and len(folders) < MAX_DEPTH else folders
        stack += [(child, inner) for child in reversed(element)]
    if not found:
        raise CaptureError("This list names no feed. Export your subscriptions as OPML from your feed reader.")
    return Found(tuple(found.values()), repeated)


def _root(body: bytes) -> Any:
    import lxml.etree

    text = _DOCTYPE.sub("", markup.decode(body))
    text = _LONE_AMPERSAND.sub("&amp;", _DECLARATION.sub("", text))
    repaired = _LONE_QUOTE.sub("&quot;", _DESCRIPTION.sub("", text))
    for recover, attempt in ((False, text), (True, repaired)):
        parser = lxml.etree.XMLParser(recover=recover, resolve_entities=False, no_network=True, huge_tree=False)
        try:
            root = lxml.etree.fromstring(attempt.encode("utf-8", "replace"), parser=parser)
            break
        except (lxml.etree.LxmlError, ValueError):
            root = None
    if root is None or _name(root) != "opml":
        raise CaptureError(_NO_LIST)
    return root


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _address(text: str) -> str:
    """A web address; `feed:` and `feed://` before it are left out."""
    address = re.sub(r"^feed:(?://(?!/))?(?=https?:)", "", text, flags=re.IGNORECASE)
    address = re.sub(r"^feed://", "http://", address, flags=re.IGNORECASE)
    return address if is_web_url(address) else ""
