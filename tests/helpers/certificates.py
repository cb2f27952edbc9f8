"""Certificates for the servers of the tests: an authority of their own, and what it issues, made by openssl."""
import collections
import os
import subprocess

Certificate = collections.namedtuple("Certificate", "file key")

CONFIGURATION = """
[ca]
default_ca = here
[here]
database = {folder}/index.txt
new_certs_dir = {folder}
rand_serial = yes
unique_subject = no
default_md = sha256
policy = anything
[anything]
commonName = supplied
[server]
basicConstraints = critical, CA:FALSE
keyUsage = digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = {names}
"""


def openssl(*arguments):
    subprocess.run(("openssl",) + arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


class Authority:
    """`file` is the certificate that clients are told to trust."""

    def __init__(self, folder):
        os.makedirs(folder, mode=0o700, exist_ok=True)
        self.folder = folder
        self.file = os.path.join(folder, "ca.pem")
        self.key = os.path.join(folder, "ca.key")
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "30", "-subj", "/CN=Authority of the tests",
                "-addext", "basicConstraints=critical,CA:TRUE",
                "-addext", "keyUsage=critical,keyCertSign,cRLSign",
                "-keyout", self.key, "-out", self.file)

    def issue(self, name, hosts=("localhost", "127.0.0.1"), expired=False, days=30):
        """A server certificate for `hosts` (names or IPv4 addresses); `file` holds the certificate, `key` its key."""
        base = os.path.join(self.folder, name)
        names = ", ".join(("IP:" if host.replace(".", "").isdigit() else "DNS:") + host for host in hosts)
        with open(base + ".conf", "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(folder=self.folder, names=names))
        open(os.path.join(self.folder, "index.txt"), "a", encoding="utf-8").close()
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-subj", "/CN=" + hosts[0], "-keyout", base + ".key", "-out", base + ".csr")
        dates = ("-startdate", "20200101000000Z", "-enddate", "20200201000000Z") if expired else ("-days", str(days))
        openssl("ca", "-batch", "-notext", "-config", base + ".conf", "-extensions", "server",
                "-keyfile", self.key, "-cert", self.file, "-in", base + ".csr", "-out", base + ".pem", *dates)
        return Certificate(base + ".pem", base + ".key")


def make_ca(folder):
    return Authority(folder)
