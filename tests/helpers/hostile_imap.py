"""
An IMAP server that behaves well but where it is told not to.

`behave` maps a command ("GREETING", "CAPABILITY", "STARTTLS", "AUTHENTICATE", "LOGIN", "EXAMINE", "SEARCH",
"FETCH", "NOOP", "IDLE", "APPEND") to a function (client, tag, rest) that answers in its place; it may raise
Gone to close the connection, or return False to have the usual answer follow.
"""
import re
import socket
import ssl
import struct
import threading


class Gone(Exception):
    """The connection ends."""


class Client:
    """One connection, as the server sees it."""

    def __init__(self, server, connection):
        self.server, self.connection = server, connection
        self.waiting = b""

    def send(self, data):
        try:
            self.connection.sendall(data)
        except OSError:
            raise Gone from None

    def read_line(self):
        while b"\n" not in self.waiting:
            try:
                data = self.connection.recv(65536)
            except OSError:
                data = b""
            if not data:
                raise Gone
            self.waiting += data
            with self.server.lock:
                self.server.received += data
        line, self.waiting = self.waiting.split(b"\n", 1)
        return line.rstrip(b"\r")

    def hold(self):
        """Says nothing until the client goes."""
        while True:
            self.read_line()

    def reset(self):
        """Goes as a killed server does: with a reset (RFC 9293, 3.10.7) and no farewell."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        socket.socket.close(self.connection)
        raise Gone

    def start_tls(self):
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)


class HostileImap:
    """`messages`: UID → bytes. `certificate`: for STARTTLS, or for TLS from the start with implicit_tls."""

    def __init__(self, behave=None, messages=None, certificate=None, implicit_tls=False, uid_validity=7,
                 capabilities="IMAP4rev1 IDLE AUTH=PLAIN"):
        self.behave = behave or {}
        self.messages = dict(messages or {})
        self.uid_validity = uid_validity
        self.capabilities = capabilities
        self.implicit_tls = implicit_tls
        self.received = b""  # all that clients said, within TLS where there is TLS
        self.lock = threading.Lock()
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate.file, certificate.key)
            self.capabilities += "" if implicit_tls else " STARTTLS"
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.connections = []
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for connection in self.connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    @property
    def url(self):
        if self.implicit_tls:
            return f"imaps://localhost:{self.port}"
        return f"imap://localhost:{self.port}" + ("" if self.context else "?tls=none")

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        try:
            client = Client(self, connection)
            if self.implicit_tls:
                client.start_tls()
            self._answer(client, "GREETING", b"*", b"")
            while True:
                tag, _, rest = client.read_line().partition(b" ")
                word = rest.split(b" ", 1)[0].upper()
                if word == b"UID":
                    word = rest.split(b" ", 2)[1].upper()
                self._answer(client, word.decode(), tag, rest)
        except (Gone, OSError):
            pass
        finally:
            try:
                client.connection.close()
            except OSError:
                pass

    def _answer(self, client, word, tag, rest):
        told = self.behave.get(word)
        if told and told(client, tag, rest) is not False:
            return
        getattr(self, "_" + word.lower(), self._unknown)(client, tag, rest)

    # ---- the usual answers

    def _unknown(self, client, tag, _):
        client.send(tag + b" BAD unknown\r\n")

    def _greeting(self, client, *_):
        client.send(b"* OK ready\r\n")

    def _capability(self, client, tag, _):
        client.send(b"* CAPABILITY " + self.capabilities.encode() + b"\r\n" + tag + b" OK done\r\n")

    def _starttls(self, client, tag, _):
        client.send(tag + b" OK begin\r\n")
        client.start_tls()

    def _authenticate(self, client, tag, rest):
        if len(rest.split()) < 3:
            client.send(b"+ \r\n")
            client.read_line()
        client.send(tag + b" OK welcome\r\n")

    def _login(self, client, tag, _):
        client.send(tag + b" OK welcome\r\n")

    def _examine(self, client, tag, _):
        next_uid = max(self.messages, default=0) + 1
        client.send(f"* {len(self.messages)} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen)\r\n"
                    f"* OK [UIDVALIDITY {self.uid_validity}] fine\r\n* OK [UIDNEXT {next_uid}] fine\r\n"
                    .encode() + tag + b" OK [READ-ONLY] done\r\n")

    def _search(self, client, tag, rest):
        match = re.search(rb"UID (\d+):(\d+|\*)", rest[4:])
        low, high = (int(match.group(1)), match.group(2)) if match else (0, b"*")
        found = [uid for uid in sorted(self.messages) if uid >= low and (high == b"*" or uid <= int(high))]
        if high == b"*" and not found and self.messages:
            found = [max(self.messages)]
        client.send(b"* SEARCH" + b"".join(b" %d" % uid for uid in found) + b"\r\n" + tag + b" OK done\r\n")

    def item(self, uid, text=None, claimed=None):
        text = self.messages.get(uid, b"") if text is None else text
        return (b'* %d FETCH (UID %d INTERNALDATE "24-Nov-2026 03:00:00 +0200" RFC822.SIZE %d BODY[]<0> {%d}\r\n'
                % (sorted(self.messages).index(uid) + 1 if uid in self.messages else 1, uid, len(text),
                   len(text) if claimed is None else claimed)) + text + b")\r\n"

    def _fetch(self, client, tag, rest):
        for uid in map(int, rest.split()[2].split(b",")):
            if uid in self.messages:
                client.send(self.item(uid, self.messages[uid][:262144]))
        client.send(tag + b" OK done\r\n")

    def _noop(self, client, tag, _):
        client.send(b"* %d EXISTS\r\n" % len(self.messages) + tag + b" OK done\r\n")

    def _idle(self, client, tag, _):
        client.send(b"+ idling\r\n")
        while client.read_line().upper() != b"DONE":
            pass
        client.send(tag + b" OK done\r\n")

    def _logout(self, client, tag, _):
        client.send(b"* BYE\r\n" + tag + b" OK done\r\n")
        raise Gone
