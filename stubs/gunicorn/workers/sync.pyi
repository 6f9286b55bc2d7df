import socket
from typing import Any

class SyncWorker:
    wsgi: Any
    def handle(self, listener: socket.socket, client: socket.socket, addr: Any) -> None: ...
