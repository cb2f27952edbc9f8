"""Servers that are broken, under attack or the attacker: bounded in time and memory, and no password for them."""
import base64
import os
import shutil
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

import source_tool  # noqa: E402
from certificates import make_ca  # noqa: E402
from hostile_imap import Gone, HostileImap  # noqa: E402

LETTERS = {uid: b"Subject: %d\r\n\r\nhello\r\n" % uid for uid in range(1, 6)}
MEMORY = 64 * 1024  # KiB above what an ordinary run takes
PIECE = b"x" * 65536


def hold(client, *_):
    client.hold()


def say(data):
    return lambda client, tag, rest: client.send(data.replace(b"TAG", tag))


def say_and_go(data):
    def behave(client, tag, _):
        client.send(data.replace(b"TAG", tag))
        raise Gone
    return behave


def without_end(start, piece):
    def behave(client, *_):
        client.send(start)
        while True:
            client.send(piece)
    return behave


class Story(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.authority = make_ca(os.path.join(cls.folder, "ca"))
        cls.certificate = cls.authority.issue("good")

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def read(self, server, **options):
        return source_tool.run("read", url=server.url, user="clerk",
                               **{"ca": self.authority.file, "timeout": 5, "cursor": "7:1", **options})

    def assert_no_password(self, server, result):
        encoded = base64.b64encode(b"\0clerk\0" + source_tool.PASSWORD.encode())
        for secret in (source_tool.PASSWORD.encode(), encoded, b"LOGIN ", b"AUTHENTICATE"):
            self.assertNotIn(secret, server.received)
        self.assertNotIn(source_tool.PASSWORD, result.out + result.errors)

    def assert_fails(self, behave, kind="try later", cause=None, **options):
        with HostileImap(behave, LETTERS) as server:
            result = self.read(server, **options)
        self.assertEqual((result.status, result.kind), (1, kind), result)
        if cause:
            self.assertIn(cause, result.error)
        return result


class GoodServer(Story):
    """The server of these tests is readable when nothing is wrong: the other stories fail for their own reason."""

    def test_is_read(self):
        for more in ({}, {"certificate": self.certificate}, {"certificate": self.certificate, "implicit_tls": True}):
            with HostileImap(messages=LETTERS, **more) as server:
                result = self.read(server)
            self.assertEqual((result.status, result.uids), (0, [1, 2, 3, 4, 5]), result)
            self.assertIn(b"EXAMINE", server.received)
            for word in (b"SELECT", b"STORE", b"EXPUNGE", b"COPY", b"BODY["):
                self.assertNotIn(word, server.received)

    def test_the_instant_has_the_servers_zone(self):
        with HostileImap(messages=LETTERS) as server:
            result = self.read(server, limit=1)
        self.assertEqual(result.mails[0]["internal_date"], 1795482000)


class SilenceAndDeparture(Story):
    def test_silence_at_every_step(self):
        for step in ("GREETING", "CAPABILITY", "AUTHENTICATE", "EXAMINE", "SEARCH", "FETCH"):
            with self.subTest(step=step):
                self.assert_fails({step: hold}, cause="no answer in time", timeout=1)

    def test_one_byte_at_a_time_does_not_stretch_the_deadline(self):
        def drip(client, *_):
            while True:
                client.send(b"*")
                time.sleep(0.1)
        self.assert_fails({"GREETING": drip}, cause="no answer in time", timeout=1)

    def test_a_slow_link_has_the_time_for_each_message_and_not_for_all_together(self):
        def slow(client, tag, rest):
            for uid in map(int, rest.split()[2].split(b",")):
                time.sleep(2)
                client.send(client.server.item(uid))
            client.send(tag + b" OK done\r\n")
        with HostileImap({"FETCH": slow}, LETTERS) as server:
            result = self.read(server, timeout=8)
        self.assertEqual((result.status, result.uids), (0, sorted(LETTERS)), result)

    def test_messages_that_nobody_asked_for_do_not_stretch_the_deadline(self):
        for piece in (b"* 9 FETCH (UID 9 BODY[]<0> {2}\r\nhi)\r\n", b"* 1 FETCH (UID 1 FLAGS ())\r\n"):
            def drip(client, *_, piece=piece):
                while True:
                    client.send(piece)
                    time.sleep(0.1)
            self.assert_fails({"FETCH": drip}, cause="no answer in time", timeout=1)

    def test_a_listener_that_never_speaks_tls(self):
        with HostileImap({"GREETING": hold}) as server:
            result = source_tool.run("read", url=f"imaps://127.0.0.1:{server.port}", user="clerk", timeout=1)
        self.assertEqual((result.status, result.kind), (1, "try later"), result)

    def test_farewell_at_every_step(self):
        for step in ("GREETING", "CAPABILITY", "AUTHENTICATE", "EXAMINE", "SEARCH", "FETCH"):
            with self.subTest(step=step):
                self.assert_fails({step: say_and_go(b"* BYE too busy\r\n")})

    def test_a_reset_is_a_departure_like_another(self):
        for secured in ({}, {"certificate": self.certificate, "implicit_tls": True}):
            for step in ("EXAMINE", "FETCH", "IDLE"):
                with self.subTest(step=step, **secured):
                    with HostileImap({step: lambda client, *_: client.reset()}, LETTERS, **secured) as server:
                        result = self.read(server, wait=30, **({"cursor": "7:6"} if step == "IDLE" else {}))
                    self.assertEqual((result.status, result.kind), (1, "try later"), result)
                    self.assertIn("closed the connection", result.error)

    def test_cut_in_the_middle_of_a_message(self):
        self.assert_fails({"FETCH": say_and_go(b"* 1 FETCH (UID 1 BODY[]<0> {500}\r\nhalf")},
                          cause="closed the connection")

    def test_what_came_whole_before_the_cut_is_not_lost_twice(self):
        def once(client, tag, rest):
            if b"3" in rest.split()[2].split(b","):
                client.send(client.server.item(1) + client.server.item(2))
                raise Gone
            return False
        with HostileImap({"FETCH": once}, LETTERS) as server:
            self.assertEqual(self.read(server).status, 1)
            server.behave = {}
            self.assertEqual(self.read(server).uids, [1, 2, 3, 4, 5])


class Floods(Story):
    def assert_bounded(self, behave, **options):
        with HostileImap(messages=LETTERS) as server:
            ordinary = self.read(server)
        result = self.assert_fails(behave, timeout=30, **options)
        self.assertLess(result.peak_kib - ordinary.peak_kib, MEMORY, result)
        return result

    def test_literals_that_are_too_large_or_no_number(self):
        for size in (b"4294967295", b"99999999999999999999", b"17000000", b"-1", b"", b"1x", b"2147483648"):
            with self.subTest(size=size):
                self.assert_bounded({"FETCH": say(b"* 1 FETCH (UID 1 BODY[]<0> {" + size + b"}\r\n")},
                                    cause="literal")

    def test_a_harmless_text_does_not_hide_a_literal(self):
        self.assert_bounded({"FETCH": say(b"* OK text {100}\r\n* 1 FETCH (UID 1 BODY[] {4294967295}\r\n")},
                            cause="literal")

    def test_a_literal_within_a_message_is_text(self):
        letters = {1: b"Subject: x\r\n\r\n* 1 FETCH {4294967295}\r\n* 2 {-1}\r\n"}
        with HostileImap(messages=letters) as server:
            result = self.read(server)
        self.assertEqual((result.status, len(result.mails)), (0, 1), result)

    def test_messages_without_end(self):
        text = b"x" * 262144
        piece = b"* 1 FETCH (UID 1 BODY[]<0> {262144}\r\n" + text + b")\r\n"
        self.assert_bounded({"FETCH": without_end(b"", piece)}, cause="too much")

    def test_a_line_without_end(self):
        self.assert_bounded({"GREETING": without_end(b"* OK ", PIECE)}, cause="too long")

    def test_lines_without_end(self):
        for line in (b"* 1 EXISTS\r\n", b"* 1 EXPUNGE\r\n", b"* OK x\r\n", b"* 1 FETCH (FLAGS (a))\r\n",
                     b"* SEARCH 1\r\n"):
            with self.subTest(line=line):
                self.assert_bounded({"SEARCH": without_end(b"", line * 1000)}, cause="too many lines")

    def test_lists_without_end(self):
        for start, piece in ((b"* FLAGS (", b"a "), (b"* SEARCH", b" 1"), (b"* CAPABILITY", b" A"),
                             (b"* 1 FETCH (", b"("), (b"* LIST (", b"\\a ")):
            with self.subTest(start=start):
                self.assert_bounded({"EXAMINE": without_end(start, piece * 20000)})

    def test_deep_nesting(self):
        nested = b"(" * 200_000 + b")" * 200_000
        self.assert_bounded({"FETCH": say_and_go(b"* 1 FETCH (UID 1 BODYSTRUCTURE " + nested + b")\r\n")})

    def test_garbage(self):
        for data in (b"\0" * 1000 + b"\r\n", bytes(range(256)) + b"\r\n", b"HTTP/1.1 400 Bad Request\r\n\r\n",
                     b"\r\n" * 1000, b"* \r\n", b"* 99999999999999999999 EXISTS\r\nTAG OK\r\n"):
            for step in ("GREETING", "EXAMINE", "SEARCH", "FETCH"):
                with self.subTest(data=data[:20], step=step), HostileImap({step: say_and_go(data)}, LETTERS) as server:
                    result = self.read(server)
                    self.assertIn(result.status, (0, 1), result)
                    self.assertNotIn("Sanitizer", result.errors)


class LoginTraps(Story):
    def test_a_server_that_lets_us_in_unasked(self):
        for more in ({"certificate": self.certificate}, {"certificate": self.certificate, "implicit_tls": True}, {}):
            with HostileImap({"GREETING": say(b"* PREAUTH welcome\r\n")}, LETTERS, **more) as server:
                result = self.read(server)
            self.assertEqual((result.status, result.kind), (1, "refused"), result)
            self.assertIn("PREAUTH", result.error)
            self.assert_no_password(server, result)
            self.assertNotIn(b"STARTTLS", server.received)

    def test_starttls_cut_out_of_the_offer(self):
        def capability(client, tag, _):
            client.send(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n" + tag + b" OK done\r\n")
        with HostileImap({"CAPABILITY": capability}, LETTERS, self.certificate) as server:
            result = self.read(server)
        self.assertEqual((result.status, result.kind), (1, "refused"), result)
        self.assertIn("STARTTLS", result.error)
        self.assert_no_password(server, result)

    def test_starttls_refused(self):
        for answer in (b"TAG NO not today\r\n", b"TAG BAD what\r\n"):
            with HostileImap({"STARTTLS": say(answer)}, LETTERS, self.certificate) as server:
                result = self.read(server)
            self.assertEqual(result.status, 1, result)
            self.assert_no_password(server, result)

    def test_answers_injected_behind_starttls(self):
        def inject(client, tag, _):
            client.send(tag + b" OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n2 OK done\r\n")
            client.start_tls()
        with HostileImap({"STARTTLS": inject}, LETTERS, self.certificate) as server:
            result = self.read(server)
        self.assertEqual((result.status, result.kind), (1, "refused"), result)
        self.assertIn("after STARTTLS", result.error)
        self.assert_no_password(server, result)

    def test_answers_injected_a_moment_later(self):
        def inject(client, tag, _):
            client.send(tag + b" OK begin\r\n")
            time.sleep(0.2)
            client.send(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n2 OK done\r\n")
            client.start_tls()
        with HostileImap({"STARTTLS": inject}, LETTERS, self.certificate) as server:
            result = self.read(server)
        self.assertEqual((result.status, result.kind), (1, "refused"), result)
        self.assert_no_password(server, result)

    def test_what_was_offered_before_tls_is_forgotten(self):
        def capability(client, tag, _):
            secured = hasattr(client.connection, "cipher")
            offer = b"IMAP4rev1 LOGINDISABLED" if secured else b"IMAP4rev1 STARTTLS AUTH=PLAIN"
            client.send(b"* CAPABILITY " + offer + b"\r\n" + tag + b" OK done\r\n")
        with HostileImap({"CAPABILITY": capability}, LETTERS, self.certificate) as server:
            result = self.read(server)
        self.assertEqual((result.status, result.kind), (1, "refused"), result)
        self.assertIn("no login by password", result.error)
        self.assert_no_password(server, result)

    def test_logindisabled_is_heeded(self):
        with HostileImap(messages=LETTERS, capabilities="IMAP4rev1 LOGINDISABLED") as server:
            result = self.read(server)
        self.assertEqual((result.status, result.kind), (1, "refused"), result)
        self.assert_no_password(server, result)

    def test_a_server_that_repeats_the_password_is_not_quoted(self):
        secret = source_tool.PASSWORD.encode()
        for answer in (b"TAG NO wrong: " + secret + b"\r\n", b"TAG NO [" + secret + b"] no\r\n",
                       b"TAG BAD " + secret + b"\r\n", b"* BYE " + secret + b"\r\n", b"* NO " + secret + b"\r\n"):
            for step in ("AUTHENTICATE", "LOGIN"):
                offer = "IMAP4rev1 AUTH=PLAIN" if step == "AUTHENTICATE" else "IMAP4rev1"
                with HostileImap({step: say_and_go(answer)}, LETTERS, capabilities=offer) as server:
                    result = self.read(server)
                self.assertEqual(result.status, 1, result)
                self.assertNotIn(source_tool.PASSWORD, result.out + result.errors)

    def test_a_login_that_cannot_be_checked_now_is_for_later(self):
        self.assert_fails({"AUTHENTICATE": say(b"TAG NO [UNAVAILABLE] the directory is down\r\n")}, "try later")
        self.assert_fails({"AUTHENTICATE": say(b"TAG NO [AUTHENTICATIONFAILED] no\r\n")}, "refused")

    def test_control_characters_in_the_login(self):
        for user, password in (("clerk\r\nx LOGOUT", "p"), ("clerk", "p\r\nx LOGOUT")):
            with HostileImap(messages=LETTERS, capabilities="IMAP4rev1") as server:
                result = source_tool.run("read", url=server.url, user=user, password=password, timeout=30)
            self.assertEqual((result.status, result.kind), (1, "bad input"), result)
            self.assertNotIn(b"x LOGOUT", server.received)

    def test_xoauth2(self):
        offer = "IMAP4rev1 SASL-IR AUTH=XOAUTH2 AUTH=PLAIN"
        with HostileImap(messages=LETTERS, certificate=self.certificate, capabilities=offer) as server:
            result = self.read(server, password=None, token="ya29.token")
        self.assertEqual((result.status, len(result.mails)), (0, 5), result)
        wanted = base64.b64encode(b"user=clerk\x01auth=Bearer ya29.token\x01\x01")
        self.assertIn(wanted, server.received)

        def refuse(client, tag, _):
            client.send(b"+ " + base64.b64encode(b'{"status":"401"}') + b"\r\n")
            client.read_line()
            client.send(tag + b" NO invalid\r\n")
        with HostileImap({"AUTHENTICATE": refuse}, LETTERS, capabilities=offer) as server:
            result = self.read(server, password=None, token="ya29.token")
        self.assertEqual((result.status, result.kind), (1, "refused"), result)
        self.assertNotIn("ya29", result.out + result.errors)


class Folder(Story):
    def test_uidvalidity_flipping_never_floods(self):
        def examine(client, tag, rest):
            client.server.uid_validity += 1
            return False
        with HostileImap({"EXAMINE": examine}, LETTERS) as server:
            cursor = "7:6"
            for _ in range(5):
                result = self.read(server, cursor=cursor)
                self.assertEqual((result.status, result.renewed, result.mails), (0, True, []), result)
                cursor = result.cursor

    def test_no_uidvalidity(self):
        self.assert_fails({"EXAMINE": say(b"* 5 EXISTS\r\nTAG OK done\r\n")}, "refused", "UIDVALIDITY")

    def test_no_uidnext(self):
        answer = say(b"* 5 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\nTAG OK done\r\n")
        with HostileImap({"EXAMINE": answer}, LETTERS) as server:
            result = self.read(server, cursor=None)
            self.assertEqual((result.status, result.cursor, result.mails), (0, "7:6", []), result)
            self.assertEqual(len(self.read(server, cursor="7:3").mails), 3)

    def test_messages_that_nobody_asked_for(self):
        def more(client, tag, rest):
            client.send(client.server.item(900) + client.server.item(2, b"first") + client.server.item(2, b"second")
                        + b"* 3 FETCH (FLAGS (\\Seen) UID 3)\r\n* 3 FETCH (UID 0 BODY[] NIL)\r\n")
            return False
        with HostileImap({"FETCH": more}, LETTERS) as server:
            result = self.read(server)
        self.assertEqual((result.status, result.uids), (0, [1, 2, 3, 4, 5]), result)
        self.assertEqual(result.mails[1]["length"], len(b"first"))

    def test_answers_out_of_order_are_given_in_order(self):
        def reverse(client, tag, rest):
            for uid in reversed(rest.split()[2].split(b",")):
                client.send(client.server.item(int(uid)))
            client.send(tag + b" OK done\r\n")
        with HostileImap({"FETCH": reverse}, LETTERS) as server:
            self.assertEqual(self.read(server).uids, [1, 2, 3, 4, 5])

    def test_several_commands_answered_at_once_and_backwards(self):
        def together(client, tag, rest):
            commands = [(tag, rest)]
            while b",48 " not in commands[-1][1]:
                tag, _, rest = client.read_line().partition(b" ")
                commands.append((tag, rest))
            for _, rest in commands:
                for uid in reversed(rest.split()[2].split(b",")):
                    client.send(client.server.item(int(uid)))
            for tag, _ in reversed(commands):
                client.send(tag + b" OK done\r\n")
            client.server.behave = {}
        for count in (48, 100):
            letters = {uid: b"letter %d" % uid for uid in range(1, count + 1)}
            with HostileImap({"FETCH": together}, letters) as server:
                result = self.read(server)
            self.assertEqual((result.status, result.uids), (0, sorted(letters)), result)
            self.assertNotIn(b"NOOP", server.received, "something was asked for twice")

    def test_a_server_that_ignores_how_much_was_asked_for(self):
        def whole(client, tag, rest):
            for uid in rest.split()[2].split(b","):
                client.send(client.server.item(int(uid)))
            client.send(tag + b" OK done\r\n")
        with HostileImap({"FETCH": whole}, {1: b"x" * 300_000}) as server:
            result = self.read(server)
        self.assertEqual((result.mails[0]["length"], result.mails[0]["size"], result.mails[0]["truncated"]),
                         (262_144, 300_000, True), result)

    def test_a_message_that_is_listed_and_never_given_is_an_empty_one(self):
        def hide(client, tag, rest):
            for uid in rest.split()[2].split(b","):
                if uid != b"3":
                    client.send(client.server.item(int(uid)))
            client.send(tag + b" NO [SERVERBUG] cannot read\r\n")
        with HostileImap({"FETCH": hide}, LETTERS) as server:
            result = self.read(server)
        self.assertEqual((result.status, result.uids), (0, [1, 2, 3, 4, 5]), result)
        self.assertEqual(result.mails[2]["length"], 0)

    def test_many_gaps_end(self):
        letters = {uid: b"x" for uid in range(1, 200)}

        def hide(client, tag, rest):
            for uid in rest.split()[2].split(b","):
                if int(uid) % 3:
                    client.send(client.server.item(int(uid)))
            client.send(tag + b" OK done\r\n")
        with HostileImap({"FETCH": hide}, letters) as server:
            result = self.read(server)
        self.assertEqual((result.status, result.uids), (0, sorted(letters)), result)

    def test_the_last_uid_of_all(self):
        with HostileImap(messages={4294967295: b"x"}) as server:
            server.behave["EXAMINE"] = say(b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\nTAG OK done\r\n")
            for cursor in ("7:1", None, "7:4294967295"):
                result = self.read(server, cursor=cursor, **{"from": "2020-01-01"})
                self.assertEqual((result.status, result.uids, result.cursor), (0, [4294967295], "7:4294967295"))

    def test_a_large_folder_is_listed_in_windows(self):
        letters = {1: b"first", 49_999: b"edge", 50_001: b"x", 400_000: b"last"}

        def examine(client, tag, _):
            client.send(b"* 60000 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 400001] x\r\n"
                        + tag + b" OK done\r\n")
        with HostileImap({"EXAMINE": examine}, letters) as server:
            result = self.read(server)
            self.assertEqual((result.status, result.uids, result.cursor), (0, sorted(letters), "7:400001"), result)
            self.assertIn(b"UID 1:50000\r\n", server.received)
            self.assertIn(b"UID SEARCH UID 350002:*\r\n", server.received)

    def test_a_command_that_is_not_understood(self):
        for step in ("SEARCH", "FETCH", "EXAMINE"):
            with self.subTest(step=step):
                self.assert_fails({step: say(b"TAG BAD what\r\n")})
        self.assert_fails({"SEARCH": say(b"TAG NO not now\r\n")})

    def test_an_answer_to_another_command(self):
        self.assert_fails({"SEARCH": say(b"9999 OK done\r\n")})


class Waiting(Story):
    def arrive_with(self, idle, **more):
        """What is said to IDLE brings message 6."""
        def behave(client, tag, rest):
            if 6 in client.server.messages:
                return False
            client.server.messages[6] = b"new"
            idle(client, tag, rest)
            return None
        with HostileImap({"IDLE": behave}, LETTERS, **more) as server:
            waiting = source_tool.Waiting(url=server.url, user="clerk", ca=self.authority.file, timeout=30,
                                          cursor="7:6", wait=90)
            result = waiting.result(60)
        self.assertEqual((result.status, result.woken, result.uids), (0, [1], [6]), result)

    @staticmethod
    def end(client, tag):
        while client.read_line().upper() != b"DONE":
            pass
        client.send(tag + b" OK done\r\n")

    def test_news_in_the_same_packet_as_the_plus(self):
        def idle(client, tag, _):
            client.send(b"+ idling\r\n* 6 EXISTS\r\n")
            self.end(client, tag)
        self.arrive_with(idle)
        self.arrive_with(idle, certificate=self.certificate)

    def test_news_before_the_plus(self):
        def idle(client, tag, _):
            client.send(b"* 6 EXISTS\r\n+ idling\r\n")
            self.end(client, tag)
        self.arrive_with(idle)

    def test_news_after_the_farewell_to_idle(self):
        def idle(client, tag, _):
            client.send(b"+ idling\r\n* OK still here\r\n")
            client.read_line()
            client.send(b"* 6 EXISTS\r\n" + tag + b" OK done\r\n")
        self.arrive_with(idle)

    def test_chatter_is_no_news(self):
        def idle(client, tag, _):
            client.send(b"+ idling\r\n* OK still here\r\n* 3 FETCH (FLAGS (\\Seen))\r\n")
            self.end(client, tag)
        with HostileImap({"IDLE": idle}, LETTERS) as server:
            result = self.read(server, cursor="7:6", wait=1)
        self.assertEqual((result.status, result.woken), (0, [0]), result)

    def test_an_expunge_and_an_arrival_leave_the_count_as_it_was(self):
        def idle(client, tag, _):
            client.send(b"+ idling\r\n* 1 EXPUNGE\r\n* 5 EXISTS\r\n")
            self.end(client, tag)
        self.arrive_with(idle)

    def test_a_server_without_idle(self):
        with HostileImap(messages=LETTERS, capabilities="IMAP4rev1 AUTH=PLAIN") as server:
            result = self.read(server, cursor="7:6", wait=1)
            self.assertEqual((result.status, result.woken), (0, [0]), result)
            self.assertNotIn(b"IDLE", server.received)

    def test_refused_cut_and_silent_idle(self):
        for idle in (say(b"TAG NO not today\r\n"), say(b"TAG BAD what\r\n"), say_and_go(b""), hold,
                     say_and_go(b"+ idling\r\n"), say_and_go(b"+ idling\r\n* BYE\r\n"),
                     without_end(b"+ idling\r\n", b"* 1 EXISTS\r\n" * 1000)):
            with HostileImap({"IDLE": idle}, LETTERS) as server:
                result = self.read(server, cursor="7:6", wait=90, timeout=1, within=60)
            self.assertEqual((result.status, result.kind), (1, "try later"), result)


if __name__ == "__main__":
    unittest.main()
