"""`grefier check`: each step to each server is a line with a fact, and a bad one has the remedy for that very step."""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import OURS, RULES, Clerk, sign_up  # noqa: E402
from dovecot import Dovecot, free_port, marked  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402

work = authority = dovecot = None
certificate = {}
DAY = 24 * 3600


def setUpModule():  # noqa: N802
    global work, authority, dovecot
    work = tempfile.TemporaryDirectory()
    authority = make_ca(os.path.join(work.name, "ca"))
    certificate["good"] = authority.issue("good")
    certificate["short"] = authority.issue("short", days=5)
    certificate["expired"] = authority.issue("expired", expired=True)
    certificate["other"] = authority.issue("other", hosts=("mail.elsewhere.example",))
    for part in ("answers", "digest"):
        shutil.copytree(os.path.join(RULES, part), os.path.join(work.name, "rules", part))
    shutil.copy(os.path.join(RULES, "fields.yaml"), os.path.join(work.name, "rules"))  # few examples, quickly run
    dovecot = Dovecot(os.path.join(work.name, "dovecot"), certificate["good"], more=marked("Înregistrări trimise", "Ciorne"))


def tearDownModule():  # noqa: N802
    dovecot.stop()
    work.cleanup()


def day(offset):
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + offset * DAY))


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=work.name)
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def clerk(self, mailbox=None, outgoing=None, password="open sesame", **more):
        mailbox = mailbox and {"user": "clerk", "password_file": "imap", "ca_file": authority.file, **mailbox}
        outgoing = outgoing and {"ca_file": authority.file, **outgoing}
        clerk = Clerk(os.path.join(self.folder, "clerk"), mailbox, outgoing, **more)
        clerk.secret("imap", password)
        with open(clerk.path, encoding="utf-8") as file:
            text = file.read()
        with open(clerk.path, "w", encoding="utf-8") as file:
            file.write(text.replace(RULES, os.path.join(work.name, "rules")))
        return clerk

    def good(self, clerk):
        done = clerk.run("check")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def bad(self, clerk, what, fact, remedy):
        """One bad line, with its remedy; what is behind it is not tried."""
        done = clerk.run("check")
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertEqual(done.stdout.count("BAD "), 1, done.stdout)
        self.assertRegex(done.stdout, rf"(?m)^BAD +{what} .*{fact}.*\n +→ .*{remedy}")
        return done.stdout


class Servers(Case):
    def test_name_port_certificate_and_login_of_both(self):
        with SmtpServer(certificate["good"], users={"clerk": "secret"}) as smtp:
            clerk = self.clerk({"url": dovecot.imaps_url},
                               {"url": smtp.url, "user": "clerk", "password_file": "smtp"})
            clerk.secret("smtp", "secret")
            said = self.good(clerk)
            self.assertEqual(smtp.commands("MAIL"), [f"MAIL FROM:<{OURS}>"])
            self.assertEqual(len(smtp.commands("RSET")), 1)
            self.assertEqual(smtp.messages, [])
        for what in ("mailbox", "outgoing"):
            self.assertRegex(said, rf"(?m)^ok +{what} +DNS: localhost:\d+: (.*, )?127\.0\.0\.1")
            self.assertRegex(said, rf"(?m)^ok +{what} +TCP: localhost:\d+ takes connections$")
            tls = re.search(rf"(?m)^ok +{what} +TLS: TLS1\.[23], certificate from (\S+) until (\S+) \((\d+) days left\)$",
                            said)
            self.assertIsNotNone(tls, said)
            self.assertIn(tls[1], (day(0), day(-1)))
            self.assertIn(tls[2], (day(30), day(29)))
            self.assertIn(tls[3], ("29", "30"))
            self.assertRegex(said, rf"(?m)^ok +{what} +\S+: the login works")
        self.assertRegex(said, r"(?m)^ok +mailbox +folder INBOX can be read$")
        self.assertIn(f"{OURS} may send", said)
        self.assertNotIn("ends soon", said)

    def test_starttls_shows_the_certificate_too(self):
        with SmtpServer(certificate["good"], implicit_tls=False) as smtp:
            said = self.good(self.clerk({"url": dovecot.imap_url}, {"url": smtp.url}))
        for what in ("mailbox", "outgoing"):
            self.assertRegex(said, rf"(?m)^ok +{what} +TLS: .* days left\)$")

    def test_a_certificate_that_ends_soon_is_worth_a_word(self):
        with SmtpServer(certificate["short"]) as smtp:
            said = self.good(self.clerk(outgoing={"url": smtp.url}))
        self.assertRegex(said, r"(?m)^ok +outgoing +TLS: .*\([45] days left\)\nnote +outgoing +the certificate ends soon")

    def test_a_certificate_that_is_refused_shows_its_dates(self):
        with SmtpServer(certificate["expired"]) as smtp:
            self.bad(self.clerk(outgoing={"url": smtp.url}), "outgoing",
                     r"TLS: .*expired.*from 2020-01-01 until 2020-02-01 \(0 days left\)", "certificate must be valid now")
            self.assertEqual(smtp.commands("AUTH") + smtp.commands("MAIL"), [])

    def test_a_certificate_for_another_host(self):
        with SmtpServer(certificate["other"]) as smtp:
            self.bad(self.clerk(outgoing={"url": smtp.url}), "outgoing", "TLS: ", "this very host name")

    def test_a_name_that_nobody_knows(self):
        self.bad(self.clerk({"url": "imaps://nowhere.invalid"}), "mailbox", "DNS: nowhere.invalid", "host name")

    def test_a_port_where_nobody_listens(self):
        self.bad(self.clerk({"url": f"imaps://localhost:{free_port()}"}), "mailbox", "TCP: ", "port in the url")

    def test_a_wrong_password(self):
        said = self.bad(self.clerk({"url": dovecot.imaps_url}, password="wrong"), "mailbox", "the login was refused",
                        "password_file")
        self.assertRegex(said, r"(?m)^ok +mailbox +TLS: ")

    def test_a_folder_that_is_not_there(self):
        self.bad(self.clerk({"url": dovecot.imaps_url, "also_inspect": ["Nowhere"]}), "mailbox", "Nowhere",
                 "make the folder")

    def test_the_folders_that_the_server_keeps_for_sent_messages_and_drafts_are_named(self):
        said = self.good(self.clerk({"url": dovecot.imaps_url}, {"url": "maildir:out", "answers": "draft"}))
        self.assertRegex(said, "(?m)^ok +mailbox +folder Înregistrări trimise can be read: sent messages$")
        self.assertRegex(said, "(?m)^ok +mailbox +folder Ciorne can be read: drafts$")

    def test_a_folder_of_sent_messages_that_is_not_there_is_worth_a_word(self):
        outgoing = {"url": "maildir:out", "sent_folder": "Lipsa", "sent_copies": "no"}
        said = self.good(self.clerk({"url": dovecot.imaps_url}, outgoing))
        self.assertRegex(said, "(?m)^note +mailbox +.*folder Lipsa does not exist.*: sent messages are not seen$")
        outgoing["sent_copies"] = "yes"
        self.bad(self.clerk({"url": dovecot.imaps_url}, outgoing), "mailbox", "Lipsa", "make the folder")

    def test_a_sender_that_the_server_does_not_take(self):
        for reply in ("553 5.7.1 not yours", "550 5.7.1 no", "451 4.3.0 later"):
            with self.subTest(reply=reply), SmtpServer(behave={"MAIL": reply}) as smtp:
                self.bad(self.clerk(outgoing={"url": smtp.url}), "outgoing", "sender: ", "outgoing.from")

    def test_the_road_of_the_alarm_is_tried_too(self):
        with SmtpServer() as smtp:
            more = f"alert: {{url: '{smtp.url}', to: [admin@elsewhere.example]}}\n"
            self.assertRegex(self.good(self.clerk(more=more)), r"(?m)^ok +alert +\S+: no login is asked for")
            self.assertEqual(smtp.messages, [])
        self.bad(self.clerk(more=more), "alert", "TCP: ", "port in the url")


