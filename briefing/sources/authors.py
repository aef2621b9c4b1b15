"""Who wrote an article: persons only. A site, an agency, a team or a job title is not an author."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from briefing.domain.articles import Origin
from briefing.domain.urls import host_of
from briefing.sources.byline import ROLE, is_name, read_byline
from briefing.sources.front import Front, Line
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
    |center|centre|network|digital|insights|studio|studios|support|reviews?|guides?|hotels?|store|shop|online|strategies|agency|care|dental|clinic|consulting|software|systems|labs
    |publisher|agencies|agencias?|kitchens?|anonym|anonyme|anónimo|presse|pressestelle|noticias|verein
    |diakonie|caritas|rotes\ kreuz|auswärtiges\ amt|sekretariat|departement|département|ministère|ministerio|ministero
    |\w*(?:ministerium|verband|anstalt|behörde|stiftung|zeitung|verlag|nachrichten|fraktion|partei)
    |wordpress\w*)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_COMPANY = re.compile(r"(?:dpa|afp|apa|efe)|cc(?:[ -]by.*)?|.*\s(?:ag|kg|gbr|e\.\s?v\.?)", re.IGNORECASE)
"""A news agency, a licence, and what ends as the names of companies and societies do; the letters may begin a name."""

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
    r"|^\s*(?:zeige\s+)?alle\s+(?:beiträge|artikel)\s+von\s+|^\s*(?:eingestellt|geschrieben|verfasst|veröffentlicht)\s+von\s+"
    r"|^\s*(?:publié|écrit)\s+par\s+|^\s*(?:publicado|escrito)\s+por\s+|^\s*(?:pubblicato|scritto)\s+da\s+"
    r"|^\s*(?:(?:view|see|read|show)\s+)?(?:all|more|other)\s+(?:(?:posts|articles|stories|content)\s+)?"
    r"(?:by|about|from)\s+|^\s*(?:posts|articles|stories)\s+(?:by|from)\s+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:,|;|\||•|·|&|\n|\band\b|\bund\b|\bet\b|\bwith\b)\s+|\s+[-–—]\s+")
_AUTHOR_LABEL = re.compile(
    r"(?:^|[\s_-])(?:author|byline|writer|contributor)s?(?:[\s_-]?name)?(?=$|[\s_-])", re.IGNORECASE
)
_AUTHOR_PATH = re.compile(
    r"/(?:authors?|by|writers?|contributors?|staff|team|people|person|profiles?|userprofile|columnists?|producers?|journalists?|reporters?|members?|u|autor(?:en)?|auteurs?"
    r"|autore|redaktion|experts?|bio)/[^/?#]+|/@[\w.-]+/?$|[?&]author=",
    re.IGNORECASE,
)
_NO_START = re.compile(
    r"(?:the|view|see|full|more|all|about|meet|follow|show|share|home|revised|edited|zeige|afficher|voir)\b",
    re.IGNORECASE,
)
"""How the words of a button or link begin, and the name of a troupe or a site."""

_TASK = re.compile(r"\b\w+:\s")
"""Who did what, as in "design: Ada Quill, code: Bo Marsh": not who wrote the text."""

_BARE_LABEL = re.compile(
    r"(?:(?:written|posted|published|authored|article|post|words|story)\s+)?(?:by|von|par|por|di|door|autor(?:in)?"
    r"|authors?)\s*:?",
    re.IGNORECASE,
)
_CARD_LABEL = re.compile(
    r"(?:written|posted|interview)\s+by|author|verfasst\s+von|geschrieben\s+von|écrit\s+par|escrito\s+por|scritto\s+da",
    re.IGNORECASE,
)
_NEAR = 6
"""Lines from the title within which a byline is that of the article, whatever the site's accounts say."""

_PERSONAL_WORDS = 3
_MAX_NAMES = 80
"""Code points of a line that a label calls names."""

