"""The service as its manager, the monitoring and the administrator see it."""
import email
import email.policy
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import OURS, Clerk, sign_up  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from manager import Manager  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402

ADMIN = "admin@elsewhere.example"


def ready(message):
    return message.get("READY") == "1"


def answered_the_watchdog(message):
    return message.get("WATCHDOG") == "1"


def says_blind(message):
    return "could not be read" in message.get("STATUS", "")


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.manager = Manager(self.folder)
        self.addCleanup(self.manager.close)
        self.process = None
        self.addCleanup(self.end)

    def clerk(self, mailbox=None, **more):
        return Clerk(os.path.join(self.folder, "clerk"), {"poll": "1s", **(mailbox or {})}, **more)

    def start(self, clerk, **options):
        self.process = self.manager.start(clerk, **options)

    def end(self, how=signal.SIGKILL):
        """The exit code and what was logged."""
        if not self.process:
            return None, ""
        if self.process.poll() is None:
            self.process.send_signal(how)
        log = self.process.communicate(timeout=60)[1]
        code, self.process = self.process.returncode, None
        return code, log

    def blind(self, clerk):
        os.rename(os.path.join(clerk.folder, "in", "new"), os.path.join(clerk.folder, "in", "away"))

    def sighted(self, clerk):
        os.rename(os.path.join(clerk.folder, "in", "away"), os.path.join(clerk.folder, "in", "new"))


class ServiceManager(Case):
    def test_says_ready_then_answers_the_watchdog_and_ends_in_good_order(self):
        self.start(self.clerk())
        index = self.manager.wait(ready)
        self.manager.wait(answered_the_watchdog, index + 1)
        code, _ = self.end(signal.SIGTERM)
        self.assertEqual(code, 0)
        self.manager.wait(lambda message: message.get("STOPPING") == "1", index)

    def test_the_watchdog_is_answered_only_while_the_mailbox_is_read(self):
        clerk = self.clerk()
        self.start(clerk)
        self.manager.wait(answered_the_watchdog)
        self.blind(clerk)
        first = self.manager.wait(says_blind)
        again = self.manager.wait(says_blind, first + 1)
        self.assertFalse(any(map(answered_the_watchdog, self.manager.said[first:again + 1])))
        self.sighted(clerk)
        self.manager.wait(answered_the_watchdog, again + 1)

    def test_a_mailbox_that_was_never_readable_is_ready_but_the_watchdog_is_not_answered(self):
        clerk = self.clerk({"url": "maildir:nowhere"})
        self.start(clerk)
        self.manager.wait(ready)
        self.manager.wait(says_blind)
        self.assertFalse(any(map(answered_the_watchdog, self.manager.said)))

    def test_polls_often_enough_for_the_watchdog_whatever_the_configuration_says(self):
        self.start(self.clerk({"poll": "1d"}), watchdog=4)
        index = self.manager.wait(answered_the_watchdog)
        index = self.manager.wait(answered_the_watchdog, index + 1)
        self.manager.wait(answered_the_watchdog, index + 1)

    def test_reloading_is_announced_and_a_wrong_configuration_leaves_the_old_one(self):
        clerk = self.clerk()
        self.start(clerk)
        index = self.manager.wait(answered_the_watchdog)
        with open(clerk.path, "a", encoding="utf-8") as file:
            file.write("nonsense: 1\n")
        self.process.send_signal(signal.SIGHUP)
        index = self.manager.wait(lambda message: message.get("RELOADING") == "1", index)
        self.assertRegex(self.manager.said[index]["MONOTONIC_USEC"], r"^[0-9]+$")
        index = self.manager.wait(ready, index)
        self.manager.wait(answered_the_watchdog, index)
        code, log = self.end(signal.SIGTERM)
        self.assertEqual(code, 0)
        self.assertIn("event=reload-refused", log)
        self.assertIn("nonsense", log)

    def test_a_wrong_configuration_ends_with_78_and_is_never_ready(self):
        clerk = self.clerk(more="nonsense: 1\n")
        self.start(clerk)
        self.process.wait(60)
        code, log = self.end()
        self.assertEqual(code, 78)
        self.assertIn("nonsense", log)
        self.assertFalse(any(map(ready, self.manager.said)))

    def test_without_a_manager_nothing_is_said_and_all_is_well(self):
        clerk = self.clerk()
        done = clerk.once()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.manager.said, [])


