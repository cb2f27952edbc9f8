#!/usr/bin/env python3
"""The labelled messages, scored as score.py scores them; fails where a figure falls below its floor in floors.json."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
GREFIER = os.environ["GREFIER"]
RULES = os.environ["GREFIER_RULES"]
FLOORS_FILE = HERE / "floors.json"
NONE_ALLOWED = ("no answer", "wrong replies")


def read_all():
    """Every message read once, into a file of what was said: reading them is what takes the time."""
    paths = sorted(str(path) for path in HERE.glob("*/*.eml"))
    said = tempfile.NamedTemporaryFile(suffix=".jsonl")
    subprocess.run([GREFIER, "extract", "--json", "--rules", RULES, "--", *paths], stdout=said, check=True)
    return said


def score(said, folders):
    command = [sys.executable, str(HERE / "score.py"), "--json", "sh", "-c", 'cat "$0"', said.name, "--"]
    run = subprocess.run(command + [str(HERE / folder) for folder in folders], stdout=subprocess.PIPE, check=True)
    return json.loads(run.stdout.decode("utf-8").splitlines()[-1])


class Corpus(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.said = read_all()
        cls.addClassCleanup(cls.said.close)
        cls.floors = json.loads(FLOORS_FILE.read_text(encoding="utf-8"))

    def assert_figures(self, name, folders, floors):
        figures = score(self.said, folders)
        print("%-5s %s" % (name, "  ".join("%s %s" % item for item in figures.items())), flush=True)
        self.assertGreater(figures["messages"], 0)
        for figure in NONE_ALLOWED:
            with self.subTest(set=name, figure=figure):
                self.assertEqual(figures[figure], 0)
        for figure, floor in floors.items():
            with self.subTest(set=name, figure=figure):
                self.assertGreaterEqual(figures[figure], floor)

    def test_each_set_keeps_its_figures(self):
        for name, floors in self.floors["sets"].items():
            self.assert_figures(name, [name], floors)

    def test_all_sets_together_keep_theirs(self):
        self.assert_figures("all", list(self.floors["sets"]), self.floors["all"])

    def test_every_set_has_floors(self):
        present = {path.parent.name for path in HERE.glob("*/labels.jsonl")}
        self.assertEqual(present, set(self.floors["sets"]))

    def test_the_service_s_own_scoring_agrees(self):
        folder = next(iter(self.floors["sets"]))
        run = subprocess.run([GREFIER, "rules", "test", "--rules", RULES, str(HERE / folder)], stdout=subprocess.PIPE)
        said = dict(line.split(None, 1) for line in run.stdout.decode("utf-8").splitlines() if line.startswith("messages"))
        self.assertEqual(int(said["messages"]), score(self.said, [folder])["messages"])


def write_floors():
    """`test_corpus.py --floors` measures, and writes floors a little below what was measured."""
    names = sorted(path.parent.name for path in HERE.glob("*/labels.jsonl"))

    said = read_all()

    def floors(folders):
        figures = score(said, folders)
        return {key: round(max(0.0, value - 0.005), 4) for key, value in figures.items()
                if key not in NONE_ALLOWED + ("messages",)}

    sets = {name: floors([name]) for name in names}
    FLOORS_FILE.write_text(json.dumps({"sets": sets, "all": floors(names)}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:] == ["--floors"]:
        write_floors()
    else:
        unittest.main(verbosity=1)
