"""A real mail server in a thread: what it accepted can be read, and it can be down or choosy."""

import socketserver
import threading
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from tests.ports import free_port


@dataclass(frozen=True, slots=True)
class Letter:
    """One accepted message: to whom it was handed over, and its bytes as they came."""

    to: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        return self.message.get_content()


@dataclass
class Mailbox:
    """`with Mailbox() as box:` it is up; `box.down()` and `box.up()` in between, on the same port."""

    letters: list[Letter] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)  # addresses it will not have
    breaks: bool = False  # hangs up after the message, before it says that it accepted it

    def __post_init__(self) -> None:
        self.port = free_port()
        self._server: _Server | None = None

    def __enter__(self) -> "Mailbox":
        self.up()
        return self

    def __exit__(self, *trouble) -> None:
        self.down()

    def up(self) -> None:
        self._server = _Server(("127.0.0.1", self.port), _Talk)
        self._server.box = self
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def down(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def to(self, address: str) -> list[Letter]:
        return [letter for letter in self.letters if address in letter.to]


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    box: Mailbox


class _Talk(socketserver.StreamRequestHandler):
    """As much of SMTP as a sender needs."""

    server: _Server

    def handle(self) -> None:
        self.answer("220 mailbox")
        self.to: list[str] = []
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"QUIT":
                return self.answer("221 bye")
            if word == b"DATA":
                if not self.take():
                    return None
            elif word == b"RCPT":
                self.recipient(line.decode().partition("<")[2].partition(">")[0])
            else:
                self.to = [] if word in (b"RSET", b"MAIL") else self.to
                self.answer("250 mailbox" if word != b"STAR" else "502 no")

    def recipient(self, address: str) -> None:
        if address in self.server.box.refused:
            return self.answer("550 no such mailbox")
        self.to.append(address)
        return self.answer("250 ok")

    def take(self) -> bool:
        self.answer("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        if self.server.box.breaks:
            return False
        self.server.box.letters.append(Letter(tuple(self.to), b"".join(lines)))
        self.answer("250 accepted")
        return True

    def answer(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
