"""The alarm when it is not the mailbox that fails: the way out, and the store itself."""
import email
import email.policy
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from clerk import Clerk, sign_up  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402

ADMIN = "admin@elsewhere.example"


class Alarm(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.road = SmtpServer()
        self.road.__enter__()
        self.addCleanup(self.road.__exit__, None, None, None)

    def clerk(self, outgoing=None):
        return Clerk(os.path.join(self.folder, "clerk"), {"poll": "1s"}, outgoing,
                     more=f"alert: {{url: '{self.road.url}', to: [{ADMIN}], after: 1s}}\n")

    def start(self, clerk, **options):
        process = subprocess.Popen(clerk.command("run"), stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def end(self, process):
        process.terminate()
        self.assertEqual(process.wait(60), 0)

    def told(self, count):
        """The alarms, once there are so many."""
        until = time.monotonic() + 60
        while len(self.road.messages) < count and time.monotonic() < until:
            time.sleep(0.1)
        self.assertEqual(len(self.road.messages), count)
        return [email.message_from_bytes(message["data"], policy=email.policy.default) for message in self.road.messages]

    def test_a_login_that_is_refused_on_the_way_out_is_told_and_shown_and_so_is_the_end_of_it(self):
        with SmtpServer(users={"clerk": "secret"}) as server:
            clerk = self.clerk({"url": server.url, "user": "clerk", "password_file": "smtp"})
            clerk.secret("smtp", "wrong")
            clerk.deliver(sign_up(1), "1.one")
            process = self.start(clerk)
            letter = self.told(1)[0]
            self.assertIn("nu mai pleacă", letter["Subject"])
            self.assertIn("the login was refused", letter.get_content())
            self.assertIn("the login was refused", clerk.status()["send_error"])
            self.assertIn("letters do not leave  localhost", clerk.run("status").stdout)
            self.end(process)

            process = self.start(clerk)  # starting again tells it to nobody again, and a login that works ends it
            clerk.deliver(sign_up(2), "2.two")
            until = time.monotonic() + 60
            while clerk.status()["messages"]["taken"] < 2 and time.monotonic() < until:
                time.sleep(0.2)
            self.end(process)
            self.told(1)
            clerk.secret("smtp", "secret")
            process = self.start(clerk)
            clerk.deliver(sign_up(3), "3.three")
            self.assertIn("pleacă din nou", self.told(2)[1]["Subject"])
            self.assertIsNone(clerk.status()["send_error"])
            self.end(process)

    def test_a_store_that_cannot_be_written_is_told_although_that_cannot_be_written_down(self):
        clerk = self.clerk()
        clerk.deliver(sign_up(1), "1.one")
        process = self.start(clerk, preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
        until = time.monotonic() + 60
        while not clerk.sent() and time.monotonic() < until:
            time.sleep(0.1)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (4096, 4096))  # a full disk for this one process
        clerk.deliver(sign_up(2), "2.two")
        letter = self.told(1)[0]
        self.assertIn("nu mai este citită", letter["Subject"])
        self.assertIn("store", letter.get_content())
        time.sleep(3)  # some polls more
        self.told(1)
        process.kill()


if __name__ == "__main__":
    unittest.main(verbosity=2)
