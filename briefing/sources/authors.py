"""Who wrote an article: persons only. A site, an agency, a team or a job title is not an author."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from briefing.domain.articles import Origin
from briefing.domain.urls import host_of
from briefing.sources.byline import ROLE, is_name, read_byline
from briefing.sources.front import Front
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
    "cxenseparse:author",
)
_ORGANISATION = re.compile(
    r"""\b(?:staff|teams?|editors?|editorial|newsroom|news|desk|admin(?:istrator)?|agency|press|reuters|associated|inc|llc
    |ltd|gmbh|corp|company|group|media|magazine|journal|times|university|institute|council|association|foundation
    |department|ministry|redaktion|rédaction|redacción|redazione|redakcja|contributors?|guest|anonymous|unknown|author
    |user|webmaster|marketing|blog|undefined|null|none|experts|solutions|services|technologies|official|community|club
    |center|centre|network|digital|insights|studio|studios|support|reviews?|guides?|hotels?|store|shop|online)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_CREDENTIAL = re.compile(
    r"(?:[A-Z]{1,3}\.){1,4}|(?:ph\.?d|m\.?d|j\.?d|md|rd|rdn|ms|msc|mba|ma|ba|bsc|cpa|cfa|cfp|rn|lcsw|mph|dds|dvm|esq|cscs"
    r"|fand|facp|dr|mr|mrs|jr|sr|ii|iii|iv)\.?(?:\s+(?:facp|facc|phd|md|rd|mph))*",
    re.IGNORECASE,
)
_OTHER_CREDIT = re.compile(
    r"^(?:(?:medically\s+|fact[- ]?|expert\s+)?(?:updated|reviewed|edited|checked|translated|photos?|photography"
    r"|illustrations?|images?|videos?)(?:\s+and\s+\w+)?\s+by|photo|image|source|credit)\b",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"^\s*(?:(?:written|posted|published|authored|words|story|article|text)\s+)?(?:by|von|par|por|di|av|af|author|autor)"
    r"\b[:\s]+|^\s*(?:written|posted)\s*:"
    # what a link to the page of an author says
    r"|^\s*(?:(?:view|see|read|show)\s+)?(?:all|more|other)\s+(?:(?:posts|articles|stories|content)\s+)?"
    r"(?:by|about|from)\s+|^\s*(?:posts|articles|stories)\s+(?:by|from)\s+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:,|;|\||•|·|&|\n|\band\b|\bund\b|\bet\b|\bwith\b)\s+|\s+[-–—]\s+")
_AUTHOR_LABEL = re.compile(
    r"(?:^|[\s_-])(?:author|byline|writer|contributor)s?(?:[\s_-]?name)?(?=$|[\s_-])", re.IGNORECASE
)
_AUTHOR_PATH = re.compile(
    r"/(?:authors?|by|writers?|contributors?|staff|team|people|person|profiles?|columnists?|autor(?:en)?|auteurs?"
    r"|autore|redaktion|experts?|bio)/[^/?#]+|/@[\w.-]+/?$|[?&]author=",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(r"https?:|@|\.(?:com|org|net)\b|\d|[{}<>\[\]:]")


def read(
    tree: Any, meta: Mapping[str, Sequence[str]], linked: LinkedData, front: Front, outlet: str, url: str
) -> tuple[tuple[str, ...], Origin]:
    """The authors of a page and whose word it is; `front` are the lines around its title."""
    not_persons = {words_of(outlet), words_of(host_of(url)), tuple(words_of(host_of(url))[:1])}
    credits = [credit.name for credit in linked.authors if credit.kind in ("Person", "")]
    sources: list[Iterable[str]] = [credits, *(meta.get(name, ()) for name in _META), _marked(tree)]
    near = [line.unit for line in front]
    for source in [*sources, *map(_linked, near), *map(_labelled, near)]:
        if names := cleaned(source, not_persons):
            return names, Origin.PAGE
    for line in front:
        byline = read_byline(line.text)
        if byline and (names := cleaned(byline.authors, not_persons)):
            return names, Origin.GUESS
    return (), Origin.UNKNOWN


def cleaned(values: Iterable[str], not_persons: set[tuple[str, ...]]) -> tuple[str, ...]:
    """The persons among some names: without credentials, roles and other people's credits."""
    names: dict[str, str] = {}
    for value in values:
        if _OTHER_CREDIT.match(value.strip()) or len(value) > 300:
            continue
        for part in _SEPARATOR.split(_PREFIX.sub("", value)):
            name = ROLE.sub("", part or "").strip(" ,.;:|/-–—»›→")
            if part and not _OTHER_CREDIT.match(part) and _is_person(name, not_persons):
                names.setdefault(name.casefold(), name)
    return tuple(names.values())[:20]


def _is_person(name: str, not_persons: set[tuple[str, ...]]) -> bool:
    words = words_of(name)
    if not words or len(words) > 6 or not 2 <= len(name) <= 60 or _NOT_A_NAME.search(name):
        return False
    return not (words in not_persons or _ORGANISATION.search(name) or _CREDENTIAL.fullmatch(name))


def _marked(tree: Any) -> list[str]:
    """Names in elements that say in markup that they hold the author."""
    found = tree.xpath("//*[@itemprop='author' or @rel='author']")[:4]
    texts = []
    for element in found:
        inner = element.xpath(".//*[@itemprop='name']")
        texts.append(re.sub(r"\s+", " ", (inner[0] if inner else element).text_content()).strip()[:200])
    return texts


def _linked(unit: Unit) -> list[str]:
    """Names in a unit near the title that lead to the page of an author."""
    return [
        run.text for run in unit.block.runs if run.link and _AUTHOR_PATH.search(run.link) and is_name(run.text.strip())
    ]


def _labelled(unit: Unit) -> list[str]:
    """The names in a unit near the title whose element, or one just around it, has a class that says author."""
    for inner in unit.parent.iterdescendants() if len(unit.words) <= 30 else ():
        if isinstance(inner.tag, str) and _AUTHOR_LABEL.search((inner.get("class") or "")[:300]):
            text = _PREFIX.sub("", " ".join(inner.text_content().split()))
            if is_name(text):
                return [text]
    element = unit.parent
    for _ in range(3):
        if element is None:
            return []
        label = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-testid') or ''}"
        if _AUTHOR_LABEL.search(label[:300]):
            text = _PREFIX.sub("", unit.block.text)
            head = ROLE.sub("", re.split(r"\s*[|•·,]|\s[-–—]\s|\bon\b", text)[0]).strip()
            return [name for name in (head,) if is_name(name)]
        element = element.getparent()
    return []
