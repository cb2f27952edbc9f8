"""The service and a real Dovecot, and all that comes between them: nothing lost, nothing said twice, nothing kept."""
import base64
import collections
import email
import email.policy
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import GREFIER, Clerk, sign_up  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from proxy import Relay  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402

INTERRUPTIONS = {"reset": 10, "closed": 6, "half_open": 8, "silence": 6, "cut": 8, "freeze": 3, "restart": 3, "kill": 6}
FIRST = ("reset", "half_open", "cut", "kill")  # what these take for the first time may stay
LARGE = 120_000  # bytes of a photo: a letter with it is cut in its midst
with open(GREFIER, "rb") as program:
    GROWTH_MOST = 4096 if b"__asan_init" in program.read() else 1024  # KiB; sanitizers write down who took what


def until(happened, what, seconds=90):
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise AssertionError(f"there never was {what}")
        time.sleep(0.02)


def with_photo(message):
    head, text = message.split(b"\r\nMIME-Version", 1)
    return (head + b"\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=part\r\n\r\n"
            b"--part\r\nMIME-Version" + text + b"\r\n--part\r\nContent-Type: image/jpeg; name=foto.jpg\r\n"
            b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(bytes(LARGE)) + b"--part--\r\n")


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        authority = make_ca(os.path.join(self.folder, "ca"))
        self.dovecot = Dovecot(os.path.join(self.folder, "dovecot"), authority.issue("good"))
        self.addCleanup(self.dovecot.stop)
        self.relay, self.server = Relay(self.dovecot.imaps_port), SmtpServer()
        for each in (self.relay, self.server):
            each.__enter__()  # pylint: disable=unnecessary-dunder-call
            self.addCleanup(each.__exit__, None, None, None)
        self.authority = authority
        self.delivered = 0

    def start(self, **mailbox):
        self.clerk = Clerk(os.path.join(self.folder, "clerk"), {
            "url": f"imaps://localhost:{self.relay.port}", "user": "clerk", "password_file": "imap",
            "ca_file": self.authority.file, "poll": "1s", "timeout": "1s", **mailbox}, {"url": self.server.url})
        self.clerk.secret("imap", "open sesame")
        with open(os.path.join(self.folder, "log"), "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(self.clerk.command("run"), stdin=subprocess.DEVNULL, stderr=log, env={
                **os.environ, "ASAN_OPTIONS": "quarantine_size_mb=1:thread_local_quarantine_size_kb=64"})
        self.addCleanup(self.process.wait)
        self.addCleanup(self.process.kill)

    def log(self):
        with open(os.path.join(self.folder, "log"), encoding="utf-8") as file:
            return file.read()

    def deliver(self, count=1, photo=False):
        for _ in range(count):
            message = sign_up(self.delivered, phone=self.delivered % 3 > 0)
            self.dovecot.deliver(with_photo(message) if photo else message)
            self.delivered += 1

    def all_answered(self):
        self.assertIsNone(self.process.poll(), "it has ended by itself")
        return len(self.server.messages) >= self.delivered


class Interrupted(Case):
    def setUp(self):
        super().setUp()
        self.seed = int(os.environ.get("SEED", random.randrange(1 << 30)))
        self.chance = random.Random(self.seed)

    # ---- what comes between; each says how many connections it met

    def reset(self):
        return self.relay.end("reset")

    def closed(self):
        return self.relay.end("closed")

    def half_open(self):
        """The address translator on the way was started anew: it knows the connection no more."""
        return self.relay.hold()

    def silence(self):
        """Whoever accepts does not speak."""
        self.relay.silent_next = True
        met = self.relay.end("reset")
        until(lambda: not self.relay.silent_next, "a new connection")
        return met

    def cut(self):
        """In the midst of a letter: nothing else that the server says is so long."""
        self.relay.cut_after = self.chance.randrange(20_000, LARGE)
        self.deliver(photo=True)
        until(lambda: not self.relay.cut_after, "a letter under way")
        return 1

    def freeze(self):
        family = self.dovecot.family()
        for pid in family:
            os.kill(pid, signal.SIGSTOP)
        self.deliver()
        time.sleep(self.chance.uniform(0.5, 2))
        for pid in family:
            os.kill(pid, signal.SIGCONT)
        return 1

    def restart(self):
        """The server says BYE."""
        self.dovecot.stop()
        self.deliver()
        self.dovecot.start()
        return 1

    def kill(self):
        self.dovecot.kill()
        self.deliver()
        self.dovecot.start()
        return 1

    def interrupt(self, kind):
        self.deliver(self.chance.randrange(2))
        for _ in range(10):
            until(self.relay.live, f"a connection before {kind}")
            time.sleep(self.chance.uniform(0, 0.5))  # while it logs in, searches, fetches, waits
            if self.relay.live() and getattr(self, kind)():
                break
        else:
            self.fail(f"{kind} met no connection ten times")
        self.deliver(self.chance.randrange(2))

    # ---- what is kept

    def descriptors(self):
        found = []
        for number in os.listdir(f"/proc/{self.process.pid}/fd"):
            try:
                found.append(re.sub(r"\d+", "N", os.readlink(f"/proc/{self.process.pid}/fd/{number}")))
            except FileNotFoundError:
                pass
        return sorted(found)

    def memory(self):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            return int(re.search(r"^RssAnon:\s+(\d+) kB$", file.read(), re.M)[1])

    def rest(self):
        """Once all is answered and a poll has gone well: what is open then, and the memory taken."""
        until(self.all_answered, "an answer to each", 180)
        looks = [None, None]

        def still():
            time.sleep(0.3)
            looks.append((self.descriptors(), self.memory()))
            return looks[-1] == looks[-2] == looks[-3] and self.relay.live()
        until(still, "rest")
        return looks[-1]

    def test_fifty_times(self):
        try:
            self.live_through()
        except BaseException:
            print(f"SEED={self.seed}\n{self.log()[-5000:]}\n{self.dovecot.log()[-2000:]}", flush=True)
            raise

    def live_through(self):
        kinds = [kind for kind, count in INTERRUPTIONS.items() for _ in range(count)]
        self.assertEqual(len(kinds), 50)
        self.chance.shuffle(kinds)
        self.start()
        self.deliver(10)
        for kind in FIRST:
            self.interrupt(kind)
        open_before, memory_before = self.rest()
        for kind in kinds:
            self.interrupt(kind)
        open_after, memory_after = self.rest()
        print(f"open {len(open_before)} and {len(open_after)}, KiB {memory_before} and {memory_after}, "
              f"{self.delivered} letters, {len(self.relay.links)} connections", flush=True)
        self.assertEqual(open_after, open_before)
        self.assertLess(memory_after - memory_before, GROWTH_MOST)
        self.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.process.wait(60), 0)  # in a build with sanitizers: and nothing has leaked
        self.check()

    def check(self):
        rows = self.clerk.roster()
        self.assertEqual(len({row["email"] for row in rows}), self.delivered)
        self.assertEqual(len(rows), self.delivered)
        answered = collections.Counter(message["to"][0] for message in self.server.messages)
        self.assertEqual(answered, collections.Counter(row["email"] for row in rows))
        self.assertEqual(self.clerk.status()["waiting"], 0)


class Told(Case):
    def test_a_letter_is_answered_when_the_server_speaks_of_it_long_before_the_next_poll(self):
        self.start(poll="1d")
        self.deliver()
        until(self.all_answered, "the answer to what was there")
        for _ in range(3):
            self.deliver()
            until(self.all_answered, "an answer")


if __name__ == "__main__":
    unittest.main(verbosity=2)
