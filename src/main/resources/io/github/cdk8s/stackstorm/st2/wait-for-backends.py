#!/usr/bin/env python3
"""wait-for-backends.py --config-file=FILE... BACKEND...: returns when each of these backends serves this pod.

BACKEND is database (a writable primary, login accepted), messaging (an open AMQP login on any node) or coordination (a
Redis that takes a write; with Sentinels, the master that they name). They are found as StackStorm finds them: in the
same files, by the same libraries. Every 10 s it says what is missing and why; after WAIT_LIMIT_SECONDS, 600 by default,
it fails, so that kubectl shows a restart.
"""
import importlib
import os
import re
import socket
import ssl
import sys
import threading
import time
from urllib.parse import unquote, urlsplit

from oslo_config import cfg

TIMEOUT = 5
REPORT_SECONDS = 10
PAUSE_SECONDS = 2

OPTIONS = {
    # The second name is that of StackStorm 3.8.
    "database": [
        cfg.StrOpt("host", default="127.0.0.1"),
        cfg.IntOpt("port", default=27017),
        cfg.StrOpt("username"),
        cfg.StrOpt("password"),
        cfg.BoolOpt("tls", deprecated_name="ssl", default=False),
        cfg.StrOpt("tls_ca_file", deprecated_name="ssl_ca_certs"),
    ],
    "messaging": [
        cfg.StrOpt("url", default="amqp://guest:guest@127.0.0.1:5672//"),
        cfg.ListOpt("cluster_urls", default=[]),
        cfg.BoolOpt("ssl", default=False),
        cfg.StrOpt("ssl_ca_certs"),
        cfg.StrOpt("ssl_cert_reqs"),
    ],
    "coordination": [cfg.StrOpt("url"), cfg.IntOpt("lock_timeout", default=60)],
}


class Missing(Exception):
    """What is missing, in words of this program's own."""


def database(conf):
    """A login on the primary, which says that it takes writes."""
    import pymongo

    tls = {"tls": True, "tlsCAFile": conf.tls_ca_file} if conf.tls else {}
    user = {"username": conf.username, "password": conf.password} if conf.username else {}
    milliseconds = TIMEOUT * 1000
    client = pymongo.MongoClient(
        conf.host,
        conf.port,
        serverSelectionTimeoutMS=milliseconds,
        connectTimeoutMS=milliseconds,
        socketTimeoutMS=milliseconds,
        **tls,
        **user,
    )
    try:
        answer = client.admin.command("hello")
    finally:
        client.close()
    if not (answer.get("isWritablePrimary") or answer.get("ismaster")):
        raise Missing("no member is a writable primary")


def messaging(conf):
    """A login on the first node that lets us in."""
    errors = []
    for url in conf.cluster_urls or [conf.url]:
        try:
            return amqp_login(url, amqp_tls(conf))
        except Exception as error:
            errors.append("%s: %s" % (urlsplit(url).netloc.rpartition("@")[2], describe(error)))
    raise Missing("; ".join(errors))


def amqp_tls(conf):
    if not conf.ssl:
        return False
    checked = conf.ssl_cert_reqs != "none"
    return {"ca_certs": conf.ssl_ca_certs, "cert_reqs": ssl.CERT_REQUIRED if checked else ssl.CERT_NONE}


def amqp_login(url, tls):
    from kombu import Connection

    timeouts = {"read_timeout": TIMEOUT, "write_timeout": TIMEOUT}
    connection = Connection(url, ssl=tls, connect_timeout=TIMEOUT, transport_options=timeouts)
    try:
        connection.connect()
    finally:
        connection.release()


def coordination(conf):
    """Starting tooz asks the Sentinels for the master and writes a heartbeat there, which expires by itself."""
    from tooz import coordination as tooz

    member = "wait-for-backends_" + socket.gethostname()
    coordinator = tooz.get_coordinator(conf.url, member.encode(), lock_timeout=conf.lock_timeout)
    coordinator.start(start_heart=False)
    coordinator.stop()


CHECKS = {"database": database, "messaging": messaging, "coordination": coordination}

# What the checks import, themselves or by name at run time.
LIBRARIES = {
    "database": ["pymongo"],
    "messaging": ["kombu", "kombu.transport.pyamqp"],
    "coordination": ["tooz.coordination", "tooz.drivers.redis"],
}


def load(names):
    """Imports before there are threads: on a busy node these waited for each other's imports for ever."""
    "x".encode("idna")
    for name in names:
        for library in LIBRARIES[name]:
            try:
                importlib.import_module(library)
            except ImportError:
                # The check meets it too, and says so.
                pass


def describe(error):
    """One line: the libraries' own messages hold all that they know of the servers."""
    text = " ".join(str(error).split()).partition(", Timeout: ")[0]
    text = re.sub(r" \(configured timeouts: [^)]*\)", "", text)
    return (text if isinstance(error, Missing) else type(error).__name__ + ": " + text)[:500]


def secrets(conf):
    """The passwords in the configuration, as they are and as they stand in a URL."""
    urls = [conf.database.host, conf.coordination.url, conf.messaging.url] + conf.messaging.cluster_urls
    found = {conf.database.password}
    for url in urls:
        password = url and "@" in url and url.rpartition("@")[0].rpartition("://")[2].partition(":")[2]
        found.update([password, unquote(password or "")])
    return sorted(filter(None, found), key=len, reverse=True)


def without(hidden, text):
    for secret in hidden:
        text = text.replace(secret, "…")
    return text


class Wait(threading.Thread):
    """Tries one backend until it serves. A thread, so that no library's own patience silences the others."""

    def __init__(self, name, conf):
        super().__init__(name=name, daemon=True)
        self.conf = conf
        self.served = threading.Event()
        self.error = "no answer yet"

    def run(self):
        while not self.served.is_set():
            try:
                CHECKS[self.name](self.conf[self.name])
                self.served.set()
            except Exception as error:
                self.error = describe(error)
                time.sleep(PAUSE_SECONDS)


def wait(names, conf, limit):
    """Whether all came within the limit."""
    hidden = secrets(conf)
    load(names)
    waits = [Wait(name, conf) for name in names]
    for one in waits:
        one.start()
    started = reported = time.monotonic()
    while True:
        for one in [one for one in waits if one.served.is_set()]:
            print("%s is there" % one.name)
            waits.remove(one)
        now = time.monotonic()
        if not waits or now - started >= limit or now - reported >= REPORT_SECONDS:
            reported = now
            for one in waits:
                print("waiting for %s since %d s: %s" % (one.name, now - started, without(hidden, one.error)))
        if not waits or now - started >= limit:
            return not waits
        waits[0].served.wait(1)


def configuration(arguments):
    """The options, and the names of the backends behind them."""
    conf = cfg.ConfigOpts()
    conf.register_cli_opt(cfg.MultiStrOpt("backend", positional=True, required=True))
    for section, options in OPTIONS.items():
        conf.register_opts(options, group=section)
    conf(arguments, project="st2", default_config_dirs=[], prog="wait-for-backends")
    unknown = set(conf.backend) - set(CHECKS)
    if unknown:
        raise SystemExit("BACKEND = %s: is none of %s" % (sorted(unknown), ", ".join(CHECKS)))
    return conf


def main(arguments):
    conf = configuration(arguments)
    limit = float(os.environ.get("WAIT_LIMIT_SECONDS", "600"))
    if wait(conf.backend, conf, limit):
        return 0
    print("gave up after %d s; the kubelet starts this container again" % limit)
    return 1


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stdout.flush()
    # Threads that still try would hold the interpreter up.
    os._exit(status)