class Credentials(Case):
    def test_a_password_comes_from_the_managers_folder_and_shows_nowhere(self):
        authority = make_ca(os.path.join(self.folder, "ca"))
        credentials = os.path.join(self.folder, "credentials")
        os.mkdir(credentials, 0o700)
        with open(os.path.join(credentials, "imap-password"), "w", encoding="utf-8") as file:
            file.write("open sesame\n")
        os.chmod(file.name, 0o440)
        with Dovecot(os.path.join(self.folder, "dovecot"), authority.issue("good")) as dovecot:
            clerk = self.clerk({"url": dovecot.imaps_url, "user": "clerk", "password_file": "imap-password",
                                "ca_file": authority.file})
            self.start(clerk, credentials=credentials)
            self.manager.wait(answered_the_watchdog)
            with open(f"/proc/{self.process.pid}/environ", "rb") as file:
                self.assertNotIn(b"open sesame", file.read())
            with open(f"/proc/{self.process.pid}/cmdline", "rb") as file:
                self.assertNotIn(b"open sesame", file.read())
            code, log = self.end(signal.SIGTERM)
            self.assertEqual(code, 0)
            self.assertNotIn("open sesame", log + str(self.manager.said))


class Metrics(Case):
    def read(self, clerk, matches):
        """The figures, once they are as they should be."""
        path = os.path.join(clerk.folder, "grefier.prom")
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if os.path.exists(path):
                with open(path, encoding="utf-8") as file:
                    text = file.read()
                figures = {match[1]: float(match[2]) for match in re.finditer(r"^([^#\s]\S*) (\S+)$", text, re.M)}
                if matches(figures):
                    return text, figures
            time.sleep(0.1)
        raise AssertionError("the figures never came")

    def test_figures_tell_what_was_read_and_what_failed(self):
        clerk = self.clerk(more="metrics_file: grefier.prom\n")
        clerk.deliver(sign_up(1), "1.one")
        clerk.deliver(sign_up(2, phone=False), "2.two")
        self.start(clerk)
        text, figures = self.read(clerk, lambda figures: figures.get('grefier_outbox{state="sent"}') == 2)
        self.assertEqual(figures['grefier_messages{action="answered"}'], 2)
        self.assertEqual(figures['grefier_applicants{status="complete"}'], 1)
        self.assertEqual(figures['grefier_applicants{status="incomplete"}'], 1)
        self.assertEqual(figures["grefier_poll_failures"], 0)
        self.assertGreater(figures["grefier_last_poll_timestamp_seconds"], 1700000000)
        self.assertRegex(text, r'grefier_build_info\{version="[0-9.]+",answers="send"\} 1\n')
        self.blind(clerk)
        self.read(clerk, lambda figures: figures["grefier_poll_failures"] >= 2)

    def test_the_text_is_openmetrics_readable_by_others_and_holds_no_person(self):
        clerk = self.clerk(more="metrics_file: grefier.prom\n")
        clerk.deliver(sign_up(1), "1.one")
        self.start(clerk)
        text, _ = self.read(clerk, lambda figures: figures.get('grefier_outbox{state="sent"}') == 1)
        self.assertTrue(text.endswith("# EOF\n"))
        known = None
        for line in text.splitlines()[:-1]:
            if line.startswith("# TYPE "):
                known = line.split()[2]
                self.assertEqual(line.split()[3], "gauge")
            elif not line.startswith("# HELP "):
                self.assertRegex(line, rf'^{known}(\{{([a-z]+="[^"\\]*",?)+\}})? -?[0-9.]+$')
        self.assertNotRegex(text, "@|Popescu|0722")
        self.assertEqual(stat.S_IMODE(os.stat(os.path.join(clerk.folder, "grefier.prom")).st_mode), 0o644)
        self.end(signal.SIGTERM)
        self.assertEqual([name for name in os.listdir(clerk.folder) if name.startswith("grefier.prom")],
                         ["grefier.prom"])

    def test_figures_that_cannot_be_written_stop_nothing(self):
        clerk = self.clerk(more="metrics_file: nowhere/grefier.prom\n")
        self.start(clerk)
        self.manager.wait(answered_the_watchdog)
        code, log = self.end(signal.SIGTERM)
        self.assertEqual(code, 0)
        self.assertIn("event=metrics-lost", log)


