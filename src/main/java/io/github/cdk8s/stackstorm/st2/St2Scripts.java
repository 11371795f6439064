// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scripts that run in StackStorm's pods, one ConfigMap for all. */
final class St2Scripts {

  /** Where the pods see them. */
  static final String FOLDER = "/opt/st2-scripts";

  /** The interpreter that StackStorm's packages bring with them. */
  static final String PYTHON = "/opt/stackstorm/st2/bin/python3";

  static final String HTTP_ALIVE = "http-alive.sh";
  static final String BUS_CONNECTED = "bus-connected.py";
  static final String CONNECTIONS = "connections.py";
  static final String HTPASSWD = "htpasswd.sh";
  static final String SSH_KEY = "ssh-key.sh";
  static final String CLIENT_CONFIG = "client-config.sh";
  static final String WAIT_FOR_BACKENDS = "wait-for-backends.py";

  private static final List<String> ALL =
      List.of(
          BUS_CONNECTED,
          CLIENT_CONFIG,
          CONNECTIONS,
          HTPASSWD,
          HTTP_ALIVE,
          SSH_KEY,
          WAIT_FOR_BACKENDS);

  private St2Scripts() {}

  static String path(String script) {
    return FOLDER + "/" + script;
  }

  /** Name and text of each. */
  static Map<String, String> all() {
    return ALL.stream()
        .collect(
            Collectors.toMap(Function.identity(), name -> Resource.text(St2Scripts.class, name)));
  }
}
