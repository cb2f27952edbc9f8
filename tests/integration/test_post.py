"""Posting: every way a message can leave, or not, against a real SMTP server on loopback."""
import email
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402

TOOL = os.path.join(os.environ["BUILD_DIR"], "tests", "post_tool")
USERS = {"clerk@protect.example": "sésame, ouvre-toi"}
FROM, TO = "clerk@protect.example", "ana@example.org"
TEXT = b"Message-ID: <one@protect.example>\r\nSubject: x\r\n\r\nHello\r\n"

work = tempfile.TemporaryDirectory()
authority = stranger = None


def setUpModule():  # noqa: N802
    global authority, stranger, good
    authority = make_ca(os.path.join(work.name, "ca"))
    stranger = make_ca(os.path.join(work.name, "stranger"))
    good = authority.issue("good")


def tearDownModule():  # noqa: N802
    work.cleanup()


def message_file(data, name="message.eml"):
    path = os.path.join(work.name, name)
    with open(path, "wb") as file:
        file.write(data)
    return path


def run_tool(url, *more, user=True, data=TEXT, files=None, sender=FROM, to=TO, timeout="10", environment=None):
    command = [TOOL, "--url", url, "--ca", authority.file, "--timeout", timeout, "--from", sender, "--to", to]
    if user:
        command += ["--user", FROM]
        if "--token" not in more:
            command += ["--password", USERS[FROM]]
    command += list(more) + (files if files is not None else [message_file(data)])
    return subprocess.run(command, capture_output=True, text=True, timeout=60,
                          env={**os.environ, **(environment or {})}, check=False)


