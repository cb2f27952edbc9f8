"""Killed at any moment, on a full disk, on a store that cannot be written: nothing lost, nothing said twice."""
import email
import email.policy
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import Clerk, sign_up  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402

USER, PASSWORD = "clerk@protect.example", "open sesame"
KILLS, MESSAGES = 50, 100


class Killed(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.seed = int(os.environ.get("SEED", random.randrange(1 << 30)))
        self.chance = random.Random(self.seed)

    def tearDown(self):
        self.folder.cleanup()

    def clerk(self, server, authority):
        clerk = Clerk(self.folder.name)
        clerk.outgoing.update(url=server.url, user=USER, ca_file=authority.file,
                              password_file=clerk.secret("smtp", PASSWORD))
        clerk.write()
        return clerk

    def deliver(self, clerk, count):
        for _ in range(count):
            clerk.deliver(sign_up(self.delivered, phone=self.delivered % 3 > 0), f"m{self.delivered:03}")
            self.delivered += 1

    def test_at_fifty_random_moments(self):
        self.delivered = 0
        authority = make_ca(os.path.join(self.folder.name, "ca"))
        with SmtpServer(authority.issue("good"), users={USER: PASSWORD}) as server:
            clerk = self.clerk(server, authority)
            self.deliver(clerk, 2)
            begin = time.monotonic()
            self.assertEqual(clerk.once().returncode, 0)
            whole = time.monotonic() - begin
            for kill in range(KILLS):
                left = MESSAGES - self.delivered
                self.deliver(clerk, left if kill == KILLS - 1 else min(left, self.chance.randrange(4)))
                run = clerk.start("run", "--once")
                time.sleep(self.chance.uniform(0, whole * 1.2))
                run.send_signal(signal.SIGKILL)
                run.communicate()
            last = clerk.once()
            self.assertEqual(last.returncode, 0, last.stderr)
            self.check(clerk, server, last.stderr)

    def check(self, clerk, server, said):
        where = f"SEED={self.seed}\n{said}"
        rows = clerk.roster()
        self.assertEqual(len(rows), MESSAGES, where)
        self.assertEqual(len({row["email"] for row in rows}), MESSAGES, where)
        ids = {}
        for message in server.messages:
            parsed = email.message_from_bytes(message["data"], policy=email.policy.default)
            ids.setdefault(message["to"][0], []).append(parsed["Message-ID"])
        self.assertEqual(set(ids), {row["email"] for row in rows}, where)
        for address, found in ids.items():
            self.assertEqual(len(set(found)), 1, f"{address} got different answers; {where}")
        self.assertLessEqual(len(server.messages), MESSAGES + KILLS, where)


class NoRoom(unittest.TestCase):
    """No answer leaves before its record is durable."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.clerk = Clerk(self.folder.name)
        self.clerk.deliver(sign_up(0), "first")
        self.assertEqual(self.clerk.once().returncode, 0)
        self.assertEqual(len(self.clerk.sent()), 1)
        self.clerk.deliver(sign_up(1), "second")

    def tearDown(self):
        self.folder.cleanup()

    def goes_on(self):
        done = self.clerk.once()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((len(self.clerk.roster()), len(self.clerk.sent())), (2, 2))

    def test_a_store_that_may_not_grow(self):
        """RLIMIT_FSIZE is a full disk for this one process."""
        size = os.path.getsize(self.clerk.store)

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        self.assertGreater(size, 4096)
        done = subprocess.run(self.clerk.command("run", "--once"), capture_output=True, text=True, preexec_fn=limit,
                              timeout=60, check=False)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn("grefier: ", done.stderr)
        self.assertEqual(len(self.clerk.sent()), 1)
        self.goes_on()

    @unittest.skipIf(os.geteuid() == 0 and not os.path.exists("/usr/bin/setpriv"), "root may write everywhere")
    def test_a_store_that_may_not_be_written(self):
        store = os.path.dirname(self.clerk.store)
        os.chmod(self.clerk.store, 0o400)
        os.chmod(store, 0o500)
        command = self.clerk.command("run", "--once")
        if os.geteuid() == 0:  # root without the right to write what others own
            command = ["setpriv", "--bounding-set", "-all", "--inh-caps", "-all", *command]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        os.chmod(store, 0o700)
        os.chmod(self.clerk.store, 0o600)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(len([line for line in done.stderr.splitlines() if line.startswith("grefier: ")]), 1)
        self.assertEqual(len(self.clerk.sent()), 1)
        self.goes_on()


if __name__ == "__main__":
    unittest.main()
