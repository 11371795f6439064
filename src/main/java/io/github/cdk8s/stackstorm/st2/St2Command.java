// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import java.util.List;

/** What the main container runs. */
public sealed interface St2Command {

  /**
   * The service's own program in {@code /opt/stackstorm/st2/bin}, with the chain of configuration
   * files.
   */
  record ConfigChain() implements St2Command {}

  /** What the image says. */
  record ImageDefault() implements St2Command {}

  /** A command of its own. */
  record Explicit(List<String> words) implements St2Command {
    public Explicit {
      words = Copies.list("St2Command.Explicit.words", words);
    }
  }
}
