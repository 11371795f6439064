#!/opt/stackstorm/st2/bin/python3
"""SERVICE --config-file=FILE...: stands in for a service of StackStorm, as far as a kubelet sees one.

It reads the chain of configuration files, insists on the user and the files that the service insists on, listens and
answers where the service does, and holds a connection to the message bus as the service does. It has no handler for
SIGTERM, as most of them have none. What it does not have is StackStorm.
"""
import argparse
import configparser
import http.server
import os
import pathlib
import pwd
import re
import socket
import sys
import threading
import time

# Section of the configuration that has a server's port.
SERVERS = {"st2auth": "auth", "st2api": "api", "st2stream": "stream"}
# It uses the bus only when it has deleted something.
WITHOUT_BUS = {"st2garbagecollector"}
ANSWERS = {"/v1/sso": 200}


def say(text):
    print(text, flush=True)


def configuration(files):
    """The files in their order, the later over the earlier. A missing one is a mistake, as it is to StackStorm."""
    parser = configparser.RawConfigParser(strict=False, allow_no_value=True, delimiters=("=",), interpolation=None)
    for file in files:
        with open(file, encoding="utf-8") as lines:
            parser.read_file(lines, file)
    return parser


def bus_hosts(parser):
    """Host and port of each URL that kombu would try, one after the other."""
    option = "cluster_urls" if parser.has_option("messaging", "cluster_urls") else "url"
    found = re.findall(r"amqps?://(?:[^@/;,]*@)?([^:/;,]+):(\d+)", parser.get("messaging", option, fallback=""))
    if not found:
        raise SystemExit("messaging.%s names no host" % option)
    return [(host, int(port)) for host, port in found]


def stay_connected(hosts):
    """A connection to the first host that takes one, and to the next when it goes away.

    It says nothing, so a broker ends it after ten seconds, and it is made anew at once.
    """
    while True:
        for address in hosts:
            try:
                bus = socket.create_connection(address, timeout=5)
            except OSError as failure:
                say("%s:%d: %s" % (*address, failure))
                time.sleep(1)
                continue
            say("connected to %s:%d" % address)
            wait_for_end(bus)


def wait_for_end(bus):
    with bus:
        bus.settimeout(None)
        try:
            while bus.recv(4096):
                pass
        except ConnectionError:
            pass


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status = ANSWERS.get(self.path, 401)
        body = b'{"stand-in": true}\n'
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Probes would fill the log."""


def main():
    service = pathlib.Path(sys.argv[0]).name
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--config-file", action="append", default=[])
    files = arguments.parse_args().config_file
    user = pwd.getpwuid(os.getuid()).pw_name
    say("stand-in for %s as %s, process %d, on %s" % (service, user, os.getpid(), socket.gethostname()))
    parser = configuration(files)
    say("read " + ", ".join(files))

    if service not in WITHOUT_BUS:
        threading.Thread(target=stay_connected, args=(bus_hosts(parser),), daemon=True).start()
    if service in SERVERS:
        address = ("", parser.getint(SERVERS[service], "port"))
        say("listening on %d" % address[1])
        http.server.ThreadingHTTPServer(address, Answer).serve_forever()
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main()
