"""Third-party letters, if they are here, against what other readers saw in them; what is read differently is listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from briefing.domain.articles import Capture
from briefing.domain.errors import CaptureError
from briefing.sources import documents, extract
from briefing.sources.sniff import Kind
from tests.sources.mail_expectations import Expected, mime4j, misses, stalwart

pytestmark = pytest.mark.corpora

SHARE = 0.95
KNOWN = {
    "malformed/005.eml": "its inner boundary contains the end mark of the outer one, so no part is left; that is said",
    "malformed/019.eml": "shuffled bytes in and between the headers; the other reader takes the second half for text",
    "malformed/021.eml": "no blank line before a part: the other reader shows its source, the article its text",
    "thirdparty/001.eml": "three equal alternatives; the other reader shows all of them, the article one",
    "thirdparty/014.eml": "a list's letter by somebody without a name of a person: the article is the list's",
}
OUTLOOK = {
    "quick.msg": ("Test the content transformer", "Kevin Roast", "2007-06-14T09:42:5", "jumps over the lazy dog"),
    "simple_test_msg.msg": ("test message", "Travis Ferguson", "2007-07-0", "This is a test message."),
    "example_sent_regular.msg": ("This is a test message please ignore", "Mike Farman", "2010-01-11", "lazy dog"),
    "attachment_msg_inlineImg.msg": ("How to use and check database files from device", "Angela Deng", "2015-06-12",
                                     "Download and install SQLite Manager"),
    "58214_with_attachment.msg": ("Master mail", "Bertrand Beyssac", "2015-08-05", "Vestibulum orci purus"),
    "53784_fails.msg": ("Draft to La Tetra", "PA History Mailbox", "2012-06-21", "Let me know what you think"),
    "bug66335.msg": ("Deine Bestellbestätigung vom 13-09-2018", "Udemy", "2018-09-13", "LISTENPREIS"),
    "message_1981.msg": ("Option 2 please", "alec milton", "1999-08-16", "Hi George"),
    "message_extra_hyphen_submission_chunk.msg": ("Reseller Irradiant - MM Build", "Amanda Bloomfield", "2007-05-31",
                                                  "Mail Manager licences"),
    "no_recipient_address.msg": ("Welcome to Microsoft Office Outlook 2003", "Microsoft Outlook 2003 Team",
                                 "2010-03-28", "Thank you for using"),
    "ASCII_UTF-8_CP1252_LCID1031.msg": ("Subject öäü Subject", "", "", "Body öäü Body"),
    "ASCII_UTF-8_CP1252_LCID1031_HTML.msg": ("Subject öäü Subject", "", "", "HTML öäü"),
    "HTMLBodyBinary_UTF-8.msg": ("Subject öäü Subject", "", "", "HTML öäü"),
    "msg_simple.msg": ("Simple Email", "Alice Example", "2026-05-20", "This is a simple email body."),
    "msg_with_attachment.msg": ("Email with Attachment", "Alice Example", "2026-05-20", "contains an attachment"),
    "eml_simple.eml": ("Simple Email", "Alice Example", "", "This is a simple email body."),
    "eml_with_attachment.eml": ("Email with Attachment", "Alice Example", "", "contains an attachment"),
    "test_outlook_msg.msg": ("Test Email Message", "", "2024-12-22", "This is the body of the test email message"),
}  # fmt: skip
"""Title, sender, beginning of the date and some words, as the test suites that the files come from have them."""


@pytest.fixture(scope="module", autouse=True)
def _worker_ends() -> Iterator[None]:
    yield
    extract.close()


def test_letters_hold_what_other_readers_saw(corpora: Path) -> None:
    folder = corpora / "3-mail"
    every = [*stalwart(folder / "stalwartlabs+mail-parser"), *mime4j(folder / "apache+james-mime4j")]
    wrong = dict(_differing(every))
    cases = sum(_cases(each) for each in every)
    assert len(every) > 70
    assert set(wrong) <= set(KNOWN), {name: wrong[name] for name in set(wrong) - set(KNOWN)}
    assert sum(map(len, wrong.values())) <= (1 - SHARE) * cases


def test_outlooks_messages_hold_what_their_makers_say(corpora: Path) -> None:
    found = {path.name: path for path in (corpora / "3-msg").rglob("*") if path.name in OUTLOOK}
    assert set(found) == set(OUTLOOK)
    for name, (title, who, date, words) in OUTLOOK.items():
        capture = documents.capture_file(found[name])
        assert capture.title == title, name
        assert who in " ".join((*capture.authors, capture.outlet)), name
        assert capture.published.startswith(date), name
        assert words in capture.text.text, name
        assert name != "attachment_msg_inlineImg.msg" or len(capture.pictures) == 4


def test_every_other_message_ends_well(corpora: Path) -> None:
    sentences = []
    for path in sorted(file for file in (corpora / "3-msg").rglob("*.msg") if file.name not in OUTLOOK):
        try:
            assert documents.capture_file(path).title, path
        except CaptureError as error:
            sentences.append(str(error))
    assert all(sentence.endswith(".") for sentence in sentences)


def _differing(every: Iterable[Expected]) -> Iterator[tuple[str, list[str]]]:
    for each in every:
        name = f"{each.path.parent.name}/{each.path.name}"
        found: Capture = extract.capture_file(Kind.MAIL, each.path.read_bytes(), name=each.path.name)
        if wrong := misses(each, found):
            yield name, wrong


def _cases(each: Expected) -> int:
    """How many expectations there are of a letter."""
    stated = (each.subjects, each.sender, each.message_id, each.sent, each.words)
    return sum(1 for one in stated if one)
