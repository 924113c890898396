"""Handing over to the window that is already open, through a local socket of this user's."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 1_000
"""How long the open window may take to answer before it counts as not there."""
LONGEST = 64 * 1024
"""A longer message is nobody's hand-over."""

_ANSWER = b"ok"
_log = logging.getLogger(__name__)


def name_of(folder: Path) -> str:
    """The socket's name for a base: the same for every spelling of its path."""
    path = os.path.normcase(folder.expanduser().resolve())
    return f"crm-desktop-{hashlib.sha256(path.encode()).hexdigest()[:24]}"


def hand_over(folder: Path, arguments: Sequence[str] = ()) -> bool:
    """Ask the window that has this base open to come to the front with these arguments.

    Returns False when there is none, or it does not answer within a second: then open the base
    yourself; that a base is open only once is the lock's business (`db/lock.py`), not ours.
    """
    socket = QLocalSocket()
    socket.connectToServer(name_of(folder))
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(json.dumps(list(arguments)).encode() + b"\n")
    socket.waitForBytesWritten(WAIT_MS)
    answered = socket.waitForReadyRead(WAIT_MS) and bytes(socket.readAll().data()) == _ANSWER
    socket.disconnectFromServer()
    return answered


def listen(
    folder: Path, callback: Callable[[list[str]], object], parent: QObject | None = None
) -> Listener:
    """Be the window that others hand over to; keep what is returned, `close` it at the end."""
    return Listener(folder, callback, parent)


class Listener(QObject):
    """Listens for others who wanted to open the same base."""

    def __init__(
        self, folder: Path, callback: Callable[[list[str]], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._callback = callback
        self._read: dict[QLocalSocket, bytes] = {}
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)
        name = name_of(folder)
        if not self._server.listen(name):
            # A killed window leaves its socket's file behind; whoever asks us holds the lock.
            QLocalServer.removeServer(name)
            if not self._server.listen(name):
                _log.info("no hand-over possible: %s", self._server.errorString())

    @property
    def listening(self) -> bool:
        """Whether others can reach us; without it the program works all the same."""
        return self._server.isListening()

    def close(self) -> None:
        """Stop listening and remove the socket's file."""
        self._server.close()

    def _connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._read[socket] = b""
            socket.readyRead.connect(lambda one=socket: self._receive(one))
            socket.disconnected.connect(lambda one=socket: self._gone(one))
            if socket.bytesAvailable():
                self._receive(socket)

    def _receive(self, socket: QLocalSocket) -> None:
        if socket not in self._read:
            return
        self._read[socket] += bytes(socket.readAll().data())
        text = self._read[socket]
        if b"\n" not in text and len(text) < LONGEST:
            return
        arguments = _parsed(text)
        if arguments is None:
            socket.abort()
            return
        self._read[socket] = b""
        socket.write(_ANSWER)
        socket.flush()
        self._callback(arguments)

    def _gone(self, socket: QLocalSocket) -> None:
        self._read.pop(socket, None)
        socket.deleteLater()


def _parsed(text: bytes) -> list[str] | None:
    if len(text) >= LONGEST:
        return None
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if isinstance(found, list) and all(isinstance(one, str) for one in found):
        return found
    return None
