// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import java.util.List;

/** Where things lie in StackStorm's pods. */
final class St2Files {

  static final String DOCKER_CONF = "st2.docker.conf";
  static final String USER_CONF = "st2.user.conf";
  static final String CONNECTIONS_FOLDER = "/run/st2";
  static final String CONNECTIONS = CONNECTIONS_FOLDER + "/st2.connections.conf";

  /** Where the init container that writes the connections finds their template. */
  static final String TEMPLATE_FOLDER = "/etc/st2-config";

  static final String CONNECTIONS_TEMPLATE = "st2.connections.conf.template";

  static final String SYSTEM_USER = "stanley";
  static final String SSH_FOLDER = "/home/" + SYSTEM_USER + "/.ssh";
  static final String SSH_KEY = SSH_FOLDER + "/stanley_rsa";

  /** The chain of configuration files: later ones win. */
  static final List<String> CONFIG_CHAIN =
      List.of("/etc/st2/st2.conf", "/etc/st2/" + DOCKER_CONF, CONNECTIONS, "/etc/st2/" + USER_CONF);

  private St2Files() {}

  /** The chain as arguments of a program of StackStorm. */
  static List<String> configFileArguments() {
    return CONFIG_CHAIN.stream().map(file -> "--config-file=" + file).toList();
  }
}
