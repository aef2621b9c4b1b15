"""The errors a person can meet, and nothing else.

    BriefingError                 expected; str(error) is a sentence that says what to do next
    ├── CaptureError              a page, file or paste could not become an article
    │   ├── FetchError            the network: unreachable host, 404, certificate, too large, too slow
    │   │   ├── OfflineError      the person switched the network off
    │   │   └── SignInError       a server did not take a user's name and password
    │   ├── FeedFoundError        a feed, which is subscribed to and not kept
    │   └── PrivateAddressError   the address is on this computer or its local network; needs consent
    ├── LibraryError              the library file itself
    │   ├── LibraryInUseError     another program holds it
    │   ├── LibraryTooNewError    a newer version of the program wrote it; it was left untouched
    │   ├── LibraryLockedError    it is encrypted and its key is not here: the recovery key opens it
    │   ├── LibraryForeignError   the file is not one of our libraries
    │   └── LibraryDamagedError   the integrity check found damage
    ├── NotFoundError             the thing asked for is not in the library (any more)
    ├── InvalidInputError         what was typed cannot be used; the typed text stays where it is
    ├── ExportError               a document could not be made or written
    ├── SpellingError             a spelling dictionary cannot be used
    └── Cancelled                 the person pressed Cancel; nothing was changed

Everything else that is raised is a bug: it reaches the exception dialog with details to copy.
"""


class BriefingError(Exception):
    """An expected failure. The message is a whole sentence for the person, with what to do next."""


class CaptureError(BriefingError):
    """A page, file or paste could not become an article."""


class FetchError(CaptureError):
    """The network did not deliver.

    Attributes:
        retryable: whether the same request may succeed later without any change.
        status: the status code of the server's answer, None when it gave none.
        wait_seconds: how long the server asks to wait before the next request, 0 when it does not say.
    """

    def __init__(
        self, message: str, *, retryable: bool = False, status: int | None = None, wait_seconds: float = 0.0
    ) -> None:
        super().__init__(message)
        self.retryable = retryable
        self.status = status
        self.wait_seconds = wait_seconds


class OfflineError(FetchError):
    """The person switched the network off: nothing was sent."""


class SignInError(FetchError):
    """A server did not take a user's name and password, or takes none from programs."""


class FeedFoundError(CaptureError):
    """What lies there is a feed: it can be subscribed to, but is no article."""


class PrivateAddressError(CaptureError):
    """The address leads to this computer or its local network; the person has to agree first."""


class LibraryError(BriefingError):
    """The library could not be opened, read or written."""


class LibraryInUseError(LibraryError):
    """Another process holds the library."""


class LibraryTooNewError(LibraryError):
    """The library was written by a newer version of the program."""


class LibraryLockedError(LibraryError):
    """The library is encrypted, and no key or not its key was given."""


class LibraryForeignError(LibraryError):
    """The file is not a library of this program."""


class LibraryDamagedError(LibraryError):
    """The integrity check found damage."""


class NotFoundError(BriefingError):
    """The article, tag, takeaway or briefing asked for does not exist."""


class InvalidInputError(BriefingError):
    """What was typed cannot be used."""


class ExportError(BriefingError):
    """A document could not be made, or not be written to the chosen place."""


class SpellingError(BriefingError):
    """A spelling dictionary, or the list of the person's own words, cannot be used."""


class Cancelled(BriefingError):  # noqa: N818  (an outcome, not a mishap; the name is what the person did)
    """The person cancelled the work."""
