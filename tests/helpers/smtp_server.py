"""A real SMTP server on loopback with implicit TLS or STARTTLS and AUTH, which can be told to misbehave.

    with SmtpServer(certificate, users={"clerk": "secret"}) as server:      # smtps
        ...  server.url, server.messages, server.log

`behave` names what happens at a stage instead of the right thing: "connect" (before the greeting), "EHLO",
"STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "upload" (354 was said, the text is not read), "text" (the text was
read), "NOOP", "QUIT" (a client that does not wait for the reply may be gone before it is seen). Each is one
action, for ever, or a list of them, one a time and then the right thing again:

    None            the right thing
    "451 4.3.0 no"  that reply; "421 …" also closes
    "drop"          the connection is cut
    "hang"          nothing is said any more
    "inject"        STARTTLS only: the ready reply, and replies in clear text behind it

Needs Debian's python3-aiosmtpd.
"""
import asyncio
import base64
import json
import logging
import os
import ssl
import threading
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

HANG = 3600
logging.getLogger("mail.log").setLevel(logging.CRITICAL)
warnings.filterwarnings("ignore", module="aiosmtpd")


class Session(SMTP):
    """One connection. Every command is written to the server's log, without what follows AUTH."""

    def __init__(self, server, **options):
        self.server = server
        with server.lock:
            server.connections += 1
            self.number = server.connections
        super().__init__(server, **options)
        if not server.offer_auth:
            self._auth_methods.clear()
        self._smtp_methods = {name: self.scripted(name, method) for name, method in self._smtp_methods.items()}

    def scripted(self, name, method):
        async def run(argument):
            self.note(name if name == "AUTH" or not argument else name + " " + argument)
            if name == "AUTH" and argument:
                self.server.mechanisms.append(argument.split()[0])
            if not await self.act(name):
                await method(argument)
        return run

    def note(self, line):
        with self.server.lock:
            self.server.log.append((self.number, line))

    async def act(self, stage):
        """Does what the script says; whether it said something."""
        action = self.server.next_action(stage)
        if action is None:
            return False
        if action == "drop":
            (self._original_transport or self.transport).abort()
            raise asyncio.CancelledError()
        if action == "hang":
            await asyncio.sleep(HANG)
        if action == "inject":
            self._writer.write(b"220 ready\r\n250-injected\r\n250 AUTH PLAIN LOGIN\r\n")
            await self._writer.drain()
            await asyncio.sleep(HANG)
        await self.push(action)
        if action.startswith("421"):
            self.transport.close()
            raise asyncio.CancelledError()
        return True

    async def push(self, status):
        if isinstance(status, str) and status.startswith("220 ") and not self.session.host_name \
                and "Ready to start TLS" not in status:
            if await self.act("connect"):
                self.transport.close()
                raise asyncio.CancelledError()
        if isinstance(status, str) and status.startswith("354"):
            await super().push(status)
            await self.act("upload")
            return
        if isinstance(status, str) and status.startswith("250-AUTH"):
            if not self.server.offer_auth:
                return
            status = "250-" + (self.server.auth_line or status[4:])
        await super().push(status)

    async def auth_XOAUTH2(self, _, arguments):  # pylint: disable=invalid-name
        if len(arguments) > 1:
            response = base64.b64decode(arguments[1])
        else:
            response = await self.challenge_auth("")
        user, _, bearer = response.decode().rstrip("\x01").partition("\x01")
        user = user.partition("user=")[2]
        if user in self.server.tokens and bearer == "auth=Bearer " + self.server.tokens[user]:
            return AuthResult(success=True, auth_data=user)
        await self.challenge_auth('{"status":"400"}')
        return AuthResult(success=False, handled=False)


