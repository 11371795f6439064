"""read_config.py OPTIONS RELEASE PREFIX [--config-file=FILE]...: reads configuration files as a service of StackStorm does.

OPTIONS is a list of options like the library's own, with section, option, type, choices and releases between tabs. Those
of RELEASE are registered. PREFIX is what variables begin with that set options: ST2 in StackStorm 3.9, which puts its
own name in place of OS, oslo.config's. Prints every option that is set: section, option, where it comes from, and the
value, percent-encoded; a list has a line feed between its items.
"""
import sys
from urllib.parse import quote

from oslo_config import cfg
from oslo_config.sources._environment import EnvironmentConfigurationSource

TYPES = {
    "str": cfg.StrOpt,
    "int": cfg.IntOpt,
    "float": cfg.FloatOpt,
    "bool": cfg.BoolOpt,
    "list": cfg.ListOpt,
    "dict": cfg.DictOpt,
}


def environment(prefix):
    class Source(EnvironmentConfigurationSource):
        @staticmethod
        def get_name(group_name, option_name):
            return "{}_{}__{}".format(prefix, (group_name or "DEFAULT").upper(), option_name.upper())

    return Source()


def register(conf, options, release):
    with open(options, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    rows = [row for row in rows if release in row[4].split()]
    for section, option, kind, choices, _ in rows:
        more = {"choices": choices.split(",")} if choices else {}
        conf.register_opt(TYPES[kind](option, **more), group=section)
    return rows


def text(value):
    if isinstance(value, dict):
        value = [key + ":" + item for key, item in value.items()]
    return "\n".join(value) if isinstance(value, list) else str(value)


def main(options, release, prefix, *files):
    conf = cfg.ConfigOpts()
    conf._env_driver = environment(prefix)
    rows = register(conf, options, release)
    conf(files, project="st2", default_config_files=[], default_config_dirs=[])
    for section, option, *_ in rows:
        value = conf[section][option]
        if value is not None:
            location = conf.get_location(option, section).location.name
            print(section, option, location, quote(text(value), safe=""), sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