_COMMENT = re.compile(r"\bcomment", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"https?:|@|\.(?:com|org|net)\b|\d|[{}<>\[\]:]|^www\.|^\S+\.[a-z]{2,4}$")
_INSTITUTION = re.compile(
    r"""(?:ministerium|departement|département|department|anstalt|amt|institut|ministry)\s+(?:für|for|of|de|des|der)\b
    |,\s*(?:germany|deutschland|austria|österreich|switzerland|schweiz|suisse|france|italy|italia|spain|españa|usa
    |united\s+(?:states|kingdom)|uk)\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
"""What names an office whose name would fall into parts at its "and", or ends as the address of a publisher does."""

_TWICE = re.compile(r"^(.{5,})\1$")
"""A name for wide screens and again for narrow ones."""


def read(
    tree: Any, meta: Mapping[str, Sequence[str]], linked: LinkedData, front: Front, outlet: str, url: str
) -> tuple[tuple[str, ...], Origin]:
    """The authors of a page and whose word it is; `front` are the lines around its title."""
    not_persons = {words_of(outlet), words_of(host_of(url)), tuple(words_of(host_of(url))[:1])}
    not_persons.update(map(words_of, linked.organisations))
    credits = [credit.name for credit in linked.authors if credit.kind in ("Person", "")]
    sources: list[Iterable[str]] = [credits, *(_in_order(name, meta.get(name, ())) for name in _META)]
    sources += [_marked(tree), _carded(meta)]
    if _is_personal(outlet, linked) and any(words_of(outlet) == words_of(name) for names in sources for name in names):
        not_persons.discard(words_of(outlet))
    near = [line.unit for line in front]
    every = [*sources, *map(_linked, near), *map(_labelled, near)]
    told = next((names for source in every if (names := cleaned(source, not_persons))), ())
    lines = [(line, names) for line in front if (names := cleaned(_written_by(line), not_persons))]
    if told:
        signed = next((names for line, names in lines if line.distance <= _NEAR), ())
        return (told if _among(signed, told) else signed), Origin.PAGE
    return (lines[0][1], Origin.GUESS) if lines else ((), Origin.UNKNOWN)


def _is_personal(outlet: str, linked: LinkedData) -> bool:
    """Whether a site may have the name of the person who writes it; a company often has the form of a name, too."""
    return (
        len(outlet.split()) <= _PERSONAL_WORDS
        and is_name(outlet)
        and not _NO_START.match(outlet)
        and outlet not in linked.organisations
    )


def _in_order(name: str, values: Sequence[str]) -> list[str]:
    """The values of a meta element; libraries write each author with the family name first, as in "Quill, Ada"."""
    if name != "citation_author":
        return list(values)
    return [re.sub(r"^([^,]+),\s*([^,]+)$", r"\2 \1", value) for value in values]


def _among(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether all of these persons are among the others; a title or a second name more makes nobody another."""
    known = [set(words_of(other)) for other in others]
    return all(any(words <= set(words_of(name)) or set(words_of(name)) <= words for words in known) for name in names)


def _written_by(line: Line) -> tuple[str, ...]:
    """The names in a line that says by whom it is, or whose label does."""
    if _BARE_LABEL.fullmatch(line.label) and len(line.text) <= _MAX_NAMES:
        byline = read_byline(f"by {line.text}")
    else:
        byline = read_byline(line.text)
    return byline.authors if byline else ()


def _carded(meta: Mapping[str, Sequence[str]]) -> list[str]:
    """The name on the card for Twitter that many sites have, whose labels they choose themselves."""
    pairs = ((meta.get(f"twitter:label{number}", ()), meta.get(f"twitter:data{number}", ())) for number in (1, 2))
    return [name for labels, names in pairs if labels and _CARD_LABEL.fullmatch(labels[0]) for name in names[:1]]


def cleaned(values: Iterable[str], not_persons: set[tuple[str, ...]]) -> tuple[str, ...]:
    """The persons among some names: without credentials, roles and other people's credits."""
    names: dict[str, str] = {}
    for value in values:
        if _OTHER_CREDIT.match(value.strip()) or len(value) > 300 or len(_TASK.findall(value)) > 1:
            continue
        if _INSTITUTION.search(value):
            continue
        value = re.sub(r"\s*\([^()]*\)", "", value).strip()
        value = _TWICE.sub(r"\1", value)
        for part in _SEPARATOR.split(_PREFIX.sub("", value)):
            name = ROLE.sub("", part or "").strip(" ,.;:|/-–—»›→")
            if part and not _OTHER_CREDIT.match(part) and _is_person(name, not_persons):
                names.setdefault(name.casefold(), name)
    return tuple(names.values())[:20]


def _is_person(name: str, not_persons: set[tuple[str, ...]]) -> bool:
    words = words_of(name)
    if not words or len(words) > 6 or not 2 <= len(name) <= 60 or _NOT_A_NAME.search(name):
        return False
    if _NO_START.match(name):
        return False
    if _COMPANY.fullmatch(name) or _CREDENTIAL.fullmatch(name):
        return False
    return words not in not_persons and not _ORGANISATION.search(name)


def _marked(tree: Any) -> list[str]:
    """Names in elements that say in markup that they hold the author."""
    found = [
        element for element in tree.xpath("//*[@itemprop='author' or @rel='author']")[:20] if not _in_comment(element)
    ][:4]
    texts = []
    for element in found:
        inner = element.xpath(".//*[@itemprop='name']")
        texts.append(re.sub(r"\s+", " ", (inner[0] if inner else element).text_content()).strip()[:200])
    return texts


def _in_comment(element: Any) -> bool:
    return any(
        _COMMENT.search(f"{outer.get('class') or ''} {outer.get('id') or ''}"[:300])
        for outer in element.iterancestors()
        if outer.tag not in ("body", "html")
    )


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
