"""OAuth2, end to end: a provider, a Dovecot that asks it about tokens, an SMTP server that wants the same ones."""
import os
import signal
import stat
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import Clerk, sign_up  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from manager import Manager  # noqa: E402
from smtp_server import SmtpServer  # noqa: E402
from token_server import CLIENT, SECRET, TokenServer  # noqa: E402

work = authority = dovecot = provider = None
INTROSPECTION = """
auth_mechanisms = plain login xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {path}
}}
"""


class Latest(dict):
    """For the SMTP server: what the provider gave last is right."""

    def __contains__(self, user):
        return user == provider.user

    def __bool__(self):
        return True

    def __getitem__(self, user):
        return provider.latest


def setUpModule():  # noqa: N802
    global work, authority, dovecot, provider
    work = tempfile.TemporaryDirectory()
    authority = make_ca(os.path.join(work.name, "ca"))
    provider = TokenServer("clerk")
    provider.__enter__()
    path = os.path.join(work.name, "dovecot-oauth2.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"introspection_url = {provider.url}/introspect?token=\nintrospection_mode = get\n"
                   "force_introspection = yes\nusername_attribute = username\nactive_attribute = active\n"
                   "active_value = true\n")
    os.chmod(path, 0o644)
    dovecot = Dovecot(os.path.join(work.name, "dovecot"), authority.issue("good"),
                      more=INTROSPECTION.format(path=path))


def tearDownModule():  # noqa: N802
    dovecot.stop()
    provider.__exit__()
    work.cleanup()


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=work.name)
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.process = None
        self.addCleanup(self.end)
        dovecot.clear()
        provider.lifetime, provider.rotate, provider.behave, provider.pending = 3600, False, [], []
        provider.refresh_token = "refresh-0"
        provider.requests.clear()
        provider.revoke_access()
        self.manager = Manager(self.folder)
        self.addCleanup(self.manager.close)

    def clerk(self, outgoing=None, secret=SECRET, **more):
        oauth2 = {"token_url": provider.url + "/token", "device_url": provider.url + "/device", "client_id": CLIENT,
                  "client_secret_file": "client-secret", "refresh_token_file": "refresh-token",
                  "scope": "mail offline_access", **more}
        mailbox = {"url": dovecot.imaps_url, "user": "clerk", "ca_file": authority.file, "oauth2": oauth2,
                   "poll": "1s", "start": "2020-01-01"}
        if outgoing:
            outgoing = {"url": outgoing.url, "user": "clerk", "ca_file": authority.file, "oauth2": oauth2}
        clerk = Clerk(os.path.join(self.folder, "clerk"), mailbox, outgoing)
        clerk.secret("client-secret", secret)
        clerk.secret("refresh-token", "refresh-0")
        return clerk

    def kept(self, clerk):
        with open(os.path.join(clerk.folder, "refresh-token"), encoding="utf-8") as file:
            return file.read()

    def start(self, clerk):
        self.process = self.manager.start(clerk)

    def polled(self, since=0):
        return self.manager.wait(lambda message: message.get("WATCHDOG") == "1", since)

    def failed(self, since=0):
        return self.manager.wait(lambda message: "could not be read" in message.get("STATUS", ""), since)

    def until(self, holds):
        over = time.monotonic() + 90
        while not holds():
            self.assertLess(time.monotonic(), over, "it never came to pass")
            time.sleep(0.05)

    def reconnect(self):
        """Cuts the connection; returns when the next login has succeeded."""
        before = self.logins()
        dovecot.kill()
        dovecot.start()
        self.until(lambda: self.logins() > before)

    def logins(self):
        return dovecot.log().count("imap-login: Info: Login: ")

    def end(self, how=signal.SIGKILL):
        if not self.process:
            return ""
        if self.process.poll() is None:
            self.process.send_signal(how)
        log = self.process.communicate(timeout=60)[1]
        self.process = None
        return log


