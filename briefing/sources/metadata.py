"""What a page says about itself: title, authors, outlet, date, language, address, each with whose word it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefing.domain.articles import Origin
from briefing.domain.urls import host_of, is_web_url, safe_link
from briefing.sources import authors, linked_data, published
from briefing.sources.front import around_title
from briefing.sources.inline import runs_of
from briefing.sources.language import guess_language, tag
from briefing.sources.linked_data import LinkedData
from briefing.sources.markup import Markup
from briefing.sources.units import Unit, words_of

_SEPARATORS = r"[|•·»«›‹:–—]|\s[-/]\s|\s::\s"
_TITLES = ("og:title", "twitter:title", "dc:title", "dc.title", "dcterms.title", "parsely-title")
_COUNTER = re.compile(r"\(\d{1,3}\+?\)\s+(?=\S)")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The facts about an article. Empty where the page does not say.

    Attributes:
        page_type: what OpenGraph calls the page, such as "article". tier: who may read it, as in "metered".
        dated: its machine-readable part dates it as an article, whether or not that date is certain.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    linked: LinkedData = field(default_factory=LinkedData)
    page_type: str = ""
    tier: str = ""
    dated: bool = False


def read(tree: Any, markup: Markup, page: Sequence[Unit], url: str) -> Metadata:
    """The metadata of a page that was found at `url` ("" when that is not known)."""
    linked = linked_data.read(markup.linked_data)
    meta = _meta(tree)
    outlet = _outlet(meta, linked)
    address = _canonical(tree, meta, url)
    title = _title(tree, meta, linked, outlet or host_of(address), address)
    front = around_title(page, title)
    names, names_origin = authors.read(tree, meta, linked, front, outlet, address)
    credited = bool(names or linked.authors)
    date, date_origin = published.read(tree, meta, linked, page, front, address, credited=credited)
    language, language_origin = _language(tree, meta, linked, page)
    origins = {
        "title": Origin.PAGE if title else Origin.UNKNOWN,
        "authors": names_origin,
        "outlet": Origin.PAGE if outlet else Origin.GUESS if host_of(address) else Origin.UNKNOWN,
        "published": date_origin,
        "language": language_origin,
    }
    return Metadata(
        title,
        names,
        outlet or host_of(address),
        date,
        language,
        address,
        origins,
        linked,
        page_type=first(meta, "og:type").lower(),
        dated=date_origin is Origin.PAGE or published.is_stated(tree, meta, linked, page),
        tier=first(meta, "article:content_tier").lower(),
    )


def read_head(head: str, url: str) -> Metadata:
    """What can be told from the first bytes of a page alone, without a parser, when the page broke every limit."""

    def content(*names: str) -> str:
        for name in names:
            pattern = rf"<meta[^>]{{0,300}}(?:property|name)\s*=\s*[\"']{re.escape(name)}[\"'][^>]{{0,300}}>"
            if (tag := re.search(pattern, head, re.IGNORECASE)) and (
                value := re.search(r"content\s*=\s*(?:\"([^\"]{1,500})\"|'([^']{1,500})')", tag[0])
            ):
                return linked_data.plain(value[1] or value[2])
        return ""

    found = re.search(r"<title[^>]{0,200}>([^<]{1,500})<", head, re.IGNORECASE)
    title = content("og:title", "twitter:title") or _without_counter(linked_data.plain(found[1]) if found else "", [])
    outlet = content("og:site_name")
    return Metadata(
        title=title,
        outlet=outlet or host_of(url),
        url=url,
        origins={"title": Origin.PAGE if title else Origin.UNKNOWN, "outlet": Origin.PAGE if outlet else Origin.GUESS},
    )


def _meta(tree: Any) -> dict[str, list[str]]:
    """The contents of all meta elements by their name or property, case folded."""
    found: dict[str, list[str]] = {}
    for element in list(tree.iter("meta"))[:2000]:
        content = (element.get("content") or element.get("value") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            for name in (element.get(attribute) or "").lower().split() if content else ():
                found.setdefault(name, []).append(linked_data.plain(content))
    return found


def first(meta: Mapping[str, Sequence[str]], *names: str) -> str:
    """The first value of the first of these names that has one."""
    return next((value for name in names for value in meta.get(name, ()) if value), "")


def _outlet(meta: Mapping[str, Sequence[str]], linked: LinkedData) -> str:
    outlet = (
        first(meta, "og:site_name") or linked.outlet or first(meta, "application-name", "publisher", "dc.publisher")
    )
    outlet = outlet.strip(" |-–—")
    return "" if len(outlet) > 80 or is_web_url(outlet) else outlet


def _canonical(tree: Any, meta: Mapping[str, Sequence[str]], url: str) -> str:
    """The address for everyone. A page that names another site or a whole site as its address is not believed."""
    named = [
        link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for address in [*named[:1], first(meta, "og:url")]:
        absolute = safe_link(address, url) if address else ""
        if not is_web_url(absolute):
            continue
        if not url or (_site(absolute) == _site(url) and (_path(absolute) or not _path(url))):
            return absolute
    return url if is_web_url(url) else ""


def _site(url: str) -> str:
    return ".".join(host_of(url).split(".")[-2:])


def _path(url: str) -> str:
    return re.sub(r"^https?://[^/?#]*", "", url, flags=re.IGNORECASE).strip("/")


def _title(tree: Any, meta: Mapping[str, Sequence[str]], linked: LinkedData, outlet: str, url: str) -> str:
    """The page's own headline: a heading that other parts of the page confirm, else what they say."""
    element = tree.find(".//head/title")
    if element is None:
        element = tree.find(".//title")
    headings = [text for h1 in list(tree.iter("h1"))[:20] if (text := _headline(h1)) and len(text) < 400]
    named = [first(meta, name) for name in _TITLES]
    document = _without_counter(_squeezed(element.text_content() if element is not None else ""), [*named, *headings])
    said = [text for text in (linked.headline, *named, document) if text]
    if len(headings) == 1 and all(_is_site(text, outlet, url) for text in said):
        return headings[0]
    without_site = [_without_site(text, outlet) for text in said]
    short = _without_site(document, outlet)
    sites = {_folded(outlet), _folded(document.replace(short, "", 1)) if short in named else ""}
    headings = [text for text in headings if _folded(text) not in sites or len(headings) == 1]
    if found := _confirmed(headings, without_site, said):
        return found
    if len(headings) == 1 and any(_shared(headings[0], text) >= 0.4 for text in said):
        return headings[0]
    return next((title for title in without_site if title), "") or (headings[0] if headings else "")


