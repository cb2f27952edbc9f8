"""The labelled messages through the whole service, into a real outgoing folder: only those who signed up are answered."""
import glob
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))

from clerk import Clerk  # noqa: E402

CORPUS = os.path.join(os.environ["SOURCE_DIR"], "tests", "corpus")
SHARE = int(os.environ.get("WHOLE_CORPUS_SHARE", "6"))  # 1: all of them
TAKEN = re.compile(r"event=letter .*place=(\S+) .*action=(\S+) answer=(\S+) ")


def folders():
    """The sets dev… and one in SHARE of the others: what test_corpus.py says of all is true of the service, too."""
    every = sorted(os.path.dirname(path) for path in glob.glob(os.path.join(CORPUS, "*", "labels.jsonl")))
    first = [folder for folder in every if os.path.basename(folder).startswith("dev")]
    return first + [folder for folder in every if folder not in first][::SHARE]


def labels(folder):
    with open(os.path.join(folder, "labels.jsonl"), encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def made_messages():
    """Bounces, automatic replies, lists, broken MIME."""
    place = os.path.join(CORPUS, "test_wild.py")
    specification = importlib.util.spec_from_file_location("wild", place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module.MESSAGES


class WholeCorpus(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.clerk = Clerk(self.folder.name, outgoing={"per_sender": "1000/day", "total": "100000/hour"})

    def tearDown(self):
        self.folder.cleanup()

    def run_once(self):
        """What became of each message: name → what the reading said, and the state its answer was given."""
        done = self.clerk.once(timeout=500)
        self.assertEqual(done.returncode, 0, done.stderr)
        fate = {place: (action, state) for place, action, state in TAKEN.findall(done.stderr)}
        self.assertEqual(len(self.clerk.sent()), sum(state == "queued" for _, state in fate.values()))
        return fate

    def check_set(self, folder):
        wanted = {}
        for label in labels(folder):
            with open(os.path.join(folder, label["file"]), "rb") as file:
                self.clerk.deliver(file.read(), label["file"])
            wanted[label["file"]] = label["action"]
        fate = self.run_once()
        self.assertEqual(set(fate), set(wanted))
        right = [name for name, action in wanted.items() if action in ("acknowledge", "ask")]
        answered = [name for name, (_, state) in fate.items() if state != "none"]
        self.assertEqual(sorted(set(answered) - set(right)), [])
        read = [name for name, (action, _) in fate.items() if action in ("acknowledge", "ask")]
        self.assertEqual(sorted(answered), sorted(read), "the gate held back what it should not, or let more out")
        self.assertTrue(answered)

    def test_of_the_labelled_messages_only_sign_ups_are_answered(self):
        self.assertTrue(folders())
        for folder in folders():
            with self.subTest(set=os.path.basename(folder)):
                self.check_set(folder)
            self.tearDown()
            self.setUp()

    def test_of_machines_and_broken_messages_none_is_answered(self):
        messages = made_messages()
        for name, raw in messages.items():
            self.clerk.deliver(raw, name)
        self.assertEqual({name: state for name, (_, state) in self.run_once().items() if state != "none"}, {})
        self.assertEqual(self.clerk.sent(), [])

    @unittest.skipUnless(os.environ.get("GREFIER_WILD"), "GREFIER_WILD names no folder of real messages")
    def test_of_real_messages_none_is_answered(self):
        paths = glob.glob(os.path.join(os.environ["GREFIER_WILD"], "*.eml"))
        self.assertTrue(paths)
        for path in paths:
            with open(path, "rb") as file:
                self.clerk.deliver(file.read(), os.path.basename(path))
        self.assertEqual({name: state for name, (_, state) in self.run_once().items() if state != "none"}, {})
        self.assertEqual(self.clerk.sent(), [])


if __name__ == "__main__":
    unittest.main()
