"""log_with.py FILE: sets up logging as a service of StackStorm does, and writes one line of each level.

StackStorm's own formatters are in its packages only. Those here stand in for them: they show that the file names them
where StackStorm has them, and that they get the format of the file.
"""
import logging.config
import sys
import types

for module in ("st2common", "st2common.logging", "st2common.logging.formatters"):
    sys.modules[module] = types.ModuleType(module)
sys.modules["st2common"].logging = sys.modules["st2common.logging"]
sys.modules["st2common.logging"].formatters = sys.modules["st2common.logging.formatters"]


class ConsoleLogFormatter(logging.Formatter):
    def format(self, record):
        return "console " + super().format(record)


class GelfLogFormatter(logging.Formatter):
    def format(self, record):
        return "gelf " + super().format(record)


sys.modules["st2common.logging.formatters"].ConsoleLogFormatter = ConsoleLogFormatter
sys.modules["st2common.logging.formatters"].GelfLogFormatter = GelfLogFormatter

logging.config.fileConfig(sys.argv[1], defaults=None, disable_existing_loggers=False)
assert [handler.stream for handler in logging.getLogger().handlers] == [sys.stdout]
for name in ("debug", "info", "warning", "error", "critical"):
    getattr(logging.getLogger("st2.api"), name)('%s says "hello"', name)
