#!/usr/bin/env python3
"""connections.py TEMPLATE FILE: writes StackStorm's configuration file with the URLs of its backends, logins included.

The template is that file with {DATABASE}, {MESSAGING} and {COORDINATION} where the logins go; they come as
NAME_USERNAME and NAME_PASSWORD, and NAME_USERNAME_SOURCE and NAME_PASSWORD_SOURCE say where from. The file is readable
for its owner alone. Logins are percent-encoded, so that they may hold any character; only the library that reads the
coordination URL does not decode it, and what it could not take is refused here. It decodes the query of that URL, in
which {SENTINEL_PASSWORD} stands for a password of the Sentinels.
"""
import os
import re
import sys
from urllib.parse import quote

BACKENDS = ("DATABASE", "MESSAGING", "COORDINATION")
TAKEN_AS_IT_IS = {"COORDINATION"}


def part(name, environment):
    """One part of a login as it stands in a URL."""
    value = environment.get(name, "")
    if name.split("_")[0] in TAKEN_AS_IT_IS and not re.fullmatch(r"[A-Za-z0-9._~-]*", value):
        raise SystemExit(
            "%s = (hidden): may hold only letters, digits and '-', '.', '_', '~'; "
            "change it in the Secret (SECRET/KEY) %s"
            % (name, environment.get(name + "_SOURCE", "(unknown)"))
        )
    return quote(value, safe="")


def login(name, environment):
    if name + "_PASSWORD" not in environment:
        return ""
    return part(name + "_USERNAME", environment) + ":" + part(name + "_PASSWORD", environment) + "@"


def render(template, environment):
    """The text of the file. An encoded login holds no '$', which would refer to another option."""
    for name in BACKENDS:
        template = template.replace("{" + name + "}", login(name, environment))
    return template.replace("{SENTINEL_PASSWORD}", part("SENTINEL_PASSWORD", environment))


def main(template, path):
    with open(template, encoding="utf-8") as file:
        text = render(file.read(), os.environ)
    unfinished = path + ".new"
    if os.path.lexists(unfinished):  # of a run that was cut short: its mode forbids to open it again
        os.unlink(unfinished)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(unfinished, path)
    print("wrote " + path)


if __name__ == "__main__":
    main(*sys.argv[1:])
