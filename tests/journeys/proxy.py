"""A line between a browser and the product that can be cut for real: connections are broken off, new ones refused."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from urllib.parse import urlsplit


class Line:
    """Forwards every connection to an address while it is up."""

    def __init__(self, address: str) -> None:
        self.to = (urlsplit(address).hostname, urlsplit(address).port)
        self.is_up = True
        self.open: set[socket.socket] = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Breaks off what is under way and refuses what comes."""
        self.is_up = False
        for connection in list(self.open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Lets connections through again."""
        self.is_up = True

    def close(self) -> None:
        """For good."""
        self.cut()
        self.listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                browser, _ = self.listener.accept()
                threading.Thread(target=self._forward, args=[browser], daemon=True).start()

    def _forward(self, browser: socket.socket) -> None:
        with browser, contextlib.suppress(OSError):
            if not self.is_up:
                return
            with socket.create_connection(self.to) as product:
                self.open |= {browser, product}
                try:
                    self._pump(browser, product)
                finally:
                    self.open -= {browser, product}

    def _pump(self, browser: socket.socket, product: socket.socket) -> None:
        while self.is_up:
            for source in select.select([browser, product], [], [], 0.2)[0]:
                data = source.recv(65536)
                if not data:
                    return
                (product if source is browser else browser).sendall(data)
