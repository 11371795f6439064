// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.app;

import java.util.ArrayList;
import java.util.List;
import software.amazon.jsii.JsiiException;

/** What a person has to know of an exception. */
final class ErrorReport {
  /** Every problem of every construct, one or more lines each: cdk8s puts this line first. */
  private static final String REPORT = "Error: Validation failed with the following errors:";

  private ErrorReport() {}

  /**
   * The problems that an exception reports.
   *
   * @throws RuntimeException the given exception, if it was not made to be read by the user of an
   *     app
   */
  static String of(RuntimeException exception) {
    String message = exception.getMessage();
    if (message == null || !isMeantForUsers(exception)) {
      throw exception;
    }
    List<String> lines = withoutKernelTrace(message.lines().toList());
    if (!lines.get(0).equals(REPORT)) {
      return String.join(System.lineSeparator(), lines);
    }
    return String.join(
        System.lineSeparator(),
        lines.subList(1, lines.size()).stream().map(ErrorReport::withoutIndent).toList());
  }

  private static boolean isMeantForUsers(RuntimeException exception) {
    return exception instanceof IllegalArgumentException
        || exception instanceof IllegalStateException
        || exception instanceof JsiiException
        // What jsii throws when JavaScript code, such as App.synth(), failed.
        || exception.getClass().equals(RuntimeException.class);
  }

  /**
   * An error from jsii is the message, then the JavaScript stack trace, which repeats the message.
   */
  private static List<String> withoutKernelTrace(List<String> lines) {
    List<String> kept = new ArrayList<>(lines.subList(0, 1));
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("@jsii/") || line.endsWith("Error: " + lines.get(0))) {
        break;
      }
      kept.add(line);
    }
    return kept;
  }

  private static String withoutIndent(String line) {
    return line.startsWith("  [") ? line.substring(2) : line;
  }
}
