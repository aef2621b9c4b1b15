"""What stands around the text of a newsletter: "View in browser" above it, "Unsubscribe" and an address below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.domain.text import Block, BlockKind
from briefing.sources.phrases import folded, is_interface

_TOP_BLOCKS = 6
_TOP_LENGTH = 200
_FOOT_BLOCKS = 30
_FOOT_LENGTH = 2_500
_FOOT_BLOCK_LENGTH = 900
_SIGNATURE_LENGTH = 800

_BROWSER = re.compile(
    r"""(?:view|read|open|see)\b.{0,40}\b(?:in|on)\ (?:your\ |a\ |the\ |my\ )?(?:web\ )?(?:browser|web)|view\ online
    |online\ version|web\ version|trouble\ (?:viewing|reading)|not\ displaying\ correctly
    |(?:im|in\ ihrem|in\ deinem)\ browser|online-?version|(?:dans|avec)\ (?:le|votre)\ navigateur|version\ en\ ligne
    |en\ (?:el|tu|su)\ navegador|nel\ (?:tuo\ )?browser|no\ (?:seu\ )?navegador|in\ (?:je|uw)\ browser|i\ webbläsaren
    |в\ браузере|w\ przeglądarce|was\ (?:this|it)\ forwarded|forwarded\ this\ (?:e-?mail|newsletter)""",
    re.VERBOSE,
)
_LEAVING = re.compile(
    r"""unsubscribe|opt[\ -]?out|(?:manage|update|change|edit)\ (?:your\ |my\ )?(?:e-?mail\ |subscription\ |mailing\ )*
    (?:preferences|settings|subscriptions?)|(?:e-?mail|subscription)\ preferences
    |you(?:’re|'re|\ are|\ were)?\ (?:currently\ )?(?:receiv(?:e|ed|ing)|getting|subscribed)\b.{0,60}
    (?:this|because|these|to)|this\ (?:e-?mail|message|newsletter)\ (?:was|is|has\ been)\ (?:being\ )?(?:sent|intended)
    |no\ longer\ (?:wish|want)\ to\ receive|stop\ receiving|mailing\ address
    |abmelden|abbestellen|abmeldung|austragen|sie\ erhalten\ dies|du\ erhältst\ dies|newsletter\ verwalten
    |désabonne|désinscri|vous\ recevez\ c|ne\ plus\ recevoir|darse\ de\ baja|date\ de\ baja
    |cancelar\ (?:la\ |tu\ |su\ )?(?:suscripción|inscrição|assinatura)
    |recibes?\ este|annulla\ l.iscrizione|disiscri|cancellati|descadastr
    |uitschrijven|afmelden|avregistrera|avprenumerera|afmeld|frameld|meld\ deg\ av|wypisz|zrezygnuj
    |отписаться|відписатися|退订|取消订阅|退訂|取消訂閱|配信停止|登録解除|수신\ ?거부|aboneliğ""",
    re.VERBOSE,
)
_SMALL_PRINT = re.compile(
    r"©|\(c\)\ \d{4}|all\ rights\ reserved|alle\ rechte\ vorbehalten|tous\ droits|privacy|datenschutz|impressum"
    r"|terms\ of|contact\ us|address\ book|follow\ us|facebook|twitter|linkedin|instagram|youtube|powered\ by"
    r"|(?:sent|delivered)\ (?:by|with|to)|was\ sent|p\.?\s?o\.?\ box"
)


def struck(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with those at both ends struck out that only concern the post."""
    chosen = {index for index, block in enumerate(blocks[:_TOP_BLOCKS]) if _is_top(block)}
    chosen |= _foot(blocks) | _signature(blocks)
    if len(chosen) == len(blocks):
        return list(blocks)
    return [replace(block, struck=True) if index in chosen else block for index, block in enumerate(blocks)]


def _is_top(block: Block) -> bool:
    text = folded(block.text)
    return _is_text(block) and len(text) <= _TOP_LENGTH and bool(_BROWSER.search(text) or is_interface(block.text))


def _signature(blocks: Sequence[Block]) -> set[int]:
    """The line of two hyphens and what follows it, when that is as short as a signature is."""
    start = next((at for at, block in enumerate(blocks) if at and block.text.strip() in ("--", "—")), len(blocks))
    return set(range(start, len(blocks))) if _length(blocks[start:]) <= _SIGNATURE_LENGTH else set()


def _foot(blocks: Sequence[Block]) -> set[int]:
    """Everything from the first words on leaving the list, when the rest is short, and the small print above it."""
    first = max(0, len(blocks) - _FOOT_BLOCKS)
    leaving = [index for index in range(first, len(blocks)) if _says(blocks[index], _LEAVING)]
    if not leaving:
        return set()
    start = next((at for at in leaving if _length(blocks[at:]) <= _FOOT_LENGTH), len(blocks))
    if _length(blocks[start:]) > max(_FOOT_BLOCK_LENGTH, _length(blocks) // 2):
        return set(leaving[-1:])  # a letter that is mostly about leaving
    while start > first and _belongs(blocks[start - 1]):
        start -= 1
    return set(range(start, len(blocks))) | set(leaving)


def _belongs(block: Block) -> bool:
    if block.kind is BlockKind.RULE:
        return True
    return _is_text(block) and (is_interface(block.text) or (len(block.text) <= 250 and _says(block, _SMALL_PRINT)))


def _says(block: Block, pattern: re.Pattern[str]) -> bool:
    return _is_text(block) and len(block.text) <= _FOOT_BLOCK_LENGTH and bool(pattern.search(folded(block.text)))


def _is_text(block: Block) -> bool:
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.TABLE, BlockKind.QUOTE)


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)
