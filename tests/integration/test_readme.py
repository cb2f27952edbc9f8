"""The README's transcript is what really happens."""
import os
import re
import subprocess
import tempfile
import unittest

SOURCE = os.environ["SOURCE_DIR"]
SKIP = "[…]"


def comparable(line):
    """A mark that is different each time is made the same."""
    return re.sub(r"\[ref\. [A-Z0-9-]+\]", "[ref. …]", line.rstrip())


def transcript():
    with open(os.path.join(SOURCE, "README.md"), encoding="utf-8") as file:
        block = re.search(r"```console\n\$ sh contrib/try\.sh\n(.*?)```", file.read(), re.S)
    return [comparable(line) for line in block.group(1).splitlines()]


class Readme(unittest.TestCase):
    def test_the_transcript_is_what_try_sh_prints(self):
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run(["sh", os.path.join(SOURCE, "contrib/try.sh")], capture_output=True, text=True,
                                 encoding="utf-8", env=dict(os.environ, TRY_DIR=folder), timeout=120)
        self.assertEqual(run.returncode, 0, run.stderr)
        printed = [comparable(line) for line in run.stdout.splitlines()]
        at, may_skip = 0, False
        for line in transcript():
            if line == SKIP:
                may_skip = True
                continue
            if may_skip:
                self.assertIn(line, printed[at:], "the README shows a line that is not printed there")
                at += printed[at:].index(line)
            self.assertLess(at, len(printed), "the README shows more than is printed")
            self.assertEqual(printed[at], line)
            at, may_skip = at + 1, False
        self.assertTrue(may_skip or at == len(printed), "more is printed than the README shows")

    def test_the_commands_of_the_readme_exist(self):
        with open(os.path.join(SOURCE, "README.md"), encoding="utf-8") as file:
            named = re.findall(r"^\| `grefier ([a-z]+)", file.read(), re.M)
        shown = subprocess.run([os.environ["GREFIER"], "--help"], capture_output=True, text=True).stdout
        self.assertGreater(len(named), 5)
        for command in named:
            self.assertRegex(shown, r"(?m)^  %s\b" % command)

    def test_the_configuration_of_the_readme_is_right(self):
        with open(os.path.join(SOURCE, "README.md"), encoding="utf-8") as file:
            text = re.search(r"```yaml\n(.*?)```", file.read(), re.S).group(1)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "grefier.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace("/var/lib/grefier", folder))
            run = subprocess.run([os.environ["GREFIER"], "--config", path, "status"], capture_output=True, text=True)
        self.assertEqual(run.returncode, 1, run.stderr)  # there is no store yet; the configuration is right
        self.assertNotIn(path + ":", run.stderr)


if __name__ == "__main__":
    unittest.main()
