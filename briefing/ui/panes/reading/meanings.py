"""The words for what the reader and the takeaways pane both name."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt

from briefing.domain.annotations import Confidence, Meaning
from briefing.domain.articles import Origin


def meaning_labels() -> dict[Meaning, str]:
    """The name of each meaning of a highlight."""
    return {
        Meaning.FACT: _tr("Fact"),
        Meaning.NUMBER: _tr("Number"),
        Meaning.QUOTE: _tr("Quote"),
        Meaning.RISK: _tr("Risk"),
        Meaning.QUESTION: _tr("Question"),
    }


def confidence_labels() -> dict[Confidence, str]:
    """The name of each confidence, as a chooser shows it."""
    return {
        Confidence.UNSTATED: _tr("Confidence not stated"),
        Confidence.HIGH: _tr("High confidence"),
        Confidence.MODERATE: _tr("Moderate confidence"),
        Confidence.LOW: _tr("Low confidence"),
        Confidence.UNCONFIRMED: _tr("Reported, not confirmed"),
    }


def confidence_help() -> dict[Confidence, str]:
    """When each confidence is right (ICD 203: it is about the basis, not about the event)."""
    return {
        Confidence.UNSTATED: _tr("Nothing is printed."),
        Confidence.HIGH: _tr("Several independent, good sources agree and little rests on assumption."),
        Confidence.MODERATE: _tr("Credible and plausible, but not fully corroborated."),
        Confidence.LOW: _tr("Thin, fragmented, or from sources that cannot be judged."),
        Confidence.UNCONFIRMED: _tr("Somebody says so; nobody else does yet."),
    }


def origin_labels() -> dict[Origin, str]:
    """Where the value of a field came from, in words."""
    return {
        Origin.PAGE: _tr("from the page"),
        Origin.DOCUMENT: _tr("from the document"),
        Origin.MESSAGE: _tr("from the message"),
        Origin.PASTE: _tr("from the text you pasted"),
        Origin.FEED: _tr("from the feed"),
        Origin.GUESS: _tr("a guess: please check"),
        Origin.USER: _tr("edited by you"),
        Origin.UNKNOWN: "",
    }


def readable_date(published: str) -> str:
    """An ISO 8601 date or date-time as "12 Jun 2026"; anything else as it is."""
    date = QDate.fromString(published[:10], Qt.DateFormat.ISODate)
    if not date.isValid():
        return published
    return QLocale(QLocale.Language.English).toString(date, "d MMM yyyy")


def field_choices() -> dict[str, tuple[str, ...]]:
    """The usual words for the extra fields of a takeaway; anything else may be typed."""
    return {
        "status": (_tr("Open"), _tr("In progress"), _tr("Done"), _tr("Dropped")),
        "direction": (_tr("New"), _tr("Firmer"), _tr("Weaker"), _tr("Withdrawn")),
        # One row of ICD 203 only: the two rows must not be mixed in a text.
        "likelihood": (
            _tr("Almost no chance (1–5 %)"),
            _tr("Very unlikely (5–20 %)"),
            _tr("Unlikely (20–45 %)"),
            _tr("Roughly even chance (45–55 %)"),
            _tr("Likely (55–80 %)"),
            _tr("Very likely (80–95 %)"),
            _tr("Almost certain (95–99 %)"),
        ),
    }


def plain_tip(text: str) -> str:
    """`text` as a tool tip that shows it letter by letter: tips guess whether they hold HTML."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Reading", text)
