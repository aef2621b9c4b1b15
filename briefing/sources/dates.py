"""Dates as machines and people write them, to ISO 8601. A date that can be read two ways is not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

_MONTH_NAMES = (
    "jan january januar janvier enero gennaio janeiro januari styczeń stycznia января січня ene janv gen "
    "stycz янв jänner ocak",
    "feb february februar février febrero febbraio fevereiro februari luty lutego февраля лютого fév févr "
    "fev фев şubat",
    "mar march märz mars marzo março maart marzec marca марта березня mär mrz мар mart",
    "apr april avril abril aprile kwiecień kwietnia апреля квітня avr abr апр nisan",
    "may mai mayo maggio maio mei maj maja мая травня mag мая mayıs",
    "jun june juni juin junio giugno junho czerwiec czerwca июня червня giu июн haziran",
    "jul july juli juillet julio luglio julho lipiec lipca июля липня juil lug июл temmuz",
    "aug august août agosto augustus sierpień sierpnia августа серпня aoû ago авг ağustos",
    "sep sept september septembre septiembre settembre setembro wrzesień września сентября вересня set сен eylül",
    "oct october oktober octobre octubre ottobre outubro październik października октября жовтня okt ott out окт ekim",
    "nov november novembre noviembre novembro listopad listopada ноября листопада ноя kasım",
    "dec december dezember décembre diciembre dicembre dezembro grudzień grudnia декабря грудня dez déc dic дек aralık",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d|\.[^\W\d])"  # 2026-02-25.clover names a version
    r"(?:[T ](?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2}|UTC|GMT)?)?.{0,12}"
)
_BASIC = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?:T?\d{4,6}Z?)?")
_YMD = re.compile(  # with dots and without spaces, months and days of one digit are a version number
    r"(?P<y>\d{4})\s*(?:[/年년-]|\.(?=\s|\d\d))\s*(?P<m>\d{1,2})\s*(?:[/月월-]|\.(?=\s|\d\d))\s*(?P<d>\d{1,2})(?!\d|\.[^\W\d])\s*[日일]?.{0,30}"
)
_DMY = re.compile(r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})(?P<rest>\D.{0,30})?")
_LEAD = (  # a weekday, or a small word
    r"(?:(?!(?:by|until|till|before|after|through|since|from|bis|vor|nach|seit|ab|avant|après|depuis|hasta|antes|desde"
    r"|entro|dopo|fino|até|depois|tot|voor|sinds|до|после|с)\s)[^\W\d_]+\.?,?\s+)?"
)
"""What may stand before a date. After "by" or "until" it is the end of something, not the day of the writing."""

_DAY_MONTH = re.compile(
    _LEAD + r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?(?P<month>[^\W\d_]+)\.?,?\s+"
    r"(?:de\s+|del\s+)?(?P<y>\d{4})(?P<rest>\D.{0,40})?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    _LEAD + r"(?P<month>[^\W\d_]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?P<rest>\D.{0,40})?",
    re.IGNORECASE,
)
_JOINED = re.compile(  # 04-ago-2021, 4/Aug/2021
    r"(?P<d>\d{1,2})(?P<mark>[-/.])(?P<month>[^\W\d_]+)\.?(?P=mark)(?P<y>\d{4})(?P<rest>\D.{0,30})?"
)
_WEEKDAY_MONTH = re.compile(r"(?P<y>\d{4}),?\s+(?P<month>[^\W\d_]+)\.?\s+(?P<d>\d{1,2})")
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WITHIN = re.compile(
    r"(?<!\d)(?:(?:19|20)\d{2}-\d{2}-\d{2}(?!\.[^\W\d])|(?:19|20)\d{2}[./]\d{2}[./]\d{2}"
    r"|(?:19|20)\d{2}\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}"
    rf"|\d{{1,2}}-(?:{_MONTH})\.?-(?:19|20)\d{{2}}|\d{{1,2}}/(?:{_MONTH})/(?:19|20)\d{{2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?(?:{_MONTH})\.?,?\s+(?:de\s+|del\s+)?(?:19|20)\d{{2}}"
    rf"|(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{{2}})",
    re.IGNORECASE,
)


def read_date(text: str) -> str:
    """The date that a whole text states, ISO 8601 (with the time when it is given exactly); "" when unsure."""
    text = re.sub(r"\s+", " ", text).strip(" \t|·•,.")
    if not 6 <= len(text) <= 80:
        return ""
    if match := _ISO.fullmatch(text):
        return _iso(match)
    if match := _BASIC.fullmatch(text) or _YMD.fullmatch(text):
        return _day(match["y"], match["m"], match["d"])
    if match := _DMY.fullmatch(text):
        return _dotted(match, text)
    for pattern in (_DAY_MONTH, _MONTH_DAY, _WEEKDAY_MONTH, _JOINED):
        if (match := pattern.fullmatch(text)) and (month := _MONTHS.get(match["month"].casefold())):
            return _day(match["y"], str(month), match["d"])
    return ""


def dates_in(text: str) -> Iterator[tuple[int, str]]:
    """The dates written within a text, each with its place. What can be read two ways is left out."""
    for match in _WITHIN.finditer(text):
        if found := read_date(match[0]):
            yield match.start(), found


def _iso(match: re.Match[str]) -> str:
    day = _day(match["y"], match["m"], match["d"])
    if not day or not match["time"]:
        return day
    zone = {"Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", None: ""}.get(match["zone"], match["zone"] or "")
    try:
        return datetime.fromisoformat(f"{day}T{match['time'].zfill(5)}{zone}").isoformat()
    except ValueError:
        return day


def _dotted(match: re.Match[str], text: str) -> str:
    """1.2.2025 is written day first. With slashes it is either, unless one of the two cannot be a month."""
    first, second = int(match["d"]), int(match["m"])
    if "." in text[:6] or first > 12 or first == second:
        return _day(match["y"], match["m"], match["d"])
    return _day(match["y"], match["d"], match["m"]) if second > 12 else ""


def _day(year: str, month: str, day: str) -> str:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return ""
    latest = datetime.now().astimezone().date() + timedelta(days=2)
    return found.isoformat() if date(1900, 1, 1) <= found <= latest else ""