def _confirmed(headings: Sequence[str], *confirming: Sequence[str]) -> str:
    """The first heading that the first of these texts are or have in them; "" for none."""
    for texts in confirming:
        for heading in headings:
            folded = _folded(heading)
            if folded and any(
                folded == _folded(text) or (len(folded) > 8 and folded in _folded(text)) for text in texts
            ):
                return heading
    return ""


def _is_site(text: str, outlet: str, url: str) -> bool:
    """Whether a title only names the site, on another page than its front page."""
    named = _folded(text) == _folded(outlet) or "".join(words_of(text)) in host_of(url).split(".")
    return named and bool(_path(url))


def _headline(heading: Any) -> str:
    """The text of a first-level heading; "" for one that is only the name of the site, linked to its front page."""
    text = _squeezed("".join(run.text for run in runs_of(heading))).rstrip(" ¶")
    for link in heading.iter("a"):
        path = _path(link.get("href") or "x").partition("?")[0]
        if not path and len("".join(link.itertext()).strip()) * 2 > len(text):
            return ""
    return text


def _without_counter(document: str, others: Sequence[str]) -> str:
    """The title of a document without the number of unread messages that a script put before it, as in "(4) Name".

    A number that other titles on the page have belongs to them.
    """
    counter = _COUNTER.match(document)
    if not counter or any(other.startswith(counter[0].strip()) for other in others):
        return document
    return document[counter.end() :]


def _without_site(text: str, outlet: str) -> str:
    """A title without the name of its site at the end or the beginning."""
    site = _folded(outlet)
    parts = re.split(f"({_SEPARATORS})", text)
    if len(parts) < 3:
        return text
    for rest, name in ((parts[:-2], parts[-1]), (parts[2:], parts[0])):
        folded = _folded(name)
        if folded and site and (folded in site or site in folded) and len(folded) < 60 and "".join(rest).strip():
            return "".join(rest).strip()
    last_mark = parts[-2].strip()
    if last_mark in "|•·»«›‹" and len(parts[-1].split()) <= 5 and len("".join(parts[:-2]).split()) >= 3:
        return "".join(parts[:-2]).strip()
    return text


def _language(
    tree: Any, meta: Mapping[str, Sequence[str]], linked: LinkedData, page: Sequence[Unit]
) -> tuple[str, Origin]:
    root = tree.getroottree().getroot()
    said = [root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "", linked.language]
    said += [first(meta, "content-language", "language", "dc.language"), first(meta, "og:locale")]
    for text in said:
        if match := _LANGUAGE.match(text.strip()):
            return tag(match[0]), Origin.PAGE
    guess = guess_language(" ".join(unit.block.text for unit in page)[:20_000])
    return (guess, Origin.GUESS) if guess else ("", Origin.UNKNOWN)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _folded(text: str) -> str:
    return " ".join(words_of(text))


def _shared(one: str, other: str) -> float:
    words, others = set(words_of(one)), set(words_of(other))
    return len(words & others) / max(1, len(words))
