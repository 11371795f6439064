"""round_trip.py CONNECTIONS.PY TEMPLATE FOLDER: takes logins with each printable character of ASCII through the pod's
script, oslo.config's files and the parsers of kombu and pymongo, and prints how many came out as they went in."""
import importlib.util
import os
import sys

import st2_options
from kombu.utils.url import parse_url
from pymongo import uri_parser

PRINTABLE = [chr(code) for code in range(32, 127)]


def script(path):
    spec = importlib.util.spec_from_file_location("connections", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_back(connections, template, folder, username, password):
    login = {"DATABASE": (username, password), "MESSAGING": (username, password)}
    environment = {"COORDINATION_PASSWORD": "plain"}
    for name, (user, secret) in login.items():
        environment.update({name + "_USERNAME": user, name + "_PASSWORD": secret})
    path = os.path.join(folder, "round-trip.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write(connections.render(template, environment))
    conf = st2_options.read(["--config-file=" + path])
    mongo = uri_parser.parse_uri(conf.database.host)
    yield mongo["username"], mongo["password"]
    for url in conf.messaging.cluster_urls:
        parts = parse_url(url)
        yield parts["userid"], parts["password"]


def main(path, template, folder):
    connections = script(path)
    with open(template, encoding="utf-8") as file:
        text = file.read()
    whole = "".join(PRINTABLE)
    passwords = PRINTABLE + [whole, whole[::-1], "$DATABASE", "${host}", "%24", "{MESSAGING}"]
    kept = 0
    for password in passwords:
        username = "u" + password
        found = list(read_back(connections, text, folder, username, password))
        if len(found) != 3 or any(each != (username, password) for each in found):
            raise SystemExit("%r came out as %r" % (password, found))
        kept += 1
    print("kept %d" % kept)


if __name__ == "__main__":
    main(*sys.argv[1:])
