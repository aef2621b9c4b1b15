"""What third-party letters are expected to hold, as the files beside them say it, and how far an article meets that."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from briefing.domain.articles import Capture
from briefing.sources.letter import without_prefixes

UNREAD = "\ufffd"
ENOUGH = 0.95
"""Share of the expected words that an article has to have."""


@dataclass(frozen=True)
class Expected:
    """What a letter says of itself; nothing where the file beside it says nothing.

    Attributes:
        subjects: its own and those of the letters in it: one that only wraps another is unwrapped.
    """

    path: Path
    subjects: tuple[str, ...] = ()
    sender: str | None = None
    message_id: str | None = None
    sent: datetime | None = None
    words: Counter[str] | None = None


def misses(expected: Expected, found: Capture) -> list[str]:
    """The names of what an article has differently."""
    wrong = []
    if expected.subjects and not any(_alike(without_prefixes(text), found.title) for text in expected.subjects):
        wrong.append("subject")
    by = _folded(" ".join((*found.authors, found.outlet)))
    if expected.sender and not (set(_words(expected.sender)) & set(_words(by))):
        wrong.append("sender")
    if expected.message_id is not None and expected.message_id != found.message_id:
        wrong.append("message id")
    if expected.sent is not None and not _same_moment(expected.sent, found.published):
        wrong.append("date")
    if expected.words:
        have = Counter(_words(" ".join((found.title, found.text.text))))
        if sum((expected.words & have).values()) < ENOUGH * sum(expected.words.values()):
            wrong.append("words")
    return wrong


def stalwart(folder: Path) -> Iterator[Expected]:
    """EML files with a JSON file of the same name: every header and part as another reader saw them."""
    for path in sorted(folder.rglob("*.eml")):
        beside = path.with_suffix(".json")
        if not beside.is_file():
            continue
        read = json.loads(beside.read_text(encoding="utf-8"))
        yield _by_stalwart(path, read)


def _by_stalwart(path: Path, read: dict[str, Any]) -> Expected:
    headers = {h["name"]: h["value"] for h in reversed(read["parts"][0]["headers"]) if isinstance(h["name"], str)}
    words: Counter[str] = Counter()
    for number in read["html_body"] or read["text_body"]:
        body = read["parts"][number]["body"]
        text = body.get("Text") or _text_of(body.get("Html", "")) if isinstance(body, dict) else ""
        words.update(_words(text))
    return Expected(
        path,
        subjects=tuple(filter(None, [_plain(headers.get("subject"))])),
        sender=_address(headers.get("from")),
        message_id=_plain(headers.get("message_id")),
        sent=_moment((headers.get("date") or {}).get("DateTime") if isinstance(headers.get("date"), dict) else None),
        words=words,
    )


def mime4j(folder: Path) -> Iterator[Expected]:
    """Messages with a tree of their parts in XML, and each decoded part in a file."""
    for path in sorted(folder.rglob("*.msg")):
        beside = path.with_name(f"{path.stem}_decoded.xml")
        try:
            root = ET.fromstring(beside.read_bytes())
        except (OSError, ET.ParseError):
            continue
        fields = [(f.text or "").strip() for f in root.iter("field")]
        subjects = [f.partition(":")[2].strip() for f in fields if f.lower().startswith("subject:")]
        plain = tuple(text for text in subjects if "=?" not in text and "\n" not in text)
        known = plain if len(plain) == len(subjects) else ()
        yield Expected(path, subjects=known, words=Counter(_first_text(path, root)))


def _first_text(path: Path, root: ET.Element) -> list[str]:
    for body in root.iter():
        if body.tag == "text-body" and (name := body.get("name")) and (file := path.with_name(name)).is_file():
            text = file.read_bytes().decode("latin-1")
            return _words(_text_of(text) if "<html" in text.lower() else text)
    return []


def _plain(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("Text", value.get("TextList"))
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else None


def _address(value: Any) -> str | None:
    listed = value.get("Address", {}).get("List") if isinstance(value, dict) else None
    if not listed:
        return None
    return listed[0].get("name") or listed[0].get("address")


def _moment(value: dict[str, Any] | None) -> datetime | None:
    if not value:
        return None
    offset = timedelta(hours=value["tz_hour"], minutes=value["tz_minute"])
    zone = timezone(-offset if value["tz_before_gmt"] else offset)
    fields = [value[name] for name in ("year", "month", "day", "hour", "minute", "second")]
    try:
        return datetime(*fields, tzinfo=zone)
    except ValueError:
        return None


def _same_moment(expected: datetime, published: str) -> bool:
    try:
        found = datetime.fromisoformat(published)
    except ValueError:
        return False
    return found == expected if found.tzinfo else found == expected.replace(tzinfo=None)


def _text_of(html: str) -> str:
    html = re.sub(r"(?is)<(script|style|head)\b.*?</\1>|<!--.*?-->", " ", html)
    return unescape(re.sub(r"<[^>]*>", " ", html))


def _alike(expected: str, title: str) -> bool:
    """Whether two titles have the same letters; U+FFFD stands for a letter that the other reader could not read."""
    pattern = re.escape(_folded(expected.replace(UNREAD, "unread"))).replace("unread", ".")
    return bool(re.fullmatch(pattern, _folded(title)))


def _words(text: str) -> list[str]:
    """The words of a text without those that the other reader could not read."""
    return re.findall(r"\w+", re.sub(rf"[\w{UNREAD}]*{UNREAD}[\w{UNREAD}]*", " ", text.casefold()))


def _folded(text: str) -> str:
    return " ".join(_words(text))
