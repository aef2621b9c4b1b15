"""What a page says about itself in JSON-LD (schema.org). Read leniently, believed only where it is plausible."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MAX_DEPTH = 32
MAX_NODES = 5_000
_ARTICLES = re.compile(
    r"(?:\w*Article|BlogPosting|\w*Report|Report|ReviewNewsArticle|Review|LiveBlogPosting|SocialMediaPosting|Recipe|HowTo"
    r"|DiscussionForumPosting|QAPage|Question|PodcastEpisode|VideoObject|Essay)"
)
_PAGES = re.compile(r"(?:Web|Item|Profile|About|FAQ|Collection|Medical)?\w*Page")
_BESIDE = re.compile("VideoObject|Review|Recipe|Question|PodcastEpisode")
"""Nodes that a page more often carries beside its article than as its article."""

_UNDATED = re.compile("VideoObject|Review")
_ORGANISATION = re.compile(
    r"\w*(?:Organization|Corporation|Business|Store|Service|Agency|Clinic|Dentist|Attorney|Brand)"
)
_PERSON = "Person"
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)


@dataclass(frozen=True, slots=True)
class Credit:
    """A name with what the page calls it. `kind` is "Person", "Organization" or another type, "" when unsaid."""

    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class LinkedData:
    """What the JSON-LD of a page says about its main article; "" or () where it is silent.

    Attributes:
        dated_as_article: the date is that of an article, not that of a page, a video or a review on it.
        kinds: the types of the outermost nodes, such as "Product" or "NewsArticle".
        organisations: the names of what the page calls a company, a shop and the like, and not a person as well.
    """

    is_article: bool = False
    dated_as_article: bool = False
    kinds: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    headline: str = ""
    authors: tuple[Credit, ...] = ()
    published: str = ""
    outlet: str = ""
    language: str = ""
    body: str = ""
    paid: bool = False


def read(blocks: Sequence[str]) -> LinkedData:
    """The article that some JSON-LD blocks describe."""
    loaded = [_load(block) for block in blocks]
    nodes = [node for data in loaded for node in _nodes(data)][:MAX_NODES]
    kinds = frozenset(kind for data in loaded for node in _outermost(data) for kind in _kinds(node))
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    articles = [node for node in nodes if _is(node, _ARTICLES)]
    articles.sort(key=lambda node: -_worth(node))
    pages = [node for node in nodes if _is(node, _PAGES)]
    chosen = [*articles[:1], *pages[:1]]
    organisations = frozenset(_name(node) for node in nodes if _is(node, _ORGANISATION) and _PERSON not in _kinds(node))
    if not chosen:
        return LinkedData(outlet=_site(nodes), kinds=kinds, organisations=organisations)
    first = chosen[0]
    return LinkedData(
        is_article=bool(articles),
        dated_as_article=bool(articles and first.get("datePublished") and not _is(first, _UNDATED)),
        kinds=kinds,
        organisations=organisations,
        headline=_text(first.get("headline")) or _text(first.get("name")),
        authors=tuple(_credits(first.get("author") or first.get("creator"), by_id)),
        published=next((date for node in chosen if (date := _text(node.get("datePublished")))), ""),
        outlet=_site(nodes) or _name(_resolved(first.get("publisher"), by_id)),
        language=next((lang for node in chosen if (lang := _language(node.get("inLanguage")))), ""),
        body=_body(first),
        paid=str(first.get("isAccessibleForFree")).lower() == "false",
    )


def _load(block: str) -> Any:
    text = _WRAPPING.sub("", block.strip()).strip().rstrip(";")
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in the data, outer before inner, to a depth of 32."""
    waiting = [(data, 0)]
    while waiting:
        item, depth = waiting.pop(0) if len(waiting) < 100 else waiting.pop()
        if isinstance(item, dict):
            yield item
        if depth < MAX_DEPTH:
            children = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
            waiting += [(child, depth + 1) for child in children if isinstance(child, dict | list)]


def _outermost(data: Any) -> list[dict[str, Any]]:
    """The objects that a block names side by side."""
    found = []
    for item in data if isinstance(data, list) else [data]:
        graph = item.get("@graph") if isinstance(item, dict) else None
        found += graph if isinstance(graph, list) else [item]
    return [item for item in found if isinstance(item, dict)]


def _kinds(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [
        kind.rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)
    ]


def _is(node: Mapping[str, Any], types: re.Pattern[str]) -> bool:
    return any(types.fullmatch(kind) for kind in _kinds(node))


def _worth(node: Mapping[str, Any]) -> int:
    """How much an article node says: a page names many, of which one is the page's own."""
    weights = {"articleBody": 3, "headline": 3, "datePublished": 2, "author": 2, "mainEntityOfPage": 2, "publisher": 1}
    own = 0 if _is(node, _BESIDE) else 4
    return own + sum(weight for key, weight in weights.items() if node.get(key))


def _credits(value: Any, by_id: Mapping[str, dict[str, Any]]) -> Iterator[Credit]:
    for item in (value if isinstance(value, list) else [value])[:50]:
        item = _resolved(item, by_id)
        if name := _name(item):
            kind = item.get("@type", "") if isinstance(item, dict) else ""
            kind = kind[0] if isinstance(kind, list) and kind else kind
            yield Credit(name, kind if isinstance(kind, str) else "")


def _resolved(value: Any, by_id: Mapping[str, dict[str, Any]]) -> Any:
    if isinstance(value, dict) and not value.get("name") and "@id" in value:
        return by_id.get(str(value["@id"]), value)
    return value


def _name(value: Any) -> str:
    if isinstance(value, list):
        return _name(value[0]) if value else ""
    if isinstance(value, dict):
        name = value.get("name") or " ".join(
            _text(value.get(part)) for part in ("givenName", "familyName") if value.get(part)
        )
        return _name(name) if isinstance(name, list) else _text(name)
    return _text(value)


def _site(nodes: Sequence[Mapping[str, Any]]) -> str:
    return next((name for node in nodes if node.get("@type") == "WebSite" and (name := _name(node))), "")


def _language(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return _text(value.get("alternateName") or value.get("name")) if isinstance(value, dict) else _text(value)


def _body(node: Mapping[str, Any]) -> str:
    value = node.get("articleBody") or node.get("text") or node.get("reviewBody")
    text = html.unescape(value) if isinstance(value, str) else ""
    return re.sub(r"</?\w[^>]{0,500}>", "\n", text)


def plain(text: str) -> str:
    """Text without tags, entities and needless spaces."""
    text = html.unescape(re.sub(r"<[^>]{0,500}>", "", html.unescape(text[:2000])))
    return re.sub(r"\s+", " ", text).strip()


def _text(value: Any) -> str:
    return plain(value) if isinstance(value, str) else ""
