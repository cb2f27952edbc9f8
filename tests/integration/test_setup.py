"""The first run: what is asked, what is written, for whose eyes, and that nothing is left of a mistake."""
import os
import pty
import stat
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from certificates import make_ca  # noqa: E402
from clerk import GREFIER, RULES  # noqa: E402
from dovecot import Dovecot  # noqa: E402

SAID = {"--outgoing": "maildir:out", "--from": "inscrieri@protect.example",
        "--secretariat": "secretariat@protect.example", "--group": 'Grupul "nostru": de lucru # 1',
        "--store": "roster.db"}


class Setup(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(self.folder, "grefier.yaml")
        for part in ("cur", "new", "tmp"):
            os.makedirs(os.path.join(self.folder, "in", part))

    def run_setup(self, *arguments, said=None, **options):
        options.setdefault("stdin", subprocess.DEVNULL if "input" not in options else None)
        if "input" in options:
            options.pop("stdin")
        words = [word for pair in (SAID if said is None else said).items() for word in pair]
        return subprocess.run([GREFIER, "--config", self.path, "setup", *words, *arguments], capture_output=True,
                              text=True, encoding="utf-8", timeout=60, check=False, cwd=self.folder, **options)

    def use_own_rules(self):
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(f"rules: {RULES}\n")

    def left(self):
        return sorted(name for name in os.listdir(self.folder) if name != "in")

    def test_by_options_alone_it_writes_a_right_configuration_that_answers_nobody_yet(self):
        done = self.run_setup("--yes", "--mailbox", "maildir:in")
        self.assertIn("Written: ", done.stderr)
        self.assertEqual(stat.S_IMODE(os.stat(self.path).st_mode) & 0o037, 0)
        with open(self.path, encoding="utf-8") as file:
            text = file.read()
        self.assertIn("answers: shadow", text)
        self.assertNotIn("password", text)
        self.use_own_rules()
        checked = subprocess.run([GREFIER, "--config", self.path, "check"], capture_output=True, text=True, check=False)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)

    def test_asks_what_no_option_says(self):
        said = dict(SAID)
        del said["--group"], said["--store"]
        done = self.run_setup("--mailbox", "maildir:in", said=said, input="\nGrupul meu\n" + self.folder + "/r.db\n")
        self.assertIn("Written: ", done.stderr)
        self.assertEqual(done.stderr.count("Name of the group: "), 2, "an empty answer was taken")
        with open(self.path, encoding="utf-8") as file:
            self.assertIn('name: "Grupul meu"', file.read())

    def test_when_the_input_ends_nothing_is_written(self):
        done = self.run_setup(said={})
        self.assertEqual(done.returncode, 2)
        self.assertEqual(self.left(), [])

    def test_a_mistake_is_named_and_leaves_nothing(self):
        done = self.run_setup("--yes", "--mailbox", "imap://imap.example.org?tls=none", "--user", "u",
                              "--password-file", self.password("x"))
        self.assertEqual(done.returncode, 78, done.stderr)
        self.assertIn("mailbox.url", done.stderr)
        self.assertEqual(self.left(), ["given"])

    def test_a_configuration_that_is_there_is_not_touched(self):
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("mine")
        done = self.run_setup("--yes", "--mailbox", "maildir:in")
        self.assertEqual(done.returncode, 1)
        with open(self.path, encoding="utf-8") as file:
            self.assertEqual(file.read(), "mine")
        self.assertIn("Written: ", self.run_setup("--yes", "--force", "--mailbox", "maildir:in").stderr)

    def test_a_link_in_its_place_is_refused(self):
        target = os.path.join(self.folder, "elsewhere")
        os.symlink(target, self.path)
        done = self.run_setup("--yes", "--mailbox", "maildir:in")
        self.assertEqual(done.returncode, 1)
        self.assertFalse(os.path.exists(target))

    def password(self, text):
        path = os.path.join(self.folder, "given")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        os.chmod(path, 0o600)
        return path

    def test_a_password_is_kept_apart_for_its_owner_and_works(self):
        authority = make_ca(os.path.join(self.folder, "ca"))
        with Dovecot(os.path.join(self.folder, "dovecot"), authority.issue("good")) as dovecot:
            done = self.run_setup("--yes", "--mailbox", dovecot.imaps_url, "--user", "clerk", "--password-file",
                                  self.password("open sesame"))
            self.assertIn("Written: ", done.stderr)
            self.assertNotIn("open sesame", done.stderr + done.stdout)
            with open(self.path, encoding="utf-8") as file:
                text = file.read()
            self.assertNotIn("open sesame", text)
            self.assertEqual(stat.S_IMODE(os.stat(os.path.join(self.folder, "imap-password")).st_mode), 0o600)
            with open(self.path, "w", encoding="utf-8") as file:
                file.write(text.replace("mailbox:\n", f"mailbox:\n  ca_file: {authority.file}\n"))
            self.use_own_rules()
            checked = subprocess.run([GREFIER, "--config", self.path, "check"], capture_output=True, text=True,
                                     check=False)
            self.assertRegex(checked.stdout, "ok +mailbox")

    def test_a_password_that_is_typed_is_not_shown(self):
        main, terminal = pty.openpty()
        words = [word for pair in SAID.items() for word in pair]
        with subprocess.Popen([GREFIER, "--config", self.path, "setup", *words, "--mailbox", "imaps://localhost:1",
                               "--user", "clerk"], stdin=terminal, stdout=terminal, stderr=terminal) as process:
            os.close(terminal)
            seen = b""
            while b"Password" not in seen:
                seen += os.read(main, 4096)
            os.write(main, b"open sesame\n")
            try:
                while True:
                    piece = os.read(main, 4096)
                    if not piece:
                        break
                    seen += piece
            except OSError:
                pass  # the terminal is closed
            process.wait(60)
        os.close(main)
        self.assertNotIn(b"open sesame", seen)
        with open(os.path.join(self.folder, "imap-password"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "open sesame\n")


if __name__ == "__main__":
    unittest.main(verbosity=2)
