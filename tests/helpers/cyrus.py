"""
A real Cyrus IMAP server of the test's own, from Debian's packages, which are fetched and unpacked and not installed: its
scripts would start a server of the machine's. As root (it runs as nobody then) or not. Passwords are checked by a
saslauthd(8) of ours, whose socket is all that Cyrus sees of it.
"""
import glob
import imaplib
import os
import pwd
import shutil
import signal
import socket
import ssl
import struct
import subprocess
import threading
import time

from dovecot import free_port

PACKAGES = ("cyrus-imapd", "cyrus-common", "libclamav12", "libical3", "libjansson4", "libpcre3", "libpq5", "libsasl2-2",
            "libwrap0", "libxapian30", "libzephyr4")

IMAPD = """
configdirectory: {folder}/conf
partition-default: {folder}/spool
defaultpartition: default
cyrus_user: {user}
cyrus_group: {group}
admins: admin
servername: localhost
sasl_pwcheck_method: saslauthd
sasl_saslauthd_path: {folder}/mux
sasl_mech_list: PLAIN
allowplaintext: no
autocreate_quota: 0
autocreate_inbox_folders: Drafts|Sent|Junk
unixhierarchysep: yes
altnamespace: yes
virtdomains: off
tls_server_cert: {folder}/certificate.pem
tls_server_key: {folder}/key.pem
idlesocket: {folder}/conf/socket/idle
notifysocket: {folder}/conf/socket/notify
"""

MASTER = """
START {{
  recover cmd="{bin}/ctl_cyrusdb -C {folder}/imapd.conf -r"
  idled cmd="{bin}/idled -C {folder}/imapd.conf"
}}
SERVICES {{
  imaps cmd="{bin}/imapd -C {folder}/imapd.conf -s -U 30" listen="127.0.0.1:{imaps_port}" prefork=0
  imap cmd="{bin}/imapd -C {folder}/imapd.conf -U 30" listen="127.0.0.1:{imap_port}" prefork=0
}}
EVENTS {{
}}
"""


class Missing(Exception):
    """Cyrus cannot be had here; the text says why."""


def unpacked(cache, folder):
    """The packages below `folder`; those that were fetched are kept in `cache`."""
    os.makedirs(cache, exist_ok=True)
    try:
        for name in PACKAGES:
            if not glob.glob(os.path.join(cache, name + "_*.deb")):
                subprocess.run(["apt-get", "download", "-q", name], cwd=cache, check=True, capture_output=True, timeout=120)
            subprocess.run(["dpkg-deb", "-x", glob.glob(os.path.join(cache, name + "_*.deb"))[0], folder], check=True,
                           capture_output=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as problem:
        raise Missing(f"Debian's package {name} cannot be had: {problem}") from None
    libraries = ":".join(sorted({os.path.dirname(path) for path in glob.glob(folder + "/**/*.so*", recursive=True)
                                 if "/perl" not in path}))
    program = os.path.join(folder, "usr/lib/cyrus/bin/imapd")
    linked = subprocess.run(["ldd", program], env={**os.environ, "LD_LIBRARY_PATH": libraries}, capture_output=True,
                            text=True, check=False).stdout
    lacking = [line.split()[0] for line in linked.splitlines() if "not found" in line]
    if lacking or not linked:
        raise Missing("Cyrus lacks " + (", ".join(lacking) or "its program"))
    return os.path.dirname(program), libraries


class Cyrus:
    """`users` maps names to passwords. Use it as a context manager."""

    def __init__(self, folder, cache, certificate, users):
        self.folder, self.users = folder, users
        is_root = os.geteuid() == 0
        self.owner = pwd.getpwnam("nobody") if is_root else pwd.getpwuid(os.geteuid())
        for part in ("root", *("conf/" + name for name in ("db", "log", "lock", "msg", "proc", "quota", "socket", "user")),
                     "spool"):
            os.makedirs(os.path.join(folder, part), exist_ok=True)
        for path, name in ((certificate.file, "certificate.pem"), (certificate.key, "key.pem")):
            shutil.copy(path, os.path.join(folder, name))
        self.bin, self.libraries = unpacked(cache, os.path.join(folder, "root"))
        self.imap_port, self.imaps_port = free_port(), free_port()
        group = subprocess.run(["id", "-gn", self.owner.pw_name], capture_output=True, text=True, check=True).stdout.strip()
        for name, text in (("imapd.conf", IMAPD), ("cyrus.conf", MASTER)):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text.format(folder=folder, user=self.owner.pw_name, group=group, bin=self.bin,
                                       imap_port=self.imap_port, imaps_port=self.imaps_port))
        os.chmod(folder, 0o755)
        if is_root:
            for root, _, files in os.walk(folder):
                if not root.startswith(os.path.join(folder, "root")):
                    for path in (root, *(os.path.join(root, file) for file in files)):
                        os.chown(path, self.owner.pw_uid, self.owner.pw_gid)
        self.process = None

    def __enter__(self):
        self.mux = socket.socket(socket.AF_UNIX)
        self.mux.bind(os.path.join(self.folder, "mux"))
        os.chmod(os.path.join(self.folder, "mux"), 0o666)
        self.mux.listen()
        threading.Thread(target=self._check_passwords, daemon=True).start()
        self.process = subprocess.Popen(
            [os.path.join(self.bin, "master"), "-C", os.path.join(self.folder, "imapd.conf"), "-M",
             os.path.join(self.folder, "cyrus.conf"), "-p", os.path.join(self.folder, "pid"), "-D"],
            env={**os.environ, "LD_LIBRARY_PATH": self.libraries}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True)
        until = time.monotonic() + 60
        while True:
            try:
                self.connect(next(iter(self.users))).logout()
                return self
            except (OSError, imaplib.IMAP4.error) as problem:
                if time.monotonic() > until or self.process.poll() is not None:
                    self.__exit__()
                    raise RuntimeError(f"Cyrus did not start: {problem}") from None
                time.sleep(0.1)

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.mux.close()

    def _check_passwords(self):
        """saslauthd's protocol: four counted strings (user, password, service, realm), one as the answer."""
        while True:
            try:
                connection, _ = self.mux.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as said:
                user, password, _, _ = (said.read(struct.unpack(">H", said.read(2))[0]).decode() for _ in range(4))
                answer = b"OK" if self.users.get(user) == password else b"NO"
                connection.sendall(struct.pack(">H", len(answer)) + answer)

    @property
    def imaps_url(self):
        return f"imaps://localhost:{self.imaps_port}"

    @property
    def imap_url(self):
        return f"imap://localhost:{self.imap_port}"

    def connect(self, user):
        """A logged-in imaplib connection of somebody else."""
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        client = imaplib.IMAP4_SSL("127.0.0.1", self.imaps_port, ssl_context=context, timeout=60)
        client.login(user, self.users[user])
        return client
