"""Who wrote an article: persons only. A site, an agency or a job title is not an author."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from briefing.domain.articles import Origin
from briefing.sources.byline import read_byline
from briefing.sources.linked_data import LinkedData
from briefing.sources.units import Unit, words_of

_META = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "citation_author",
    "article:author_name",
)


def read(
    tree: Any, meta: Mapping[str, Sequence[str]], linked: LinkedData, page: Sequence[Unit], outlet: str
) -> tuple[tuple[str, ...], Origin]:
    """The authors of a page and whose word it is."""
    credits = [credit.name for credit in linked.authors if credit.kind in ("Person", "")]
    sources: list[Iterable[str]] = [
        credits,
        *(meta.get(name, ()) for name in _META),
        _marked(tree),
    ]
    for source in sources:
        if names := cleaned(source, outlet):
            return names, Origin.PAGE
    for unit in page:
        if len(unit.words) <= 14 and (byline := read_byline(unit.block.text)) and byline.authors:
            return byline.authors, Origin.GUESS
    return (), Origin.UNKNOWN


def cleaned(values: Iterable[str], outlet: str) -> tuple[str, ...]:
    """The persons among some names."""
    names: dict[str, str] = {}
    for value in values:
        for name in _split(value):
            if is_person(name, outlet):
                names.setdefault(name.casefold(), name)
    return tuple(names.values())[:20]


def is_person(name: str, outlet: str) -> bool:
    """Whether a name may be a person's."""
    words = words_of(name)
    if not words or len(words) > 6 or len(name) > 60 or re.search(r"https?:|@|\.(?:com|org|net)\b|\d", name):
        return False
    return not (words == words_of(outlet) or _ORGANISATION.search(name))


_ORGANISATION = re.compile(
    r"\b(?:staff|team|editors?|editorial|newsroom|news|desk|admin(?:istrator)?|agency|press|reuters|associated|inc|llc|ltd|gmbh|corp|company|group|media|magazine|journal|times|post|university|institute|council|association|foundation|department|ministry|redaktion|rédaction|redacción|redazione|contributors?|guest|anonymous|unknown|author|user|webmaster|marketing|blog)\b",
    re.IGNORECASE,
)


def _split(value: str) -> list[str]:
    value = re.sub(r"^\s*(?:written\s+)?by\b[:\s]+", "", value, flags=re.IGNORECASE)
    return [
        part.strip(" ,.;|") for part in re.split(r"\s*(?:,|;|\||&|\band\b|\bund\b|\bet\b)\s+", value) if part.strip()
    ]


def _marked(tree: Any) -> list[str]:
    found = tree.xpath("//*[@rel='author' or @itemprop='author']")[:5]
    return [re.sub(r"\s+", " ", element.text_content()).strip()[:200] for element in found]
