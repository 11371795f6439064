// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Copies;

/**
 * What a service of StackStorm writes to its standard output. Logs always go there, and nowhere
 * else: a handler on standard error could feed itself through StackStorm's own redirection of it.
 *
 * @param level the least that is written
 * @param format how a line looks
 */
public record St2Logging(Level level, Format format) {

  public St2Logging {
    Copies.required("St2Logging.level", level);
    Copies.required("St2Logging.format", format);
  }

  /** Levels of Python's logging. */
  public enum Level {
    /** Everything, and much of it. */
    DEBUG,
    /** What the images write. */
    INFO,
    /** What may need somebody. */
    WARNING,
    /** What failed. */
    ERROR,
    /** What ends a service. */
    CRITICAL
  }

  /** Formats of lines, from formatters that StackStorm's packages bring with them. */
  public enum Format {
    /** A time, the level and the message, then what belongs to it as {@code key=value}. */
    TEXT(
        "st2common.logging.formatters.ConsoleLogFormatter",
        "%(asctime)s %(levelname)s [-] %(message)s"),
    /**
     * One JSON object a line (python-json-logger). What StackStorm adds to a message, such as the
     * id of an execution, is not in it.
     */
    JSON(
        // the name that both the library of 3.8 and that of 3.9 know
        "pythonjsonlogger.jsonlogger.JsonFormatter",
        "%(asctime)s %(levelname)s %(name)s %(module)s %(process)d %(thread)d %(message)s"),
    /**
     * One JSON object a line, with the fields of GELF 1.1 (StackStorm's formatter), and all that
     * StackStorm adds to a message.
     */
    GELF("st2common.logging.formatters.GelfLogFormatter", "%(message)s");

    private final String formatter;
    private final String template;

    Format(String formatter, String template) {
      this.formatter = formatter;
      this.template = template;
    }
  }

  /** What the images do: text from {@code INFO} on. */
  public static St2Logging text() {
    return new St2Logging(Level.INFO, Format.TEXT);
  }

  /** JSON from {@code INFO} on. */
  public static St2Logging json() {
    return new St2Logging(Level.INFO, Format.JSON);
  }

  /** GELF from {@code INFO} on. */
  public static St2Logging gelf() {
    return new St2Logging(Level.INFO, Format.GELF);
  }

  /** The same format from another level on. */
  public St2Logging from(Level newLevel) {
    return new St2Logging(newLevel, format);
  }

  /** The file, as Python's {@code logging.config.fileConfig} reads it. */
  public String render() {
    return """
        [loggers]
        keys=root

        [handlers]
        keys=stdout

        [formatters]
        keys=line

        [logger_root]
        level={level}
        handlers=stdout

        [handler_stdout]
        class=StreamHandler
        level={level}
        formatter=line
        args=(sys.stdout,)

        [formatter_line]
        class={class}
        format={format}
        """
        .replace("{level}", level.name())
        .replace("{class}", format.formatter)
        .replace("{format}", format.template);
  }
}
