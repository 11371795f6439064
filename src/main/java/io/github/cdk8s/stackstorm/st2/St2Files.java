// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import java.util.ArrayList;
import java.util.List;

/** Where things lie in StackStorm's pods. */
final class St2Files {

  static final String DOCKER_CONF = "st2.docker.conf";
  static final String USER_CONF = "st2.user.conf";
  static final String SECRETS_CONF = "st2.secrets.conf";
  static final String CONNECTIONS_FOLDER = "/run/st2";
  static final String CONNECTIONS = CONNECTIONS_FOLDER + "/st2.connections.conf";

  /** Where the init container that writes the connections finds their template. */
  static final String TEMPLATE_FOLDER = "/etc/st2-config";

  static final String CONNECTIONS_TEMPLATE = "st2.connections.conf.template";

  static final String SYSTEM_USER = "stanley";
  static final String SSH_FOLDER = "/home/" + SYSTEM_USER + "/.ssh";
  static final String SSH_KEY = SSH_FOLDER + "/stanley_rsa";

  /**
   * Where the user's own Secret is copied to, beside the connections: readable for the service
   * alone.
   */
  static final String SECRETS = CONNECTIONS_FOLDER + "/" + SECRETS_CONF;

  /** The chain of configuration files of a service: later ones win. */
  static List<String> configChain(St2Context context, St2Service service) {
    List<String> chain = new ArrayList<>();
    chain.add("/etc/st2/st2.conf");
    chain.add("/etc/st2/" + DOCKER_CONF);
    if (context.logging(service) != null) {
      chain.add("/etc/st2/" + serviceConf(service));
    }
    chain.add(CONNECTIONS);
    chain.add("/etc/st2/" + USER_CONF);
    if (context.configSecret() != null) {
      chain.add(SECRETS);
    }
    return chain;
  }

  /** The chain as arguments of a program of StackStorm. */
  static List<String> configFileArguments(St2Context context, St2Service service) {
    return configChain(context, service).stream().map(file -> "--config-file=" + file).toList();
  }

  /** The file that one service alone reads, where it has something of its own. */
  static String serviceConf(St2Service service) {
    return service.name() + ".conf";
  }

  /** How one service logs, where it is said. */
  static String loggingConf(St2Service service) {
    return "logging." + service.name() + ".conf";
  }

  private St2Files() {}
}