class SmtpServer:
    def __init__(self, certificate=None, implicit_tls=True, users=None, tokens=None, behave=None, folder=None,
                 host="localhost", offer_auth=True, auth_line=None):
        """`certificate` has .file and .key; without it the server speaks clear text. `folder` keeps each message
        as NNNN.eml with NNNN.json beside it. `users` and `tokens` map names to passwords and OAuth2 tokens.
        `auth_line` replaces the line "AUTH …" of the EHLO reply."""
        self.certificate, self.implicit_tls = certificate, implicit_tls
        self.users, self.tokens = users or {}, tokens or {}
        self.behave, self.folder, self.host, self.offer_auth = dict(behave or {}), folder, host, offer_auth
        self.auth_line = auth_line
        self.lock = threading.Lock()
        self.log = []          # (connection, command line)
        self.messages = []     # dictionaries: from, to, data (bytes), connection, user, ehlo, tls
        self.mechanisms = []   # of each AUTH attempt
        self.connections = 0
        self.port = None

    # ---- for the tests ------------------------------------------------------------------------------------
    @property
    def url(self):
        scheme = "smtps" if self.certificate and self.implicit_tls else "smtp"
        return f"{scheme}://{self.host}:{self.port}" + ("" if self.certificate else "?tls=none")

    def commands(self, name=None):
        with self.lock:
            lines = [line for _, line in self.log]
        return [line for line in lines if name is None or line.split(" ")[0] == name]

    def next_action(self, stage):
        with self.lock:
            action = self.behave.get(stage)
            if isinstance(action, list):
                return action.pop(0) if action else None
            return action(self) if callable(action) else action

    # ---- aiosmtpd's hooks ---------------------------------------------------------------------------------
    def authenticate(self, _server, _session, _envelope, _mechanism, data):
        expected = self.users.get(data.login.decode())
        return AuthResult(success=expected is not None and data.password.decode() == expected,
                          handled=False, auth_data=data.login.decode())

    async def handle_DATA(self, session_of, session, envelope):  # pylint: disable=invalid-name
        message = {"from": envelope.mail_from, "to": list(envelope.rcpt_tos),
                   "data": bytes(envelope.original_content), "connection": session_of.number,
                   "user": session.auth_data, "ehlo": session.host_name,
                   "tls": bool(session_of.transport.get_extra_info("sslcontext"))}
        action = self.next_action("text")
        taken = action is None or not action[:1].isdigit() or action.startswith("2")
        if taken:
            self.keep(message)
        if action == "drop":
            (session_of._original_transport or session_of.transport).abort()
            raise asyncio.CancelledError()
        if action == "hang":
            await asyncio.sleep(HANG)
        return action or "250 2.0.0 taken"

    def keep(self, message):
        with self.lock:
            self.messages.append(message)
            number = len(self.messages)
        if not self.folder:
            return
        base = os.path.join(self.folder, f"{number:04}")
        with open(base + ".eml", "wb") as file:
            file.write(message["data"])
        with open(base + ".json.part", "w", encoding="utf-8") as file:
            json.dump({key: value for key, value in message.items() if key != "data"}, file)
        os.rename(base + ".json.part", base + ".json")

    # ---- running ------------------------------------------------------------------------------------------
    def session(self):
        context = self.context if self.certificate and not self.implicit_tls else None
        return Session(self, loop=self.loop, hostname="smtp.test", tls_context=context, timeout=HANG,
                       require_starttls=context is not None, auth_required=bool(self.users or self.tokens) and
                       self.offer_auth, auth_require_tls=context is not None,
                       authenticator=self.authenticate)

    def __enter__(self):
        self.context = None
        if self.certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(self.certificate.file, self.certificate.key)
        self.loop = asyncio.new_event_loop()
        self.loop.set_exception_handler(lambda _loop, _context: None)  # cut connections are what is tested
        ready = threading.Event()
        self.thread = threading.Thread(target=self.run, args=(ready,), daemon=True)
        self.thread.start()
        if not ready.wait(60):
            raise RuntimeError("the SMTP server did not start")
        return self

    def run(self, ready):
        asyncio.set_event_loop(self.loop)
        context = self.context if self.implicit_tls else None
        server = self.loop.run_until_complete(self.loop.create_server(self.session, "127.0.0.1", self.port or 0,
                                                                      ssl=context))
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        self.loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0.05))
        self.loop.close()

    def __exit__(self, *_):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        return False