def post(url, *more, **options):
    """The result of the one message, or of the last."""
    done = run_tool(url, *more, **options)
    if not done.stdout:
        raise AssertionError(f"{done.returncode}: {done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


class Told(unittest.TestCase):
    def outcome(self, result, outcome, stage, code=None, kind=None):
        self.assertEqual((result["outcome"], result["stage"]), (outcome, stage), result)
        if code is not None:
            self.assertEqual(result["code"], code, result)
        if kind is not None:
            self.assertEqual(result["kind"], kind, result)
        self.assertNotIn(TO, result["error"])
        self.assertNotIn(FROM, result["error"])
        self.assertNotIn(USERS[FROM], result["error"])


class Encrypted:
    """What holds for smtps and for smtp with STARTTLS alike."""

    implicit = None

    def server(self, certificate=None, **options):
        return SmtpServer(certificate or good, implicit_tls=self.implicit, users=options.pop("users", USERS), **options)

    def test_a_message_is_sent_after_login(self):
        with self.server() as server:
            self.outcome(post(server.url), "sent", "data", 250, "none")
        self.assertEqual(len(server.messages), 1)
        message = server.messages[0]
        self.assertEqual((message["from"], message["to"], message["user"]), (FROM, [TO], FROM))
        self.assertEqual(message["data"], TEXT)
        self.assertTrue(message["tls"])
        self.assertEqual(message["ehlo"], "protect.example")

    def test_one_connection_serves_many_messages(self):
        files = [message_file(TEXT, f"{n}.eml") for n in range(20)]
        with self.server() as server:
            done = run_tool(server.url, files=files)
        self.assertEqual([json.loads(line)["outcome"] for line in done.stdout.splitlines()], ["sent"] * 20)
        self.assertEqual((len(server.messages), server.connections), (20, 1))

    def refused_certificate(self, certificate):
        with self.server(certificate) as server:
            result = post(server.url)
        self.outcome(result, "later", "tls", 0 if self.implicit else 220, "refused")
        self.assertIn(f"localhost:{server.port}", result["error"])
        self.assertEqual(server.mechanisms, [])
        self.assertEqual(server.commands("AUTH") + server.commands("MAIL"), [])
        self.assertEqual(server.messages, [])

    def test_a_certificate_for_another_host_is_refused_before_any_login(self):
        self.refused_certificate(authority.issue("other", hosts=("smtp.example.net",)))

    def test_an_expired_certificate_is_refused_before_any_login(self):
        self.refused_certificate(authority.issue("old", expired=True))

    def test_a_certificate_of_an_unknown_authority_is_refused_before_any_login(self):
        self.refused_certificate(stranger.issue("unknown"))

    def test_the_system_bundle_does_not_trust_our_authority(self):
        with self.server() as server:
            done = subprocess.run([TOOL, "--url", server.url, "--user", FROM, "--password", "x", "--from", FROM,
                                   "--to", TO, message_file(TEXT)], capture_output=True, text=True, check=False)
        self.outcome(json.loads(done.stdout), "later", "tls")
        self.assertEqual(server.mechanisms, [])

    def test_a_ca_file_that_is_not_there_stops_everything(self):
        with self.server() as server:
            result = post(server.url, "--ca", "/nonexistent.pem")
        self.outcome(result, "later", "tls", kind="refused")

    def test_a_wrong_password_is_tried_once_and_leaves_the_message_due(self):
        with self.server() as server:
            self.outcome(post(server.url, "--password", "wrong"), "later", "login", 535, "refused")
        self.assertEqual(len(server.mechanisms), 1)
        self.assertEqual(server.commands("MAIL"), [])

    def test_a_login_that_is_out_of_order_for_now_is_tried_later(self):
        with self.server(behave={"AUTH": "454 4.7.0 later"}) as server:
            self.outcome(post(server.url), "later", "login", 454, "try later")

    def test_a_server_that_offers_no_login_gets_no_message(self):
        with self.server(offer_auth=False) as server:
            result = post(server.url)
            self.outcome(result, "later", "login", kind="refused")
            self.assertIn("no login", result["error"])
        self.assertEqual(server.commands("MAIL"), [])

    def test_a_server_that_offers_other_logins_only_gets_no_message(self):
        with self.server(auth_line="AUTH NTLM GSSAPI CRAM-MD5") as server:
            self.outcome(post(server.url), "later", "login", kind="refused")
        for line in ("auth PLAIN", "AUTH=PLAIN"):  # libcurl does not see these and would go on without a login
            with self.subTest(line), self.server(auth_line=line) as server:
                self.outcome(post(server.url), "later", "login", kind="refused")
                self.assertEqual(server.commands("MAIL"), [])

    def test_a_server_that_wants_no_login_is_used_without_one(self):
        with self.server(users={}, offer_auth=False) as server:
            self.outcome(post(server.url, user=False), "sent", "data", 250)

    def test_a_login_that_is_wanted_but_not_configured_is_said(self):
        with self.server() as server:
            self.outcome(post(server.url, user=False), "later", "login", 530, "refused")

    def test_an_oauth2_token_logs_in_by_xoauth2(self):
        with self.server(users={}, tokens={FROM: "ya29.token"}) as server:
            self.outcome(post(server.url, "--token", "ya29.token"), "sent", "data", 250)
            self.assertEqual(server.mechanisms, ["XOAUTH2"])
            self.outcome(post(server.url, "--token", "stale"), "later", "login", kind="refused")
        self.assertEqual(len(server.messages), 1)

    def test_check_logs_in_asks_for_the_sender_and_sends_nothing(self):
        with self.server() as server:
            self.assertEqual(post(server.url, "--try", files=[])["try"], 0)
            self.assertEqual(post(server.url, "--try", "--password", "wrong", files=[])["kind"], "refused")
        self.assertEqual(server.commands("MAIL"), [f"MAIL FROM:<{FROM}>"])
        self.assertEqual(server.commands("RCPT") + server.commands("DATA") + server.messages, [])
        self.assertEqual(len(server.mechanisms), 2)

    def test_every_stage_that_says_no(self):
        """(stage, reply) → outcome, stage; a lasting no only where it is about this letter."""
        table = [
            ("connect", "421 busy", "later", "connect"), ("connect", "554 no service", "later", "connect"),
            ("EHLO", "451 later", "later", "connect"), ("EHLO", "550 no", "later", "connect"),
            ("MAIL", "451 4.3.0 later", "later", "sender"), ("MAIL", "553 5.7.1 not yours", "later", "sender"),
            ("MAIL", "552 5.3.4 too large", "refused", "sender"),
            ("RCPT", "450 4.2.0 greylisted", "later", "recipient"),
            ("RCPT", "421 4.7.0 too many", "later", "recipient"),
            ("RCPT", "550 5.1.1 <ana@example.org> unknown", "refused", "recipient"),
            ("RCPT", "530 5.7.0 log in first", "later", "login"),
            ("DATA", "451 4.3.0 later", "later", "data"), ("DATA", "554 5.5.1 no", "refused", "data"),
            ("text", "452 4.3.1 full", "later", "data"),
            ("text", "554 5.7.1 spam <ana@example.org>", "refused", "data"),
        ]
        for stage, reply, outcome, ended in table:
            with self.subTest(stage=stage, reply=reply), \
                    self.server(behave={stage: reply}) as server:
                result = post(server.url)
                self.outcome(result, outcome, ended,
                             kind="refused" if outcome == "refused" or ended == "login" else "try later")
                self.assertEqual(result["code"], int(reply[:3]))
                self.assertEqual(server.messages, [])

    def test_every_stage_that_drops_the_connection(self):
        stages = {"connect": "connect", "EHLO": "connect", "AUTH": "login", "MAIL": "sender", "RCPT": "recipient",
                  "DATA": "data"}
        for stage, ended in stages.items():
            with self.subTest(stage=stage), self.server(behave={stage: "drop"}) as server:
                self.outcome(post(server.url), "later", ended, kind="try later")

    def test_every_stage_that_hangs(self):
        stages = {"connect": "connect", "EHLO": "connect", "AUTH": "login", "MAIL": "sender", "RCPT": "recipient",
                  "DATA": "data"}
        for stage, ended in stages.items():
            with self.subTest(stage=stage), self.server(behave={stage: "hang"}) as server:
                self.outcome(post(server.url, timeout="2"), "later", ended, kind="try later")

    def test_the_text_was_handed_over_and_nothing_came_back(self):
        for action in ("drop", "hang"):
            with self.subTest(action), self.server(behave={"text": action}) as server:
                self.outcome(post(server.url, timeout="4"), "uncertain", "data", 354, "try later")
                self.assertEqual(len(server.messages), 1)

    def test_an_odd_reply_to_the_text_is_judged_by_its_first_digit(self):
        for reply, outcome in (("252 taken", "sent"), ("299 taken", "sent"), ("399 what", "uncertain")):
            with self.subTest(reply), self.server(behave={"text": reply}) as server:
                self.outcome(post(server.url), outcome, "data", int(reply[:3]))

    def test_a_text_that_was_not_handed_over_whole_is_due(self):
        large = TEXT + b"0123456789abcdef\r\n" * 1000000
        for action in ("drop", "hang"):
            with self.subTest(action), self.server(behave={"upload": action}) as server:
                self.outcome(post(server.url, data=large, timeout="4"), "later", "data", 354, "try later")

    def test_after_a_failure_the_next_message_goes_out(self):
        files = [message_file(TEXT, f"{n}.eml") for n in range(4)]
        behave = {"RCPT": ["550 no", None, "450 later"], "text": [None, "drop"]}
        with self.server(behave=behave) as server:
            done = run_tool(server.url, files=files)
        self.assertEqual([json.loads(line)["outcome"] for line in done.stdout.splitlines()],
                         ["refused", "sent", "later", "uncertain"])

    def test_a_kept_connection_that_died_is_opened_anew(self):
        files = [message_file(TEXT, f"{n}.eml") for n in range(3)]
        with self.server(behave={"MAIL": [None, "drop", None, "421 4.4.2 idle"]}) as server:
            done = run_tool(server.url, files=files)
        self.assertEqual([json.loads(line)["outcome"] for line in done.stdout.splitlines()], ["sent"] * 3)
        self.assertEqual(len(server.messages), 3)

    def test_closing_does_not_wait_for_a_silent_server(self):
        """libcurl by itself waits two minutes for the reply to QUIT; run_tool gives it one."""
        with self.server(behave={"QUIT": "hang"}) as server:
            self.outcome(post(server.url), "sent", "data", 250)

    def test_a_proxy_of_the_environment_is_not_used(self):
        with self.server() as server:
            result = post(server.url, environment={"ALL_PROXY": "socks5://127.0.0.1:9", "smtp_proxy": "127.0.0.1:9"})
            self.outcome(result, "sent", "data", 250)


class ImplicitTls(Encrypted, Told):
    implicit = True


class ExplicitTls(Encrypted, Told):
    implicit = False


class StartTls(Told):
    def test_a_server_without_starttls_gets_no_login(self):
        with SmtpServer(None, users=USERS) as server:
            result = post(f"smtp://localhost:{server.port}")
        self.outcome(result, "later", "tls", kind="refused")
        self.assertEqual(server.mechanisms, [])

    def test_replies_injected_behind_starttls_are_an_attack(self):
        with SmtpServer(good, implicit_tls=False, users=USERS, behave={"STARTTLS": "inject"}) as server:
            result = post(server.url)
        self.outcome(result, "later", "tls", kind="try later")
        self.assertEqual(server.mechanisms, [])

    def test_starttls_that_fails(self):
        for action, kind in (("454 4.7.0 not now", "try later"), ("502 5.5.1 no", "refused"), ("drop", "try later"),
                             ("hang", "try later")):
            with self.subTest(action), \
                    SmtpServer(good, implicit_tls=False, users=USERS, behave={"STARTTLS": action}) as server:
                result = post(server.url, timeout="4")
                self.outcome(result, "later", "tls", kind=kind)
            self.assertEqual(server.mechanisms, [])

    def test_smtps_to_a_clear_text_port_and_back(self):
        with SmtpServer(None) as server:
            self.outcome(post(f"smtps://localhost:{server.port}", timeout="2"), "later", "tls")
        with SmtpServer(good) as server:
            self.assertEqual(post(f"smtp://localhost:{server.port}", timeout="2")["outcome"], "later")
        self.assertEqual(server.mechanisms, [])


class ClearText(Told):
    def test_clear_text_is_for_loopback_only(self):
        with SmtpServer(None, users=USERS) as server:
            self.outcome(post(server.url), "sent", "data", 250)
        self.assertFalse(server.messages[0]["tls"])
        for url in ("smtp://192.0.2.1?tls=none", "smtp://localhost.example?tls=none",
                    "smtp://127.0.0.1.example.org:25?tls=none"):
            done = run_tool(url)
            self.assertEqual((done.returncode, json.loads(done.stdout)), (1, {"open": -1, "kind": "refused"}))

    def test_urls_that_are_none(self):
        for url in ("", "smtp:localhost", "smtps://", "smtps://host:0", "smtps://host:99999", "smtps://host/path",
                    "smtps://user@host", "smtps://host?tls=none", "smtp://host?tls=no", "http://host",
                    "smtps://ho st", "smtps://host\r\n", "maildir:relative", "maildir:", "smtps://[::1", "SMTPS://x",
                    "smtps://-x"):
            with self.subTest(url):
                done = run_tool(url) if url else run_tool(" ")
                self.assertEqual(json.loads(done.stdout), {"open": -1, "kind": "bad input"})

    def test_no_connection_and_no_such_host(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # not listening
            result = post(f"smtps://localhost:{taken.getsockname()[1]}")
        self.outcome(result, "later", "connect", 0, "try later")
        self.outcome(post("smtps://nowhere.invalid"), "later", "connect", 0, "try later")

    def test_a_server_that_says_nothing_at_all(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            for url in ("smtps://localhost:%d", "smtp://localhost:%d"):
                result = post(url % silent.getsockname()[1], timeout="1")
                self.assertEqual(result["outcome"], "later")

    def test_a_server_that_talks_rubbish(self):
        def rubbish(listener):
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                try:
                    connection.sendall(b"\xff\x00" * 40000 + b"\r\n" + b"2" * 200000)
                    connection.close()
                except OSError:
                    pass
        with socket.create_server(("127.0.0.1", 0)) as listener:
            threading.Thread(target=rubbish, args=(listener,), daemon=True).start()
            for url in ("smtps://localhost:%d", "smtp://localhost:%d", "smtp://localhost:%d?tls=none"):
                result = post(url % listener.getsockname()[1], timeout="2")
                self.assertEqual(result["outcome"], "later")


class AttackStories(Told):
    def setUp(self):
        self.server = SmtpServer(None)
        self.server.__enter__()

    def tearDown(self):
        self.server.__exit__()

    def test_story_9_line_ends_and_brackets_in_an_envelope_address(self):
        bad = ["a@b.example\r\nRCPT TO:<victim@example.org>", "a@b.example\nDATA", "a@b.example\rX", "a b@c.example",
               "a@b.example>", "<a@b.example>", "a@b.example> SIZE=1", "a@@b", "", "a", "a\u2028b@c.example",
               "\"a b\"@c.example", "a@b.example\t", "a" * 300 + "@b.example"]
        for address in bad:
            with self.subTest(address):
                self.outcome(post(self.server.url, user=False, to=address), "refused", "connect", 0, "refused")
                self.outcome(post(self.server.url, user=False, sender=address), "refused", "connect", 0, "refused")
        self.assertEqual(self.server.connections, 0)

    def test_story_10_bare_line_ends_and_dots_in_a_body(self):
        body = (b"Subject: x\n\n.\n..\r\n.\r.\r\n\n.\r\nMAIL FROM:<evil@example.org>\nRCPT TO:<victim@example.org>\n"
                b"DATA\r\r\n.\n\r.hidden\n.")
        expected = (b"Subject: x\r\n\r\n.\r\n..\r\n.\r\n.\r\n\r\n.\r\nMAIL FROM:<evil@example.org>\r\n"
                    b"RCPT TO:<victim@example.org>\r\nDATA\r\n\r\n.\r\n\r\n.hidden\r\n.\r\n")
        self.outcome(post(self.server.url, user=False, data=body), "sent", "data", 250)
        self.assertEqual([message["data"] for message in self.server.messages], [expected])
        self.assertEqual([len(self.server.commands(word)) for word in ("MAIL", "RCPT", "DATA")], [1, 1, 1])

    def test_dots_at_every_offset_of_the_sending_buffer(self):
        """libcurl sends in pieces of 64 KiB: a dot and its CRLF may lie on the seam; nothing is lost or cut."""
        for shift in range(0, 12):
            line = b"x" * 70 + b"\r\n"
            body = b"Subject: x\r\n\r\n" + b"y" * shift + b"\r\n" + line * 907 + b".\r\n..\r\n.\r\n" * 30 + line * 40
            self.outcome(post(self.server.url, user=False, data=body), "sent", "data", 250)
            self.assertEqual(self.server.messages[-1]["data"], body)

    def test_a_body_of_nothing_and_of_dots_only(self):
        for body, expected in ((b"", b""), (b".", b".\r\n"), (b".\n", b".\r\n"), (b"\n", b"\r\n")):
            self.outcome(post(self.server.url, user=False, data=body), "sent", "data", 250)
            self.assertIn(self.server.messages[-1]["data"], (expected, expected + b"\r\n"))


class Maildir(Told):
    def setUp(self):
        self.folder = tempfile.mkdtemp(dir=work.name)
        self.path = os.path.join(self.folder, "out")

    def kept(self):
        return sorted(os.listdir(os.path.join(self.path, "new")))

    def test_a_maildir_keeps_messages_for_their_owner_only(self):
        self.outcome(post("maildir:" + self.path), "sent", "data", 0, "none")
        (name,) = self.kept()
        self.assertEqual(os.listdir(os.path.join(self.path, "tmp")), [])
        for place in ("", "new", "tmp", "cur"):
            self.assertEqual(os.stat(os.path.join(self.path, place)).st_mode & 0o777, 0o700)
        file = os.path.join(self.path, "new", name)
        self.assertEqual(os.stat(file).st_mode & 0o777, 0o600)
        with open(file, "rb") as kept:
            self.assertEqual(kept.read(), TEXT.replace(b"\r\n", b"\n"))

    def test_a_repeat_of_a_message_id_replaces_the_message(self):
        folded = b"Subject: y\r\nmessage-id:\r\n <one@protect.example>\r\n\r\nsecond\r\n"
        other = TEXT.replace(b"<one@", b"<two@")
        decoy = b"Subject: x\r\n\r\nMessage-ID: <one@protect.example>\r\n"
        for data in (TEXT, folded, other, decoy):
            self.outcome(post("maildir:" + self.path, data=data), "sent", "data")
        self.assertEqual(len(self.kept()), 3)
        texts = [open(os.path.join(self.path, "new", name), "rb").read() for name in self.kept()]
        self.assertIn(folded.replace(b"\r\n", b"\n"), texts)

    def test_what_a_dead_run_left_in_tmp_does_not_stop_the_next(self):
        post("maildir:" + self.path)
        (name,) = self.kept()
        os.rename(os.path.join(self.path, "new", name), os.path.join(self.path, "tmp", name))
        self.outcome(post("maildir:" + self.path), "sent", "data")
        self.assertEqual(self.kept(), [name])

    def test_a_symlink_in_the_place_of_the_file_is_not_followed(self):
        post("maildir:" + self.path)
        (name,) = self.kept()
        victim = os.path.join(self.folder, "victim")
        with open(victim, "w", encoding="ascii") as file:
            file.write("precious")
        for place in ("new", "tmp"):
            target = os.path.join(self.path, place, name)
            if os.path.lexists(target):
                os.unlink(target)
            os.symlink(victim, target)
        self.outcome(post("maildir:" + self.path), "sent", "data")
        with open(victim, encoding="ascii") as file:
            self.assertEqual(file.read(), "precious")

    def test_a_maildir_that_cannot_be_written_is_tried_later(self):
        with open(self.path, "w", encoding="ascii"):
            pass  # a file in its place
        self.outcome(post("maildir:" + self.path), "later", "data", 0, "try later")
        self.outcome(post("maildir:/nonexistent/deep/down"), "later", "data", 0, "try later")
        done = post("maildir:/nonexistent/deep/down", "--try", files=[])
        self.assertEqual((done["try"], done["kind"]), (-1, "try later"))

    def test_a_full_disk_leaves_nothing_half_kept(self):
        self.assertEqual(post("maildir:" + self.path, "--try", files=[])["try"], 0)
        limited = ["sh", "-c", 'trap "" XFSZ; ulimit -f 8; exec "$@"', "sh", TOOL, "--url", "maildir:" + self.path,
                   "--from", FROM, "--to", TO, message_file(TEXT + b"x" * 100000)]
        done = subprocess.run(limited, capture_output=True, text=True, check=False)
        self.outcome(json.loads(done.stdout), "later", "data", 0, "try later")
        self.assertEqual((self.kept(), os.listdir(os.path.join(self.path, "tmp"))), ([], []))

    def test_a_kept_message_is_read_by_others(self):
        post("maildir:" + self.path)
        (name,) = self.kept()
        with open(os.path.join(self.path, "new", name), "rb") as file:
            self.assertEqual(email.message_from_binary_file(file)["Message-ID"], "<one@protect.example>")


if __name__ == "__main__":
    unittest.main()