class Folders(Case):
    def test_a_maildir_that_is_not_there_has_a_remedy_of_its_own(self):
        clerk = self.clerk()
        shutil.rmtree(os.path.join(clerk.folder, "in"))
        self.bad(clerk, "mailbox", "no Maildir", "cur, new and tmp")

    def test_nothing_is_made(self):
        clerk = self.clerk()
        before = sorted(os.listdir(clerk.folder))
        self.good(clerk)
        self.assertEqual(sorted(os.listdir(clerk.folder)), before)

    @unittest.skipUnless(os.geteuid() == 0, "only root can give folders away")
    def test_what_root_makes_belongs_to_the_owner_of_the_folder_around_it(self):
        clerk = Clerk(os.path.join(self.folder, "clerk"))
        clerk.deliver(sign_up(1), "1.one")
        os.chown(clerk.folder, 65534, 65534)
        self.assertEqual(clerk.once().returncode, 0)
        for name in ("out", "out/new", "out/tmp", "out/cur"):
            self.assertEqual(os.stat(os.path.join(clerk.folder, name)).st_uid, 65534, name)


class Store(Case):
    def test_a_folder_whose_parent_is_missing(self):
        clerk = self.clerk(store="a/b/roster.db")
        self.bad(clerk, "store", "a/b|clerk/a", "mend")
        self.assertNotEqual(clerk.once().returncode, 0, "the service could have made it")

    def test_a_folder_that_can_be_made(self):
        self.assertRegex(self.good(self.clerk()), r"(?m)^note +store +there is none yet")

    @unittest.skipUnless(os.geteuid() == 0 and shutil.which("unshare") and
                         subprocess.run(["unshare", "-m", "true"], check=False).returncode == 0,
                         "only root can mount something read-only, in a namespace of its own")
    def test_a_place_that_is_mounted_read_only(self):
        clerk = self.clerk()
        store = os.path.dirname(clerk.store)
        os.mkdir(store, 0o700)
        for there in (False, True):
            if there:
                self.assertEqual(clerk.once().returncode, 0)
            done = subprocess.run(["unshare", "-m", "sh", "-c", 'mount --bind -o ro "$1" "$1" && mount -o remount,ro,bind '
                                   '"$1" && shift && exec "$@"', "sh", store, *clerk.command("check")],
                                  capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
            self.assertRegex(done.stdout, r"(?m)^BAD +store .*[Rr]ead-only")

    def test_while_the_service_runs(self):
        clerk = self.clerk()
        self.assertEqual(clerk.once().returncode, 0)
        service = clerk.start("run")
        self.addCleanup(service.communicate)
        self.addCleanup(service.kill)
        self.assertRegex(self.good(clerk), r"(?m)^ok +store ")


if __name__ == "__main__":
    unittest.main(verbosity=2)
