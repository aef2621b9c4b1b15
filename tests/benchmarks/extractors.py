"""The other tools that find the text of an article, run as their makers offer them, to be measured beside our own.

readability-lxml is no part of the program: it is measured where it is installed (`uv pip install readability-lxml`).
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
from collections.abc import Callable, Mapping
from functools import partial

from briefing.sources import markup


def texts(body: bytes) -> dict[str, str]:
    """What each tool takes for the text of a page, "" where it finds none or gives up.

    All get the same characters: the page is decoded once, so that no tool is measured by its guess of a charset.
    """
    for name in ("trafilatura", "readability.readability", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    html = markup.decode(body)
    return {name: tool(html) for name, tool in TOOLS.items()}


def _trafilatura(html: str, *, precision: bool = False, recall: bool = False) -> str:
    import trafilatura

    found = trafilatura.extract(
        html, include_comments=False, with_metadata=False, favor_precision=precision, favor_recall=recall
    )
    return found or ""


def _readability(html: str) -> str:
    from lxml import etree

    readability = importlib.import_module("readability.readability")
    try:
        summary = str(readability.Document(html).summary(html_partial=True))
    except (readability.Unparseable, etree.LxmlError, ValueError):  # a page that is empty or no XML at all
        return ""
    return _words(summary)


def _resiliparse(html: str) -> str:
    return _words(html, main_content=True)


def _words(html: str, *, main_content: bool = False) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(html, main_content=main_content, alt_texts=False, list_bullets=False))


TOOLS: Mapping[str, Callable[[str], str]] = {
    "trafilatura": _trafilatura,
    "trafilatura precision": partial(_trafilatura, precision=True),
    "trafilatura recall": partial(_trafilatura, recall=True),
    "resiliparse": _resiliparse,
    **({"readability-lxml": _readability} if importlib.util.find_spec("readability") else {}),
}