class Tokens(Case):
    def test_a_sign_up_is_read_and_answered_with_one_token_for_both_servers(self):
        dovecot.deliver(sign_up(1))
        with SmtpServer(authority.issue("smtp"), tokens=Latest()) as smtp:
            clerk = self.clerk(smtp)
            done = clerk.once()
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(len(smtp.messages), 1)
            self.assertEqual(smtp.mechanisms, ["XOAUTH2"])
        self.assertEqual(len(clerk.roster()), 1)
        self.assertEqual(len(provider.refreshes()), 1)
        self.assertEqual(provider.requests[0]["scope"], "mail offline_access")
        self.assertEqual(self.kept(clerk), "refresh-0\n")

    def test_a_token_is_kept_until_it_expires_over_any_number_of_connections(self):
        clerk = self.clerk()
        self.start(clerk)
        self.polled()
        for _ in range(3):
            self.reconnect()
        self.assertEqual(len(provider.refreshes()), 1)

    def test_an_expired_token_is_fetched_anew(self):
        provider.lifetime = 2
        clerk = self.clerk()
        self.start(clerk)
        self.polled()
        time.sleep(2.5)  # the life of the token, not of the test: it must be over
        self.reconnect()
        self.assertGreaterEqual(len(provider.refreshes()), 2)

    def test_a_token_the_server_does_not_take_any_more_is_fetched_anew(self):
        clerk = self.clerk()
        self.start(clerk)
        self.polled()
        provider.revoke_access()
        self.reconnect()
        self.assertEqual(len(provider.refreshes()), 2)

    def test_a_refresh_token_that_is_replaced_is_on_the_disk(self):
        provider.rotate = True
        clerk = self.clerk()
        for _ in range(3):
            done = clerk.once()
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.kept(clerk), provider.refresh_token + "\n")
        self.assertNotEqual(provider.refresh_token, "refresh-0")
        path = os.path.join(clerk.folder, "refresh-token")
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        self.assertEqual([name for name in os.listdir(clerk.folder) if name.startswith("refresh-token")],
                         ["refresh-token"])

    def test_a_refresh_token_that_cannot_be_written_is_used_and_written_later(self):
        provider.rotate = True
        clerk = self.clerk()
        path = os.path.join(clerk.folder, "refresh-token")
        os.rename(path, path + ".real")
        os.symlink(path + ".real", path)
        self.start(clerk)
        self.polled()
        before = provider.refresh_token
        self.assertEqual(self.kept(clerk), "refresh-0\n")
        os.unlink(path)
        os.rename(path + ".real", path)
        provider.revoke_access()  # so that the next login needs a new one, however soon it comes
        self.reconnect()
        self.assertNotEqual(provider.refresh_token, before)
        self.until(lambda: self.kept(clerk) == provider.refresh_token + "\n")
        self.assertIn("event=token-unkept", self.end(signal.SIGTERM))

    def test_a_revoked_authorisation_says_what_to_do_and_a_new_one_is_taken_without_a_new_start(self):
        clerk = self.clerk()
        provider.refresh_token = "another"
        done = clerk.once()
        self.assertEqual(done.returncode, 1)
        self.assertIn("grefier authorize", done.stderr)
        self.assertIn("invalid_grant", done.stderr)
        self.start(clerk)
        self.failed()
        clerk.secret("refresh-token", "another")
        self.polled()
        log = self.end(signal.SIGTERM)
        for secret in ("refresh-0", "another", "access-", SECRET, "revoked for"):
            self.assertNotIn(secret, done.stderr + log)

    def test_a_wrong_client_is_refused(self):
        done = self.clerk(secret="wrong").once()
        self.assertEqual(done.returncode, 1)
        self.assertIn("invalid_client", done.stderr)

    def test_a_provider_that_is_down_or_talks_nonsense_is_asked_again(self):
        clerk = self.clerk()
        for what in (503, 429, "drop", "garbage", "huge", "temporarily_unavailable"):
            provider.behave = [what]
            done = clerk.once()
            self.assertEqual(done.returncode, 1, what)
            self.assertRegex(done.stderr, "localhost:[0-9]+: no token", what)
        provider.behave = [503, "drop"]
        self.start(clerk)
        self.failed()
        self.polled()

    def test_a_token_that_could_break_a_protocol_line_is_not_used(self):
        clerk = self.clerk()
        give = provider.give
        self.addCleanup(setattr, provider, "give", give)
        for token in ("a\r\nb", "a b", "a\x01auth=x", "ă", "x" * 20000, ""):
            provider.give = lambda _refresh, token=token: (200, {"access_token": token, "expires_in": 3600})
            done = clerk.once()
            self.assertEqual(done.returncode, 1)
            self.assertIn("no token", done.stderr)

    def test_the_provider_must_be_who_it_says(self):
        stranger = make_ca(os.path.join(self.folder, "stranger"))
        for certificate in (stranger.issue("unknown"), authority.issue("other", hosts=("elsewhere.example",)),
                            authority.issue("expired", expired=True)):
            with TokenServer("clerk", certificate) as other:
                clerk = self.clerk(token_url=other.url + "/token", ca_file=authority.file)
                done = clerk.once()
                self.assertEqual(done.returncode, 1)
                self.assertIn("certificate", done.stderr)
                self.assertEqual(other.requests, [])

    def test_over_https_with_a_certificate_of_its_own(self):
        with TokenServer("clerk", authority.issue("provider")) as other:
            clerk = self.clerk(token_url=other.url + "/token", ca_file=authority.file)
            other.give = lambda refresh: provider.give(refresh)
            done = clerk.once()
            self.assertEqual(done.returncode, 0, done.stderr)


class Authorize(Case):
    def test_shows_the_code_waits_and_keeps_the_token_for_its_owner_only(self):
        clerk = self.clerk()
        os.unlink(os.path.join(clerk.folder, "refresh-token"))
        provider.pending = ["authorization_pending", "slow_down"]
        done = clerk.run("authorize")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("https://provider.example/device", done.stderr)
        self.assertIn("WDJB-MJHT", done.stderr)
        self.assertEqual(self.kept(clerk), provider.refresh_token + "\n")
        self.assertNotIn(provider.refresh_token, done.stderr + done.stdout)
        self.assertEqual(stat.S_IMODE(os.stat(os.path.join(clerk.folder, "refresh-token")).st_mode), 0o600)
        self.assertEqual(clerk.once().returncode, 0)

    def test_a_moment_without_the_provider_does_not_end_it(self):
        clerk = self.clerk()
        provider.behave = [503, "drop"]
        self.assertEqual(clerk.run("authorize").returncode, 0)

    def test_a_no_is_a_no(self):
        clerk = self.clerk()
        for word in ("access_denied", "expired_token"):
            provider.pending = [word]
            done = clerk.run("authorize")
            self.assertEqual(done.returncode, 1)
            self.assertIn(word, done.stderr)
        self.assertEqual(self.kept(clerk), "refresh-0\n")

    def test_without_its_section_it_says_what_is_needed(self):
        clerk = Clerk(os.path.join(self.folder, "plain"))
        done = clerk.run("authorize")
        self.assertEqual(done.returncode, 78)
        self.assertIn("mailbox.oauth2", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
