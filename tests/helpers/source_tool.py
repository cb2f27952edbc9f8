"""Runs tests/tools/source_tool.c: the mailbox room without the rest of the program."""
import json
import os
import subprocess
import threading

TOOL = os.path.join(os.environ.get("BUILD_DIR", "."), "tests", "source_tool")
PASSWORD = "open sesame"
# AddressSanitizer keeps freed memory for a while; that is not the program's own.
SANITIZER = {"ASAN_OPTIONS": "quarantine_size_mb=1:malloc_context_size=3"}


class Result:
    def __init__(self, status, out, errors):
        self.status, self.out, self.errors = status, out, errors
        lines = [json.loads(line) for line in out.splitlines()]
        self.mails = [line for line in lines if "sha256" in line]
        self.failures = [line for line in lines if "error" in line]
        self.error = self.failures[-1]["error"] if self.failures else None
        self.kind = self.failures[-1]["kind"] if self.failures else None
        end = [line for line in lines if "end" in line]
        self.cursor = end[0]["cursor"] if end else None
        self.renewed = end[0]["renewed"] if end else None
        self.woken = [line["woken"] for line in lines if "woken" in line]
        self.peak_kib = max((line["peak_kib"] for line in lines if "peak_kib" in line), default=0)
        self.found = [line["found"] for line in lines if "found" in line]

    @property
    def uids(self):
        return [mail["uid"] for mail in self.mails]

    def __repr__(self):
        return f"status {self.status}\n{self.out[-3000:]}\n{self.errors[-5000:]}"


def _start(command, options, password, token, stdin):
    environment = {**os.environ, **SANITIZER}
    for name, value in (("SOURCE_PASSWORD", password), ("SOURCE_TOKEN", token)):
        environment.pop(name, None)
        if value is not None:
            environment[name] = value
    arguments = [f"{name}={value}" for name, value in options.items() if value is not None]
    return subprocess.Popen([TOOL, command] + arguments, env=environment, stdin=stdin, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE)


def run(command, password=PASSWORD, token=None, input=b"", within=120, **options):
    process = _start(command, options, password, token, subprocess.PIPE)
    try:
        out, errors = process.communicate(input, within)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return Result(process.returncode, out.decode(), errors.decode(errors="replace"))


def files(*paths, input=b""):
    done = subprocess.run([TOOL, "files", *paths], input=input, capture_output=True, timeout=60, check=False,
                          env={**os.environ, **SANITIZER})
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


class Waiting:
    """`source_tool read wait=…` in the background; ready() returns once it waits for news."""

    def __init__(self, password=PASSWORD, **options):
        self.process = _start("read", options, password, None, subprocess.DEVNULL)
        self.lines = []
        self.changed = threading.Condition()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            with self.changed:
                self.lines.append(line.decode())
                self.changed.notify_all()

    def ready(self, count=1, seconds=60):
        with self.changed:
            if not self.changed.wait_for(lambda: sum("waiting" in line for line in self.lines) >= count, seconds):
                self.process.kill()
                raise AssertionError("it never waited: " + "".join(self.lines))

    def result(self, seconds=60):
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise
        self.reader.join()
        errors = self.process.stderr.read().decode(errors="replace")
        self.process.stdout.close()
        self.process.stderr.close()
        return Result(self.process.returncode, "".join(self.lines), errors)
