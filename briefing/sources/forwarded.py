"""A letter forwarded in the text of another: the lines in which a mail program repeats its sender, date and subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.utils import parseaddr

from briefing.domain.text import Block, BlockKind
from briefing.sources import letter_ends
from briefing.sources.letter_dates import read_sent

_LABELS = {
    "from": "from von de da van od от fra från von: 发件人 差出人 寄件者 mittente absender expéditeur remitente",
    "sent": "sent date gesendet datum envoyé date: fecha enviado inviato data verzonden wysłano отправлено дата sendt "
    "skickat 发送时间 日期 送信日時 日付",
    "to": "to an à para a aan do кому til till 收件人 宛先",
    "subject": "subject betreff objet asunto oggetto assunto onderwerp temat тема emne ämne 主题 主旨 件名",
    "copy": "cc kopie copie copia kopi bcc antwort reply-to antwort-an 抄送",
}
_FIELDS = {label.strip(":"): name for name, labels in _LABELS.items() for label in labels.split()}
_LINE = re.compile(
    r"\s*[*>]*\s*([^\W\d_][\w-]{0,14}|[\u3040-\u30ff\u4e00-\u9fff]{2,5})\s*\*?\s*[:：]\s*\*?\s*(.{0,1000})", re.S
)
_ANNOUNCED = re.compile(
    r"forwarded\ message|original\ message|begin\ forwarded|weitergeleitete\ nachricht|ursprüngliche\ nachricht"
    r"|message\ (?:transféré|d.origine)|mensaje\ (?:reenviado|original)|messaggio\ (?:inoltrato|originale)"
    r"|mensagem\ (?:encaminhada|original)|doorgestuurd\ bericht|oorspronkelijk\ bericht|пересылаемое|пересланное"
    r"|转发的邮件|原始邮件|転送",
    re.IGNORECASE,
)
_NEAR = 8
_MAX_ANNOUNCEMENT = 120


@dataclass(frozen=True, slots=True)
class Header:
    """Where the repeated lines stand among the blocks, start inclusive, end exclusive, and what they say."""

    start: int
    end: int
    announced: bool = False
    sender: str = ""
    address: str = ""
    sent: str = ""
    subject: str = ""


def find(blocks: Sequence[Block]) -> Header | None:
    """The first forwarded letter's header among the blocks of a letter."""
    for index, block in enumerate(blocks):
        if (line := _line(block)) and line[0] == "from":
            fields, end = _fields(blocks, index)
            if len(fields) >= 3 and ("sent" in fields or "subject" in fields):
                return _header(blocks, index, end, fields)
    return None


def unwrapped(blocks: Sequence[Block], header: Header) -> list[Block]:
    """The blocks with everything up to the forwarded letter's text struck out, and that text no longer a quote."""
    front = [replace(block, struck=True) for block in blocks[: header.end]]
    body = list(blocks[header.end :])
    quoted = sum(1 for block in body if block.kind is BlockKind.QUOTE)
    if quoted * 2 > len(body):
        body = [replace(b, kind=BlockKind.PARAGRAPH) if b.kind is BlockKind.QUOTE else b for b in body]
    return [*front, *letter_ends.struck(body)]


def _line(block: Block) -> tuple[str, str] | None:
    if block.kind in (BlockKind.TABLE, BlockKind.IMAGE, BlockKind.CODE):
        return None
    match = _LINE.fullmatch(block.text)
    name = _FIELDS.get(match[1].casefold()) if match else None
    return (name, match[2].strip()) if match and name else None


def _fields(blocks: Sequence[Block], start: int) -> tuple[dict[str, str], int]:
    fields: dict[str, str] = {}
    end = start
    for index in range(start, min(start + _NEAR, len(blocks))):
        line = _line(blocks[index])
        if line is None or line[0] in fields:
            break
        fields[line[0]] = line[1]
        end = index + 1
    return fields, end


def _header(blocks: Sequence[Block], start: int, end: int, fields: dict[str, str]) -> Header:
    before = blocks[max(0, start - 2) : start]
    announced = any(len(b.text) <= _MAX_ANNOUNCEMENT and _ANNOUNCED.search(b.text) for b in before)
    name, address = parseaddr(re.sub(r"[<\[]\s*mailto:([^>\]]+)[>\]]", r"<\1>", fields.get("from", ""))[:500])
    if "@" not in address:
        name, address = fields.get("from", "").strip(), ""
    return Header(
        start, end, announced, name.strip(), address, read_sent(fields.get("sent", "")), fields.get("subject", "")
    )
