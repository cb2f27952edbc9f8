"""A real Dovecot of the test's own: own folder, own configuration, free ports on loopback, as root or not."""
import glob
import grp
import imaplib
import itertools
import os
import pwd
import random
import re
import shutil
import signal
import socket
import ssl
import subprocess
import time

CONFIGURATION = """
base_dir = {folder}/run
log_path = {folder}/log
auth_verbose = yes
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 50
mailbox_list_index = no
disable_plaintext_auth = yes
auth_mechanisms = plain login
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{key}
namespace inbox {{
  inbox = yes
  mailbox Drafts {{
    auto = create
  }}
  mailbox Sent {{
    auto = create
  }}
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={mail_uid} gid={mail_gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = {imaps_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
{more}
"""

_numbers = itertools.count(1)


def marked(sent, drafts, made="create"):
    """For `more`: folders beside Sent and Drafts, which the server says are for those uses (RFC 6154)."""
    return (f'namespace inbox {{\n  mailbox "{sent}" {{\n    auto = {made}\n    special_use = \\Sent\n  }}\n'
            f'  mailbox "{drafts}" {{\n    auto = {made}\n    special_use = \\Drafts\n  }}\n}}\n')


def free_port():
    """Below those that the system gives to connections: none takes it while the server starts, or starts again."""
    while True:
        port = random.randrange(20000, 32000)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


