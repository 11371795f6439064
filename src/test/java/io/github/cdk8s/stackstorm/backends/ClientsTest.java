// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** StackStorm's clients at the versions that it pins, with what the library renders. */
@Tag("backends")
class ClientsTest {

  @TempDir private Path folder;

  @ParameterizedTest(name = "TLS: {0}")
  @ValueSource(booleans = {false, true})
  void clientsReachEveryBackendBehindADeadFirstHost(boolean tls) {
    try (Backends backends = new Backends(folder, tls)) {
      backends.start();
      assertThat(Program.run(Map.of(), connecting(backends)).output())
          .contains(
              "database: stored 1",
              "messaging: got {'hello': 'st2'} from virtual host " + RabbitNode.VIRTUAL_HOST,
              "coordination: held a lock: True");
    }
  }

  private static List<String> connecting(Backends backends) {
    List<String> command = new ArrayList<>();
    command.add(PythonClients.python());
    command.add(PythonClients.SOURCES.resolve("connect.py").toString());
    command.addAll(backends.chain().arguments());
    return command;
  }
}
