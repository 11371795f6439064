#!/usr/bin/env python3
"""bus-connected.py HOST:PORT...: succeeds when a TCP connection of this pod to one of these addresses is established.

Reads the kernel's tables, so it opens no connection of its own. Where no name can be resolved (DNS is away), a
connection to one of the ports counts.
"""
import socket
import struct
import sys

ESTABLISHED = "01"


def wanted(arguments):
    """The addresses behind the names, and the ports."""
    addresses, ports = set(), set()
    for argument in arguments:
        host, _, port = argument.rpartition(":")
        ports.add(int(port))
        try:
            found = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)
        except OSError:
            continue
        addresses.update((entry[4][0], int(port)) for entry in found)
    return addresses, ports


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
    addresses, ports = wanted(arguments)
    for table in tables:
        for address, port in established(table):
            if (address, port) in addresses or (not addresses and port in ports):
                return 0
    print("no established connection to " + ", ".join(arguments), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
