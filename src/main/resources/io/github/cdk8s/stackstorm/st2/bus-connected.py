#!/usr/bin/env python3
"""bus-connected.py HOST:PORT...: succeeds when a TCP connection of this pod to one of these addresses is established.

Reads the kernel's tables, so it opens no connection of its own. Names are looked up only when there is a connection to
one of the ports, all at once and for RESOLVE_SECONDS at most: a name server that is away, or says nothing, must not
turn every worker unready. While the addresses of a name are unknown so, a connection to one of the ports counts.
"""
import os
import socket
import struct
import sys
import threading
import time

ESTABLISHED = "01"
# A member that is gone has no address any more; all other failures leave it open.
NO_SUCH_NAME = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
# Well below the probe's own limit, the start of the interpreter included.
RESOLVE_SECONDS = 2


def split(argument):
    host, _, port = argument.rpartition(":")
    return host, int(port)


class Lookup(threading.Thread):
    """A thread, since the C library waits for name servers as long as it likes."""

    def __init__(self, host, port):
        super().__init__(daemon=True)
        # As bytes: for a str every thread would import a codec first.
        self.target = host.encode(), port
        self.addresses = None

    def run(self):
        try:
            found = socket.getaddrinfo(*self.target, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            found = [] if error.errno in NO_SUCH_NAME else None
        if found is not None:
            self.addresses = {(entry[4][0], self.target[1]) for entry in found}


def resolve(targets):
    """The addresses behind the names, and whether name servers answered for each in time."""
    lookups = [Lookup(host, port) for host, port in targets]
    for lookup in lookups:
        lookup.start()
    deadline = time.monotonic() + RESOLVE_SECONDS
    for lookup in lookups:
        lookup.join(max(0, deadline - time.monotonic()))
    found = [lookup.addresses for lookup in lookups]
    return set().union(*filter(None, found)), None not in found


def decode(text):
    """An address as the kernel writes it: words of four bytes in the machine's own order."""
    address, port = text.split(":")
    words = [address[i : i + 8] for i in range(0, len(address), 8)]
    raw = b"".join(struct.pack("=I", int(word, 16)) for word in words)
    if len(raw) == 4:
        return socket.inet_ntop(socket.AF_INET, raw), int(port, 16)
    if raw.startswith(b"\x00" * 10 + b"\xff\xff"):
        return socket.inet_ntop(socket.AF_INET, raw[12:]), int(port, 16)
    return socket.inet_ntop(socket.AF_INET6, raw), int(port, 16)


def established(table):
    """The far ends of the established connections in one of the kernel's tables."""
    try:
        with open(table, encoding="ascii") as lines:
            next(lines, None)
            for line in lines:
                fields = line.split()
                if fields[3] == ESTABLISHED:
                    yield decode(fields[2])
    except FileNotFoundError:
        return


def main(arguments, tables=("/proc/net/tcp", "/proc/net/tcp6")):
    targets = [split(argument) for argument in arguments]
    ports = {port for _, port in targets}
    connected = {end for table in tables for end in established(table) if end[1] in ports}
    if connected:
        addresses, answered = resolve(targets)
        if connected & addresses or not addresses or not answered:
            return 0
    print("no established connection to " + ", ".join(arguments), file=sys.stderr)
    return 1


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stderr.flush()
    # A look-up that goes on would hold the interpreter up.
    os._exit(status)
