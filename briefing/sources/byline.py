"""Bylines: names and dates as people write them under a title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.sources.dates import dates_in, read_date

ROLE = re.compile(
    r"""\b(?:director|manager|founder|co-?founder|ceo|cto|cfo|coo|cmo|president|vp|head\ of|chief|senior|sr|jr\ writer
    |writer|reporter|correspondent|journalist|columnist|contributor|editor|producer|photographer|expert|specialist
    |member\ of|representative|secretary|chair(?:man|woman|person)
    |consultant|analyst|strategist|engineer|developer|professor|lecturer|researcher|fellow|lead|partner|owner|coach
    |attorney|lawyer|nutritionist|dietitian|freelance|redakteur(?:in)?|journaliste?|periodista|giornalista)\b.*""",
    re.VERBOSE | re.IGNORECASE,
)
"""A job title and all that follows it."""

_MAX_BYLINE = 140
_MAX_ROLE = 90
_BY = re.compile(
    r"""(?:(?:(?:written|posted|published|reported|words|story|text|authored|article|post)\ )?
        (?:by|von|par|por|di|door|av|af|przez|автор|от|текст|autor(?:in)?|authors?)[\ :]+
        |(?-i:By(?=[A-Z])))  # the space may be a margin
        (?P<names>.+)
    |(?P<cjk>(?:文|作者|记者|記者|著者|執筆者?|글|기자)\s*[:：/／|｜]?\s*\S.{1,20})""",
    re.VERBOSE | re.IGNORECASE,
)
_LABEL = re.compile(
    r"""(?:first\ )?
        (?:published|posted|updated|last\ (?:updated|modified|edited)|modified|date|veröffentlicht|aktualisiert|stand
        |publié|mis\ à\ jour|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|opublikowano
        |опубликовано|обновлено)
        (?:\ (?:on|at|le|el|il|am|op|в))?\s*:?\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_UPDATED = re.compile(
    r"updated|modified|edited|aktualisiert|mis à jour|actualizado|aggiornato|bijgewerkt|обновлено", re.I
)
_SEPARATOR = re.compile(r"\s*(?:[|•·‧∙—●○▪◦]|\s[–-]\s|\t)\s*")
_NAME = re.compile(r"(?:(?:[^\W\d_]|[’'.-])+\s+){0,4}(?:[^\W\d_]|[’'.-])+", re.UNICODE)
_AND = re.compile(r"\s*(?:,|;|&|/|\b(?i:and|und|et)\b|\b(?:y|e|en|i|и)\b)\s+")
_DATE_END = re.compile(r"[\s,.]*(?:\b(?:last\s+)?(?:on|updated|published|posted|modified)\b[\s:]*)*$", re.IGNORECASE)
"""What leads from a name to the date that follows it on the same line."""

_DATE_FIRST = re.compile(r"(?P<date>(?:\S+\s+){0,3}\S+?),?\s+(?=by\s)", re.IGNORECASE)
_READ = re.compile(r"\d+\s*min(?:ute)?s?\.?(?:\s+read)?|reading time.*", re.IGNORECASE)
_PARTICLES = frozenset(
    [
        *("van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "el", "al"),
        *("bin", "ibn", "ben", "ter", "ten", "zu", "zur", "y", "e", "i", "af", "av", "of", "the"),
    ]
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line under the title says. Empty values: it does not say."""

    authors: tuple[str, ...] = ()
    published: str = ""
    outlet: str = ""

    def with_more(self, other: Byline) -> Byline:
        """This byline with what `other` adds; what was said first stays."""
        return Byline(self.authors or other.authors, self.published or other.published, self.outlet or other.outlet)


def read_byline(text: str) -> Byline | None:
    """What a whole line says about author and date; None when it is not (only) a byline."""
    if len(text) > _MAX_BYLINE:
        return None
    found, said = Byline(), False
    if _is_range(text):
        return None
    for part in filter(None, _SEPARATOR.split(text.strip())):
        more = _part(part)
        if more is None:
            return None
        found, said = found.with_more(more), True
    return found if said and text.strip() else None


def _is_range(text: str) -> bool:
    """Whether a line says from when to when something lasts."""
    parts = re.split(r"\s*[–—]\s*|\s+-\s+", re.sub(r"^\s*[^\W\d_]+:", "", text).strip())
    return len(parts) == 2 and all(map(read_date, parts))


def names_in(text: str) -> tuple[str, ...]:
    """The persons named in a list such as "Ann Bo, Cy Do and Ed Fu"; () when any of it is not a name."""
    parts = [ROLE.sub("", part).strip() for part in _AND.split(text)]
    names = [re.sub(r"\s+", " ", part) for part in parts if part]
    return tuple(names) if names and all(is_name(name) for name in names) else ()


def is_name(text: str) -> bool:
    """Whether a text has the form of a person's name: two to five capitalised words, small particles allowed."""
    words = text.split()
    if not 2 <= len(words) <= 5 or not _NAME.fullmatch(text):
        return False
    return all(word[0].isupper() or not word[0].islower() or word.casefold() in _PARTICLES for word in words)


def _part(part: str) -> Byline | None:
    if _READ.fullmatch(part):
        return Byline()
    if (first := _DATE_FIRST.match(part)) and (found := _numbered(first["date"])):
        by = _BY.fullmatch(part[first.end() :])
        more = _credited(by["names"]) if by and by["names"] else None
        if more:
            return Byline(published=found.strip("?")).with_more(more)
    label = _LABEL.match(part)
    if date := read_date(part[label.end() :] if label else part):
        return Byline() if label and _UPDATED.search(label[0]) else Byline(published=date)
    by = _BY.fullmatch(part)
    if not by:
        return None
    return Byline() if by["cjk"] else _credited(by["names"])


def _numbered(text: str) -> str:
    """The day that a text states, or "?" when its numbers can be read two ways."""
    return read_date(text) or ("?" if re.fullmatch(r"\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}", text) else "")


def _credited(names: str) -> Byline | None:
    """What follows "by": names, perhaps with a role, perhaps with a date."""
    authors = names_in(names)
    if authors:
        return Byline(authors=authors)
    head, _, rest = names.partition(",")
    if is_name(head) and (date := read_date(rest)):
        return Byline(authors=(head,), published=date)
    if (several := names_in(head)) and len(rest) < _MAX_ROLE and not rest.endswith((".", "!", "?")):
        return Byline(authors=several)
    place, date = next(iter(dates_in(names)), (0, ""))
    before = _DATE_END.search(names[:place])
    if not place or not before or not (more := _credited(names[: before.start()])):
        return None
    changed = _UPDATED.search(before[0])
    return Byline(more.authors, "" if changed else date)
