"""A mail server on this computer (IMAP4rev1, as much as a reader needs) that misbehaves on request.

It remembers every command that it was sent and the flags of each message, so that a test can see what was done to it.
"""

from __future__ import annotations

import base64
import re
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

CERTIFICATE = Path(__file__).parent / "self-signed.pem"
USER, PASSWORD = "reader@harbour.example", 'pä ss"w\\ord'


@dataclass
class Message:
    """A message of a folder."""

    uid: int
    body: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class Folder:
    """A folder; `put` gives messages rising UIDs."""

    uid_validity: int = 7
    messages: list[Message] = field(default_factory=list)
    next_uid: int = 1

    def put(self, body: bytes) -> int:
        """Deliver a message and give its UID."""
        self.messages.append(Message(self.next_uid, body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")))
        self.next_uid += 1
        return self.messages[-1].uid


class _Handler(socketserver.StreamRequestHandler):
    server: Server
    folder: Folder | None = None
    allowed = False

    def handle(self) -> None:
        try:
            if self.server.implicit_tls:
                self._encrypt()
            self._converse()
        except (OSError, ValueError):
            pass  # the client went away, which is what some tests are about
        finally:
            for each in (self.rfile, self.wfile, self.connection):
                each.close()

    def finish(self) -> None:
        """Everything is closed already."""

    def _encrypt(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile.close()
        self.rfile, self.wfile = self.connection.makefile("rb", -1), self.connection.makefile("wb", 0)

    def _converse(self) -> None:
        if self.server.trouble == "silent":
            self.server.over.wait(30)
            return
        self._say(self.server.greeting)
        while line := self.rfile.readline():
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            tag, _, rest = text.partition(" ")
            command, _, argument = rest.partition(" ")
            if command.upper() == "UID":
                verb, _, argument = argument.partition(" ")
                command = f"uid_{verb}"
            self.server.commands.append(rest)
            if getattr(self, f"_{command.lower()}", self._unknown)(tag, argument) == "bye":
                return

    def _say(self, line: str) -> None:
        if self.server.trouble == "drip":
            while not self.server.over.wait(0.02):
                self.wfile.write(b"*")
        self.wfile.write(line.encode() + b"\r\n")

    def _unknown(self, tag: str, _argument: str) -> None:
        self._say(f"{tag} BAD what is that?")

    def _capability(self, tag: str, _argument: str) -> None:
        self._say(f"* CAPABILITY IMAP4rev1 {self.server.capabilities}")
        self._say(f"{tag} OK done")

    def _starttls(self, tag: str, _argument: str) -> None:
        self._say(f"{tag} OK go ahead")
        self._encrypt()

    def _login(self, tag: str, argument: str) -> None:
        words = [re.sub(r"\\(.)", r"\1", word) for word in re.findall(r'"((?:[^"\\]|\\.)*)"', argument)]
        self._let_in(tag, words)

    def _authenticate(self, tag: str, _argument: str) -> None:
        self._say("+ ")
        words = base64.b64decode(self.rfile.readline()).decode().split("\0")[1:]
        self._let_in(tag, words)

    def _let_in(self, tag: str, words: list[str]) -> None:
        self.allowed = words == [self.server.user, self.server.password]
        said = " ".join(words)
        self._say(f"{tag} OK welcome" if self.allowed else f"{tag} NO [AUTHENTICATIONFAILED] not with {said}")

    def _list(self, tag: str, _argument: str) -> None:
        self._say('* LIST (\\Noselect \\HasChildren) "/" "Shelves"')
        for name in self.server.folders:
            self._say(f'* LIST (\\HasNoChildren) "/" "{name}"')
        self._say(f"{tag} OK done")

    def _examine(self, tag: str, argument: str, *, access: str = "READ-ONLY") -> None:
        self.folder = self.server.folders.get(argument.strip('"'))
        if self.folder is None or not self.allowed:
            self._say(f"{tag} NO there is no such folder")
            return
        self._say(f"* {len(self.folder.messages)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {self.folder.uid_validity}] valid")
        self._say(f"{tag} OK [{access}] done")

    def _select(self, tag: str, argument: str) -> None:
        self._examine(tag, argument, access="READ-WRITE")

    def _uid_search(self, tag: str, argument: str) -> None:
        assert self.folder is not None
        first = int(re.findall(r"UID (\d+):\*", argument)[0])
        uids = [message.uid for message in self.folder.messages]
        found = [uid for uid in uids if uid >= first] or uids[-1:]  # "8:*" names the last message in any case
        self._say(f"* SEARCH {' '.join(map(str, found))}")
        self._say(f"{tag} OK done")

    def _fetch(self, tag: str, argument: str) -> None:
        assert self.folder is not None
        first, _, last = argument.split(" ")[0].partition(":")
        self._send(tag, self.folder.messages[int(first) - 1 : int(last or first)], argument)

    def _uid_fetch(self, tag: str, argument: str) -> None:
        assert self.folder is not None
        wanted = {int(uid) for uid in argument.split(" ")[0].split(",")}
        self._send(tag, [message for message in self.folder.messages if message.uid in wanted], argument)

    def _send(self, tag: str, messages: list[Message], argument: str) -> None:
        assert self.folder is not None
        for message in messages:
            number = self.folder.messages.index(message) + 1
            if "HEADER.FIELDS" in argument:
                head = message.body.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
                size = self.server.sizes.get(message.uid, len(message.body))
                about = f"UID {message.uid} RFC822.SIZE {size} BODY[HEADER.FIELDS (FROM)]"
                self._text(f"* {number} FETCH ({about} ", head, ")")
            else:
                if "PEEK" not in argument:
                    message.flags.add("\\Seen")
                if not self._body(number, message):
                    return
        self._say(f"{tag} OK done")

    def _body(self, number: int, message: Message) -> bool:
        trouble = self.server.trouble
        if trouble == "huge":
            self.wfile.write(f"* {number} FETCH (BODY[] {{3000000000}}\r\n".encode())
            self.server.over.wait(5)
        elif trouble == "drop":
            self.wfile.write(f"* {number} FETCH (BODY[] {{{len(message.body)}}}\r\n".encode() + message.body[:50])
            self.connection.shutdown(socket.SHUT_RDWR)
        else:  # some servers name the UID behind the text
            self._text(f"* {number} FETCH (BODY[] ", message.body, f" UID {message.uid})")
            return True
        return False

    def _text(self, before: str, text: bytes, behind: str) -> None:
        self.wfile.write(f"{before}{{{len(text)}}}\r\n".encode() + text + behind.encode() + b"\r\n")

    def _logout(self, tag: str, _argument: str) -> str:
        self._say("* BYE see you")
        self._say(f"{tag} OK done")
        return "bye"


class Server(socketserver.ThreadingTCPServer):
    """The server.

    Attributes:
        trouble: "" or "silent", "drip", "drop" (in the middle of a text), "huge" (a text of 3 GB is announced).
        sizes: sizes to announce instead of the true ones, by UID.
    """

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.user, self.password = USER, PASSWORD
        self.implicit_tls = False
        self.capabilities = "AUTH=PLAIN STARTTLS"
        self.greeting = "* OK here"
        self.trouble = ""
        self.folders: dict[str, Folder] = {"INBOX": Folder(), "Newsletters": Folder(), "Entw&APw-rfe": Folder()}
        self.sizes: dict[int, int] = {}
        self.commands: list[str] = []
        self.over = threading.Event()

    @property
    def port(self) -> int:
        """Where it listens on 127.0.0.1."""
        return int(self.server_address[1])


@contextmanager
def running() -> Iterator[Server]:
    """A server in a thread of its own."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
