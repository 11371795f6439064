// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the file by which programs find an API server. */
public final class Kubeconfig {

  private Kubeconfig() {}

  /** For the bearer of a token. */
  public static void write(Path file, String server, Path certificate, String token) {
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts:
          - name: test
            context: {cluster: test, user: test}
        clusters:
          - name: test
            cluster: {server: "%s", certificate-authority: "%s"}
        users:
          - name: test
            user: {token: "%s"}
        """
            .formatted(server, certificate, token);
    try {
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
