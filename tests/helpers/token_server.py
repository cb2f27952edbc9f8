"""An OAuth2 provider on loopback: refreshing (RFC 6749), device authorisation (RFC 8628), introspection (RFC 7662).

    with TokenServer("clerk") as provider:
        provider.url + "/token", "/device", "/introspect"

`behave` is a list of what happens to the next requests for tokens instead of the right thing: a status number,
"drop", "garbage", "huge", or the name of an OAuth2 error.
"""
import http.server
import itertools
import json
import ssl
import threading
import time
import urllib.parse

CLIENT, SECRET = "grefier-test", "secret & odd=%"


class TokenServer:
    def __init__(self, user, certificate=None):
        self.user, self.certificate = user, certificate
        self.lifetime, self.rotate = 3600, False
        self.refresh_token = "refresh-0"
        self.access = {}            # token -> when it ends
        self.latest = ""            # the access token given last
        self.requests = []          # what was asked of /token and /device, as dictionaries
        self.behave = []
        self.pending = []           # answers to the device's next polls; then the grant
        self.numbers = itertools.count(1)
        self.port = 0
        self.server = None

    @property
    def url(self):
        return f"http{'s' if self.certificate else ''}://localhost:{self.port}"

    def refreshes(self):
        return [asked for asked in self.requests if asked.get("grant_type") == "refresh_token"]

    def revoke_access(self):
        self.access.clear()

    # ---- what it answers: (status, object or bytes)

    def give(self, with_refresh):
        number = next(self.numbers)
        self.latest = f"access-{number}.~+/=x"
        self.access[self.latest] = time.time() + self.lifetime
        answer = {"access_token": self.latest, "token_type": "Bearer", "expires_in": self.lifetime}
        if with_refresh:
            self.refresh_token = f"refresh-{number}"
            answer["refresh_token"] = self.refresh_token
        return 200, answer

    def token(self, asked):
        self.requests.append(asked)
        if self.behave:
            what = self.behave.pop(0)
            if isinstance(what, int):
                return what, {}
            if what == "garbage":
                return 200, b"<html>log in to this network first</html>"
            if what == "huge":
                return 200, b'{"access_token": "' + b"x" * 1000000 + b'"}'
            return (None, None) if what == "drop" else (400, {"error": what, "error_description": "of " + self.user})
        if asked.get("client_id") != CLIENT or asked.get("client_secret") != SECRET:
            return 401, {"error": "invalid_client"}
        if asked.get("grant_type") == "refresh_token":
            if asked.get("refresh_token") != self.refresh_token:
                return 400, {"error": "invalid_grant", "error_description": "revoked for " + self.user}
            return self.give(self.rotate)
        if asked.get("device_code") != "device-1":
            return 400, {"error": "invalid_grant"}
        if self.pending:
            return 400, {"error": self.pending.pop(0)}
        return self.give(True)

    def device(self, asked):
        self.requests.append(asked)
        return 200, {"device_code": "device-1", "user_code": "WDJB-MJHT", "interval": 1, "expires_in": 60,
                     "verification_uri": "https://provider.example/device"}

    def introspect(self, asked):
        token = asked.get("token", "")
        active = self.access.get(token, 0) > time.time()
        return 200, {"active": active, "username": self.user} if active else {"active": False}

    # ---- running

    def __enter__(self):
        provider = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self, query):
                path = urllib.parse.urlparse(self.path)
                asked = dict(urllib.parse.parse_qsl(path.query)) | dict(urllib.parse.parse_qsl(query))
                status, body = getattr(provider, path.path.strip("/"))(asked)
                if status is None:
                    self.close_connection = True
                    self.connection.close()
                    return
                body = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):  # noqa: N802
                self.answer("")

            def do_POST(self):  # noqa: N802
                self.answer(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

            def log_message(self, *_):
                pass

            def handle(self):
                try:
                    super().handle()
                except (OSError, ValueError):
                    pass  # cut connections are what is tested

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):
                pass

        self.server = Server(("127.0.0.1", self.port), Handler)
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate.file, self.certificate.key)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True,
                                                     do_handshake_on_connect=False)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
