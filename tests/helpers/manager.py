"""The service manager's side of sd_notify(3), and what a service started by it finds in its environment."""
import os
import socket
import subprocess
import threading
import time


class Manager:
    """Listens on a socket of its own; `said` holds each message as a dictionary, in order."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        self.said = []
        self.changed = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                message = self.socket.recv(65536).decode()
            except OSError:
                return
            with self.changed:
                self.said.append(dict(line.split("=", 1) for line in message.splitlines() if line))
                self.changed.notify_all()

    def close(self):
        self.socket.close()

    def wait(self, matches, since=0, seconds=60):
        """The index of the first message from `since` on that matches; fails when none comes."""
        until = time.monotonic() + seconds
        with self.changed:
            while True:
                for index in range(since, len(self.said)):
                    if matches(self.said[index]):
                        return index
                left = until - time.monotonic()
                if left <= 0 or not self.changed.wait(left):
                    raise AssertionError(f"never said; this was: {self.said[-5:]}")

    def start(self, clerk, *arguments, credentials=None, watchdog=None):
        environment = {name: value for name, value in os.environ.items()
                       if name not in ("WATCHDOG_PID", "WATCHDOG_USEC", "CREDENTIALS_DIRECTORY")}
        environment["NOTIFY_SOCKET"] = self.path
        if credentials:
            environment["CREDENTIALS_DIRECTORY"] = credentials
        if watchdog:
            environment["WATCHDOG_USEC"] = str(int(watchdog * 1000000))
        return subprocess.Popen(clerk.command("run", *arguments), env=environment, text=True, encoding="utf-8",
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
