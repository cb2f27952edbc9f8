"""The package for Debian: what it holds, what it asks for, and that what it holds works from where it is put."""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])
BUILD = pathlib.Path(os.environ["BUILD_DIR"])


def run(*command, **more):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120, **more)


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="grefier-package-")
        cls.addClassCleanup(cls.folder.cleanup)
        folder = pathlib.Path(cls.folder.name)
        os.umask(0o022)
        packed = run("cpack", "-G", "DEB", "--config", BUILD / "CPackConfig.cmake", "-B", folder / "packed", cwd=folder)
        if packed.returncode != 0:
            raise AssertionError(packed.stdout + packed.stderr)
        cls.package = next((folder / "packed").glob("*.deb"))
        cls.root, cls.control = folder / "root", folder / "control"
        for option, to in (("-x", cls.root), ("-e", cls.control)):
            if run("dpkg-deb", option, cls.package, to).returncode != 0:
                raise AssertionError("the package cannot be unpacked")
        cache = (BUILD / "CMakeCache.txt").read_text()
        cls.prefix = re.search(r"^CMAKE_INSTALL_PREFIX:\w+=/(.*)$", cache, re.M).group(1)

    def files(self):
        return {str(path.relative_to(self.root)) for path in self.root.rglob("*") if not path.is_dir()}

    def test_holds_program_units_manuals_example_rules_and_completion(self):
        files = self.files()
        wanted = ["bin/grefier", "share/man/man1/grefier.1", "share/man/man5/grefier.yaml.5",
                  "share/man/man5/grefier-rules.5", "share/doc/grefier/examples/grefier.yaml",
                  "share/doc/grefier/copyright", "share/bash-completion/completions/grefier",
                  "lib/sysusers.d/grefier.conf", "lib/tmpfiles.d/grefier.conf"]
        wanted += ["lib/systemd/system/" + path.name for path in (SOURCE / "contrib/systemd").glob("*.*")
                   if path.suffix in (".service", ".timer")]
        wanted += ["share/grefier/rules/" + str(path.relative_to(SOURCE / "rules"))
                   for path in (SOURCE / "rules").rglob("*.yaml")]
        for name in wanted:
            self.assertIn(f"{self.prefix}/{name}", files)

    def test_holds_nothing_of_the_tests_and_no_configuration_that_would_be_taken(self):
        for name in self.files():
            self.assertNotRegex(name, r"corpus|test_|\.eml$|\.py$|\.a$|^etc/grefier|^var/")

    def test_others_can_read_and_enter_and_nobody_but_root_can_write(self):
        listing = run("dpkg-deb", "-c", self.package).stdout.splitlines()
        self.assertGreater(len(listing), 20)
        for line in listing:
            self.assertRegex(line, r"^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x) root/root ")

    def test_asks_for_the_libraries_it_is_linked_with(self):
        control = (self.control / "control").read_text()
        depends = re.search(r"^Depends: (.*)$", control, re.M).group(1)
        for library in ("libetpan", "libgmime", "libpcre2-32", "libphonenumber", "libsqlite3", "libcurl3-gnutls",
                        "libfyaml", "ca-certificates", "tzdata"):
            self.assertIn(library, depends)

    def test_conffiles_are_those_in_etc(self):
        listed = (self.control / "conffiles").read_text().split()
        self.assertEqual(sorted("/" + name for name in self.files() if name.startswith("etc/")), sorted(listed))

    def test_scripts_are_shell_that_stops_at_errors(self):
        for name in ("postinst", "prerm", "postrm"):
            script = self.control / name
            self.assertTrue(os.access(script, os.X_OK))
            self.assertIn("\nset -e\n", script.read_text())
            self.assertEqual(run("sh", "-n", script).returncode, 0)

    def test_an_abandoned_or_repeated_step_does_nothing(self):
        for script, step in (("postinst", "abort-upgrade"), ("prerm", "upgrade"), ("postrm", "upgrade"),
                             ("postrm", "abort-install")):
            done = run("sh", self.control / script, step, env={"PATH": "/usr/bin:/bin"}, cwd=self.folder.name)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_what_is_unpacked_works(self):
        program = self.root / self.prefix / "bin/grefier"
        rules = self.root / self.prefix / "share/grefier/rules"
        self.assertRegex(run(program, "--version").stdout, r"^grefier \d")
        letter = SOURCE / "tests/corpus/dev1/001-outlook-dgaspc-label-list.eml"
        said = run(program, "extract", "--json", "--rules", rules, letter)
        self.assertEqual(said.returncode, 0, said.stderr)
        self.assertIn('"kind": "registration"', said.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
