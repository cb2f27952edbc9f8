"""Before a byte of a password goes out, the server has shown who it is."""
import os
import shutil
import ssl
import sys
import tempfile
import unittest
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

import source_tool  # noqa: E402
from certificates import make_ca  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from hostile_imap import HostileImap  # noqa: E402


class Certificates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp()
        cls.authority = make_ca(os.path.join(cls.folder, "ca"))
        cls.dovecot = Dovecot(os.path.join(cls.folder, "dovecot"), cls.authority.issue("good"))
        cls.dovecot.deliver(b"Subject: one\r\n\r\nhello\r\n")

    @classmethod
    def tearDownClass(cls):
        cls.dovecot.stop()
        shutil.rmtree(cls.folder)

    def read(self, url, ca=None, **options):
        return source_tool.run("read", url=url, user="clerk", ca=ca or self.authority.file, timeout=20, **options)

    def refused(self, certificate, cause, ca=None, wrong_host=None):
        self.dovecot.restart(certificate)
        for url in (self.dovecot.imaps_url, self.dovecot.imap_url):
            url = url.replace("localhost", wrong_host) if wrong_host else url
            with self.subTest(url=url):
                self.dovecot.clear_log()
                result = self.read(url, ca)
                self.assertEqual((result.status, result.kind), (1, "refused"), result)
                self.assertIn(cause, result.error)
                self.assertIn(url.split("//")[1], result.error)
                self.dovecot.login_lines("Disconnected")
                self.assertTrue(self.dovecot.log(), "the server saw nobody")
                self.assertEqual(self.dovecot.auth_attempts(), [])
                self.assertNotIn(source_tool.PASSWORD, result.out + result.errors)

    def test_a_good_certificate_is_taken(self):
        self.dovecot.restart(self.authority.issue("good"))
        self.dovecot.clear_log()
        for url in (self.dovecot.imaps_url, self.dovecot.imap_url):
            result = self.read(url, **{"from": "2020-01-01"})
            self.assertEqual((result.status, len(result.mails)), (0, 1), result)
        self.assertEqual(len(self.dovecot.login_lines("Login: user=<clerk>", 2)), 2)
        self.assertTrue(self.dovecot.auth_attempts())

    def test_a_certificate_for_an_address_is_taken(self):
        self.dovecot.restart(self.authority.issue("address", hosts=("127.0.0.1",)))
        result = self.read(self.dovecot.imaps_url.replace("localhost", "127.0.0.1"))
        self.assertEqual(result.status, 0, result)

    def test_another_host(self):
        self.refused(self.authority.issue("other", hosts=("mail.example",)), "name in the certificate does not match")

    def test_expired(self):
        self.refused(self.authority.issue("old", expired=True), "expired")

    def test_unknown_authority(self):
        stranger = make_ca(os.path.join(self.folder, "stranger"))
        self.refused(stranger.issue("unknown"), "issuer is unknown")

    def test_the_systems_authorities_do_not_know_ours(self):
        self.dovecot.restart(self.authority.issue("good"))
        self.dovecot.clear_log()
        result = source_tool.run("read", url=self.dovecot.imaps_url, user="clerk", timeout=20)
        self.assertEqual((result.status, result.kind), (1, "refused"), result)
        self.assertEqual(self.dovecot.auth_attempts(), [])

    def test_no_authorities_at_all(self):
        self.refused(self.authority.issue("good"), "ca_file", ca="/nonexistent/ca.pem")

    def test_old_tls_is_refused(self):
        with HostileImap(certificate=self.authority.issue("good"), implicit_tls=True) as server:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                server.context.minimum_version = ssl.TLSVersion.TLSv1
                server.context.maximum_version = ssl.TLSVersion.TLSv1_1
            server.context.set_ciphers("ALL:@SECLEVEL=0")
            result = self.read(server.url)
        self.assertEqual((result.status, result.kind), (1, "refused"), result)
        self.assertEqual(server.received, b"")


class ClearText(unittest.TestCase):
    def test_is_refused_to_any_host_that_is_not_loopback(self):
        for url in ("imap://mail.example?tls=none", "imap://10.0.0.1/?tls=none", "imaps://localhost?tls=none",
                    "imap://127.0.0.1.mail.example?tls=none", "imap://localhost.example?tls=none"):
            result = source_tool.run("read", url=url, user="clerk")
            self.assertEqual(result.status, 1, result)
            self.assertIn(result.kind, ("refused", "bad input"))

    def test_needs_the_words(self):
        with HostileImap() as server:
            result = source_tool.run("read", url=f"imap://127.0.0.1:{server.port}", user="clerk")
            self.assertEqual((result.status, result.kind), (1, "refused"), result)
            self.assertIn("STARTTLS", result.error)
            self.assertNotIn(b"AUTHENTICATE", server.received)
            self.assertNotIn(b"LOGIN", server.received)


if __name__ == "__main__":
    unittest.main()
