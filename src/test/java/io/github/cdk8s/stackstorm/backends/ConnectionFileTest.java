// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file with URLs and logins, read by the libraries that StackStorm reads it with. */
@Tag("backends")
class ConnectionFileTest {

  @TempDir private Path folder;

  @Test
  void loginsMayHoldEveryPrintableCharacter() {
    try (Backends backends = new Backends(folder, false)) {
      backends.chain();
      String kept =
          Program.check(
              Map.of(),
              PythonClients.python(),
              PythonClients.SOURCES.resolve("round_trip.py").toString(),
              Chain.SCRIPTS.resolve("connections.py").toString(),
              folder.resolve("st2.connections.conf.template").toString(),
              folder.toString());
      assertThat(kept.strip()).isEqualTo("kept 101");
      Figures.record("connections.logins-round-trip", 101);
    }
  }

  @Test
  void whatTheUserSaysIsReadLast() {
    try (Backends backends = new Backends(folder, false)) {
      Chain chain = backends.chain("[database]\ndb_name = mine\nconnection_timeout = 1234\n");
      String read =
          Program.check(
              Map.of("PYTHONPATH", PythonClients.SOURCES.toString()),
              PythonClients.python(),
              "-c",
              "import sys, st2_options as o; c = o.read(sys.argv[1:]);"
                  + "print(c.database.db_name, c.database.connection_timeout,"
                  + " c.messaging.connection_retries, c.messaging.connection_retry_wait,"
                  + " c.coordination.service_registry, c.auth.host)",
              chain.arguments().get(0),
              chain.arguments().get(1),
              chain.arguments().get(2),
              chain.arguments().get(3));
      assertThat(read.strip()).isEqualTo("mine 1234 10 10000 True 0.0.0.0");
    }
  }
}