class Alarm(Case):
    def setUp(self):
        super().setUp()
        self.server = SmtpServer()
        self.server.__enter__()
        self.addCleanup(self.server.__exit__, None, None, None)

    def alarmed(self, language="ro", **more):
        clerk = self.clerk(more=f"alert: {{url: '{self.server.url}', to: [{ADMIN}], after: 1s}}\n", **more)
        with open(clerk.path, encoding="utf-8") as file:
            text = file.read()
        with open(clerk.path, "w", encoding="utf-8") as file:
            file.write(text.replace("group: {", f"group: {{language: {language}, "))
        return clerk

    def letters(self, count):
        until = time.monotonic() + 60
        while time.monotonic() < until and len(self.server.messages) < count:
            time.sleep(0.1)
        self.assertGreaterEqual(len(self.server.messages), count)
        return [email.message_from_bytes(message["data"], policy=email.policy.default)
                for message in self.server.messages]

    def test_a_mailbox_not_read_is_told_once_by_another_road_and_so_is_the_end_of_it(self):
        clerk = self.alarmed()
        self.start(clerk)
        self.manager.wait(answered_the_watchdog)
        self.blind(clerk)
        told = self.letters(1)[0]
        self.assertEqual((told["To"], self.server.messages[0]["to"]), (ADMIN, [ADMIN]))
        self.assertIn(OURS, told["From"])
        self.assertEqual(told["Auto-Submitted"], "auto-generated")
        self.assertIn("nu mai este citită", told["Subject"])
        self.assertIn("grefier check", told.get_content())
        index = self.manager.wait(says_blind, len(self.manager.said))
        self.manager.wait(says_blind, index + 1)
        self.assertEqual(len(self.server.messages), 1)

        self.end(signal.SIGTERM)
        heard = len(self.manager.said)
        self.start(clerk)
        index = self.manager.wait(says_blind, heard)
        self.manager.wait(says_blind, index + 1)
        self.assertEqual(len(self.server.messages), 1, "starting again told it again")

        self.sighted(clerk)
        self.assertIn("citită din nou", self.letters(2)[1]["Subject"])
        _, log = self.end(signal.SIGTERM)
        self.assertIn("event=outage-over", log)

    def test_in_english_where_the_group_is(self):
        clerk = self.alarmed("en", mailbox={"url": "maildir:nowhere"})
        self.start(clerk)
        self.assertIn("has not been read since", self.letters(1)[0]["Subject"])

    def test_an_alarm_that_does_not_go_out_is_tried_again(self):
        clerk = self.alarmed(mailbox={"url": "maildir:nowhere"})
        self.server.behave["RCPT"] = ["451 4.3.0 later"]
        self.start(clerk)
        self.letters(1)
        _, log = self.end(signal.SIGTERM)
        self.assertIn("event=alarm-lost", log)
        self.assertEqual(len(self.server.messages), 1)

    def test_a_short_outage_is_told_to_nobody(self):
        clerk = self.clerk(more=f"alert: {{url: '{self.server.url}', to: [{ADMIN}], after: 1d}}\n")
        self.start(clerk)
        self.manager.wait(answered_the_watchdog)
        self.blind(clerk)
        index = self.manager.wait(says_blind)
        index = self.manager.wait(says_blind, index + 1)
        self.sighted(clerk)
        self.manager.wait(answered_the_watchdog, index)
        self.end(signal.SIGTERM)
        self.assertEqual(self.server.messages, [])

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("unshare") and
                         subprocess.run(["unshare", "-m", "true"], check=False).returncode == 0,
                         "a mail program can be put in place only in a namespace of root's")
    def test_by_the_mail_program_of_this_machine(self):
        clerk = self.clerk({"url": "maildir:nowhere"},
                           more=f"alert: {{url: 'sendmail:', to: [{ADMIN}], after: 1s}}\n")
        taken = os.path.join(self.folder, "taken")
        program = os.path.join(self.folder, "sendmail")
        with open(program, "w", encoding="utf-8") as file:
            file.write(f'#!/bin/sh\n{{ echo "$@"; cat; }} >{taken}.part\nmv {taken}.part {taken}\n')
        os.chmod(program, 0o755)
        inside = (f"mount -t tmpfs none /usr/sbin && cp {program} /usr/sbin/sendmail && exec \"$@\"")
        self.process = subprocess.Popen(["unshare", "-m", "sh", "-c", inside, "sh", *clerk.command("run")],
                                        stderr=subprocess.PIPE, text=True, encoding="utf-8")
        until = time.monotonic() + 60
        while not os.path.exists(taken) and time.monotonic() < until:
            time.sleep(0.1)
        self.end(signal.SIGTERM)
        with open(taken, "rb") as file:
            arguments, letter = file.read().split(b"\n", 1)
        self.assertEqual(arguments.decode(), f"-i -- {ADMIN}")
        self.assertNotIn(b"\r", letter)
        self.assertIn("citită", email.message_from_bytes(letter, policy=email.policy.default)["Subject"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
