"""
What lies between a client and its server: a relay on loopback that passes TLS through, and that can do what networks
do. It knows nothing of what it carries.
"""
import select
import socket
import struct
import threading
import time


class Link:
    """One connection through the relay. `server` is None for one that is never spoken to."""

    def __init__(self, relay, client, server):
        self.relay, self.client, self.server = relay, client, server
        self.held = server is None  # nothing is read or passed on any more, and nobody is told
        self.given = 0  # bytes that the server said
        self.fate = None  # how it is to end
        self.over = False

    def run(self):
        try:
            while not self.fate:
                if self.held:
                    time.sleep(0.02)
                else:
                    self.carry()
        except OSError:
            pass
        self.end()

    def carry(self):
        for side in select.select([self.client, self.server], [], [], 0.02)[0]:
            data = side.recv(65536)
            if not data:
                self.fate = "closed"
            elif side is self.client:
                self.server.sendall(data)
            else:
                self.give(data)

    def give(self, data):
        most = self.relay.cut_after
        if most and self.given + len(data) > most:
            data, self.relay.cut_after = data[:max(most - self.given, 0)], None
            self.fate = "reset"
        self.client.sendall(data)
        self.given += len(data)

    def end(self):
        for side in filter(None, (self.client, self.server)):
            if self.fate == "reset":  # RFC 9293, 3.10.7: without a farewell
                side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            side.close()
        self.over = True

    def is_live(self):
        return not (self.over or self.held or self.fate) and self.given > 0


class Relay:
    def __init__(self, port):
        self.target = port
        self.links = []
        self.silent_next = False  # the next connection is accepted and never spoken to
        self.cut_after = None  # the first link on which the server says so many bytes is reset there
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for link in self.links:
            link.fate = link.fate or "closed"

    def _accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            silent, self.silent_next = self.silent_next, False
            try:
                server = None if silent else socket.create_connection(("127.0.0.1", self.target), 5)
            except OSError:
                client.close()
                continue
            link = Link(self, client, server)
            self.links.append(link)
            threading.Thread(target=link.run, daemon=True).start()

    def live(self):
        return [link for link in self.links if link.is_live()]

    # ---- what networks do

    def end(self, fate):
        """Every connection is "closed" or "reset". Returns how many there were."""
        live = self.live()
        for link in live:
            link.fate = fate
        return len(live)

    def hold(self):
        """Every connection stays open, and nothing comes through it any more. Returns how many there were."""
        live = self.live()
        for link in live:
            link.held = True
        return len(live)
