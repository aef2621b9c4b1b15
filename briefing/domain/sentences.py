"""Where the sentences of a text begin and end, in many languages, without knowing which one it is.

A full stop is the hard case: it also ends abbreviations, initials and, in German and other languages, ordinal numbers.
Where it cannot be told, two sentences stay one: marking too much is seen at once, a sentence cut in two is not.
"""

from __future__ import annotations

import re

_CLOSING = "\"'”’“‘»«)\\]›‹"
_OPENING = "\"'“‘«(\\[„‚›‹¿¡–—-"
_END = re.compile(
    rf"""
      (?<![.…!?]) (?P<stop> [.…]++ ) (?: [{_CLOSING}]+ | [\u00a0\u202f ]»(?=\s|$) )* (?=\s|$)
    | (?<![.…!?]) [.…]*+[!?]++[.!?…]*+ (?: [{_CLOSING}]+ | [\u00a0\u202f ]»(?=\s|$) )* (?=\s|$)
    | [。！？｡．]+ [”’」』）】"']*
    | [؟۔।॥։።။។]+ (?=\s|$)
    | (?<=[\u0370-\u03ff]) [;\u037e] (?=\s+[Α-Ω]|\s*$)
    | \s*\n\s*
    """,
    re.VERBOSE,
)
_NEXT = re.compile(rf"[\s{_OPENING}]*(?P<word>\w+)")
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.[ \u00a0\u202f]?)+[^\W\d_]\Z|[^\W_]+\Z")
_ORDINAL = re.compile(r"\d{1,2}\Z|[IVX]{1,5}\Z")

_NEAR = 40
"""How many code points before a full stop are looked at."""

_NEVER_LAST = re.compile(
    r"""
    mrs?|ms|dr|prof|st|sr|jr|rev|hon|gen|col|lt|sgt|capt|maj|adm|gov|sen|rep|pres|messrs|mme|mlle|mgr
    |vs|cf|ca|approx|figs?|nos?|vols?|pp|para|sect|art|ed|eds|est|e\.g|i\.e|viz|al
    |z\.b|d\.h|u\.a|o\.ä|s\.o|s\.u|i\.d\.r|v\.a|z\.t|bzw|bspw|evtl|ggf|inkl|exkl|nr|hr|fr|frl|dipl|ing|mag|str|abs
    |bzgl|vgl|sog|ehem
    |p\.ex|c\.-à-d|av|env|n°|tél|mm?|sra|srta|dña|uds?|pág|núm|p?\.?ej|dott|sigg?|avv|geom
    |bijv|d\.w\.z|dhr|mevr|drs|t\.w\.v|bl\.a|t\.ex|m\.fl|dvs|np|tzn|inż|ul|т\.е|т\.д|т\.п|г|ул|им|проф
    """,
    re.VERBOSE,
)
"""Abbreviations that end no sentence."""

_SELDOM_LAST = re.compile(
    r"""
    inc|ltd|co|corp|plc|llc|bros|etc|dept|div|univ|ave|blvd|gmbh
    |jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|[ap]\.m|ph\.d
    |usw|usf|etw|mio|mrd|tsd|jh|bd|ff|kl|kap
    """,
    re.VERBOSE,
)
"""Abbreviations that end a sentence only where the next word is one that begins sentences."""

_OPENERS = re.compile(
    r"""
    the|an?|it|its|he|she|they|we|you|i|this|that|these|those|there|here|in|on|at|for|from|to|with|by|as|but|and|or|so
    |yet|if|when|while|after|before|since|although|because|however|meanwhile|now|then|our|their|his|her|what|who|why
    |how|no|not
    |der|die|das|eine?|es|er|sie|wir|ich|im|am|auf|bei|mit|von|zu|nach|für|aber|und|doch|wenn|als|während|seit|dies
    |les?|la|une?|ils?|elles?|nous|vous|je|cet?|cette|ces|dans|en|sur|pour|par|avec|mais|et|ou|si|quand
    |el|los|las|una|ellos?|ella|nosotros|est[aeo]|pero|y|o|cuando|para|con|por|según
    |lo|gli|uno|essi|noi|quest[ao]|ma|e|se|per|nell?a?
    """,
    re.VERBOSE,
)
_MONTHS_AND_RANKS = re.compile(
    r"""
    januar|jänner|februar|märz|april|mai|maj|jun[ii]|jul[ii]|august|september|okto?ber|november|dezember|de[cs]ember|marts
    |jahrhundert|jh|quartal|platz|auflage|kapitel|ledna|února|března
    """,
    re.VERBOSE,
)
"""What follows an ordinal number in languages that write one with a full stop."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence in code points, white space at its ends left out. A line break ends a sentence."""
    found, start = [], 0
    for end in [*_ends(text), len(text)]:
        span = _trimmed(text, start, end)
        if span[0] < span[1]:
            found.append(span)
        start = end
    return found


def sentence_at(text: str, index: int) -> tuple[int, int]:
    """Where the sentence that `index` stands in begins and ends; in the white space behind one, the next."""
    spans = sentences(text)
    return next((span for span in spans if index < span[1]), spans[-1] if spans else _trimmed(text, 0, len(text)))


def _ends(text: str) -> list[int]:
    ends, start = [], 0
    for found in _END.finditer(text):
        if "\n" not in found[0] and not _really_ends(text, start, found):
            continue
        start = found.end()
        ends.append(start)
    return ends


def _really_ends(text: str, start: int, found: re.Match[str]) -> bool:
    following = _NEXT.match(text, found.end())
    if following is None or "\n" in text[found.end() : following.start("word")]:
        return True
    word = following["word"]
    if word[0].islower() and not (len(word) > 1 and word[1].isupper()):
        return not text[found.start()].isascii() and found["stop"] is None
    if found["stop"] != ".":
        return True
    return _stop_ends(
        text[max(start, found.start() - _NEAR) : found.start()], word, dotted=text.startswith(".", following.end())
    )


def _stop_ends(before: str, word: str, *, dotted: bool) -> bool:
    """Whether a single full stop behind `before` ends a sentence, given that `word` comes next, with a stop or not."""
    last = _LAST_WORD.search(before)
    if last is None:
        return True
    said = re.sub(r"[ \u00a0\u202f]", "", last[0].casefold())
    opens = _OPENERS.fullmatch(word.casefold()) is not None and not (dotted and len(word) == 1)
    if _NEVER_LAST.fullmatch(said) or (len(said) == 1 and len(word) == 1 and dotted):
        return False
    if _SELDOM_LAST.fullmatch(said) or (len(said) == 1 and last[0].isupper()) or "." in said:
        return opens
    if _ORDINAL.match(last[0]):
        return bool(before[: last.start()].strip()) and not _MONTHS_AND_RANKS.fullmatch(word.casefold())
    return True


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end].rstrip()
    return start + len(piece) - len(piece.lstrip()), start + len(piece)