def is_gone(pid):
    """Whether the process has ended, even if nobody has asked how."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rsplit(") ", 1)[1].startswith("Z")
    except OSError:
        return True


class Dovecot:
    """
    `certificate` has .file and .key (certificates.py). Starts at once; use it as a context manager, or call
    stop(). The ports stay the same over restarts.
    """

    def __init__(self, folder, certificate, users=None, more=""):
        os.makedirs(folder, exist_ok=True)
        self.folder = folder
        self.users = users or {"clerk": "open sesame"}
        self.certificate = certificate
        self.more = more
        self.imap_port, self.imaps_port = free_port(), free_port()
        self.process = None
        self.is_root = os.geteuid() == 0
        self.owner = pwd.getpwnam("nobody") if self.is_root else pwd.getpwuid(os.geteuid())
        os.makedirs(os.path.join(folder, "mail"), exist_ok=True)
        self._open_way()
        for user in self.users:
            for part in ("", "cur", "new", "tmp"):
                os.makedirs(os.path.join(self.maildir(user), part), exist_ok=True)
                self._give(os.path.join(self.maildir(user), part))
        with open(os.path.join(folder, "users"), "w", encoding="utf-8") as file:
            for user, password in self.users.items():
                file.write(f"{user}:{{PLAIN}}{password}\n")
        self.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def _open_way(self):
        """The mail's owner must be able to reach the folder."""
        path = os.path.abspath(os.path.join(self.folder, "mail"))
        while self.is_root and path != "/":
            if os.stat(path).st_mode & 0o001 == 0:
                os.chmod(path, os.stat(path).st_mode | 0o011)
            path = os.path.dirname(path)
        self._give(os.path.join(self.folder, "mail"))

    def _give(self, path):
        if self.is_root:
            os.chown(path, self.owner.pw_uid, self.owner.pw_gid)

    # ---- starting and stopping

    def configuration(self):
        internal, login = ("dovecot", "dovenull") if self.is_root else (self.owner.pw_name,) * 2
        group = pwd.getpwnam(internal).pw_gid
        return CONFIGURATION.format(
            folder=self.folder, internal=internal, internal_group=grp.getgrgid(group).gr_name, login=login,
            mail_uid=self.owner.pw_uid, mail_gid=self.owner.pw_gid, certificate=self.certificate.file,
            key=self.certificate.key, imap_port=self.imap_port, imaps_port=self.imaps_port, more=self.more)

    def start(self):
        path = os.path.join(self.folder, "dovecot.conf")
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.configuration())
        self.process = subprocess.Popen(["dovecot", "-F", "-c", path], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.imaps_port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    errors = self.process.stderr.read().decode() if self.process.poll() is not None else ""
                    raise RuntimeError(f"Dovecot did not start: {errors}\n{self.log()}") from None
                time.sleep(0.05)

    def stop(self):
        self._end(signal.SIGTERM)

    def kill(self):
        """All of it dies at once."""
        self._end(signal.SIGKILL)

    def _end(self, how):
        if not self.process:
            return
        family = []
        if how == signal.SIGKILL:
            self.process.send_signal(signal.SIGSTOP)  # it has no more children meanwhile, who would keep its ports
            family = self.family()
            for pid in family:
                try:
                    os.kill(pid, how)
                except ProcessLookupError:
                    pass
        else:
            self.process.send_signal(how)
        self.process.wait(60)
        deadline = time.monotonic() + 60
        while not all(map(is_gone, family)) and time.monotonic() < deadline:
            time.sleep(0.01)  # a child that still dies has its sockets open
        self.process.stderr.close()
        self.process = None

    def family(self):
        """The processes this one has started, and itself first."""
        family = [self.process.pid]
        for status in glob.glob("/proc/[0-9]*/stat"):
            try:
                with open(status, encoding="utf-8") as file:
                    pid, rest = file.read().split(" (", 1)
            except OSError:
                continue
            if int(rest.rsplit(") ", 1)[1].split()[1]) == self.process.pid:
                family.append(int(pid))
        return family

    def restart(self, certificate=None):
        self.stop()
        self.certificate = certificate or self.certificate
        self.start()

    # ---- what clients need

    @property
    def imaps_url(self):
        return f"imaps://localhost:{self.imaps_port}"

    @property
    def imap_url(self):
        return f"imap://localhost:{self.imap_port}"

    def connect(self, user="clerk"):
        """A logged-in imaplib connection of somebody else."""
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        client = imaplib.IMAP4_SSL("127.0.0.1", self.imaps_port, ssl_context=context)
        client.login(user, self.users[user])
        return client

    # ---- the mail in it

    def maildir(self, user="clerk", folder="INBOX"):
        path = os.path.join(self.folder, "mail", user)
        return path if folder == "INBOX" else os.path.join(path, "." + folder)

    def deliver(self, message, user="clerk", date=None):
        """Puts the bytes into the Maildir as a delivery agent does; returns the file's name."""
        number = next(_numbers)
        name = f"{int(date or time.time())}.M{number:07d}P{os.getpid()}.localhost"
        path = os.path.join(self.maildir(user), "tmp", name)
        with open(path, "wb") as file:
            file.write(message)
        if date:
            os.utime(path, (date, date))
        self._give(path)
        os.rename(path, os.path.join(self.maildir(user), "new", name))
        return name

    def listing(self, user="clerk"):
        """Every message file with its folder and flags: {"new/1712….localhost", "cur/1712….localhost:2,S"}."""
        return {f"{part}/{name}" for part in ("new", "cur")
                for name in os.listdir(os.path.join(self.maildir(user), part))}

    def flags(self, user="clerk", folder="INBOX"):
        """UID → flags, as another client sees them without touching them."""
        client = self.connect(user)
        client.select(folder, readonly=True)
        _, lines = client.uid("fetch", "1:*", "(FLAGS)")
        client.logout()
        found = {}
        for line in lines:
            match = re.search(rb"FLAGS \((.*?)\).*", line or b"")
            if match:
                found[int(re.search(rb"UID (\d+)", line).group(1))] = set(match.group(1).decode().split())
        return found

    def messages(self, user="clerk", folder="INBOX"):
        """The messages' bytes, in the order of their UIDs."""
        client = self.connect(user)
        client.select(folder, readonly=True)
        _, answer = client.uid("fetch", "1:*", "(BODY.PEEK[])")
        client.logout()
        return [item[1] for item in answer if isinstance(item, tuple)]

    def expunge(self, uid, user="clerk"):
        client = self.connect(user)
        client.select("INBOX")
        client.uid("store", str(uid), "+FLAGS", "(\\Deleted)")
        client.expunge()
        client.logout()

    def change_uidvalidity(self, user="clerk"):
        """The same messages under another UIDVALIDITY, numbered from 1 again."""
        self.stop()
        path = os.path.join(self.maildir(user), "dovecot-uidlist")
        with open(path, encoding="utf-8") as file:
            old = int(re.search(r" V(\d+)", file.readline()).group(1))
        for index in glob.glob(os.path.join(self.maildir(user), "dovecot*")):
            os.unlink(index)
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"3 V{old + 1} N1 G{'0' * 31}1\n")
        self._give(path)
        self.start()

    def clear(self, user="clerk"):
        for name in self.listing(user):
            os.unlink(os.path.join(self.maildir(user), name))
        for index in glob.glob(os.path.join(self.maildir(user), "dovecot.index*")):
            os.unlink(index)

    # ---- what the server says of it

    def log(self):
        try:
            with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def clear_log(self):
        shutil.copyfile(os.devnull, os.path.join(self.folder, "log"))

    def login_lines(self, contains, count=1, seconds=60):
        """The log's lines of the login service with that text; waits until there are `count` of them."""
        deadline = time.monotonic() + seconds
        while True:
            lines = [line for line in self.log().splitlines() if "imap-login: " in line and contains in line]
            if len(lines) >= count or time.monotonic() > deadline:
                return lines
            time.sleep(0.05)

    def auth_attempts(self):
        """Lines that tell of a login that was tried, with or without success."""
        return [line for line in self.log().splitlines()
                if re.search(r"imap-login: Info: Login:|auth failed|auth: |auth-worker", line)]
