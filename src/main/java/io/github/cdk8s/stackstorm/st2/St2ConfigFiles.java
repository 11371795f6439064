// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.config.St2Logging;
import io.github.cdk8s.stackstorm.internal.OsloConfig;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The texts of the ConfigMaps that StackStorm's pods read, and which pod reads which. */
final class St2ConfigFiles {

  private St2ConfigFiles() {}

  /** All configuration files of a cluster, by name. */
  static Map<String, String> all(St2Context context) {
    Map<String, String> files = new TreeMap<>();
    files.put(St2Files.DOCKER_CONF, dockerConf(context).render());
    files.put(St2Files.CONNECTIONS_TEMPLATE, connections(context).render());
    files.put(St2Files.USER_CONF, context.config().render());
    St2Services.all().forEach(service -> files.putAll(own(context, service)));
    return files;
  }

  /** Those that a service finds in {@code /etc/st2}. */
  static List<String> mounted(St2Context context, St2Service service) {
    List<String> files = new ArrayList<>(List.of(St2Files.DOCKER_CONF, St2Files.USER_CONF));
    files.addAll(own(context, service).keySet());
    return files;
  }

  /** All that a service takes from the ConfigMap: those, and what its connections are made of. */
  static Map<String, String> consumed(St2Context context, St2Service service) {
    Map<String, String> files = new TreeMap<>();
    if (service.parts().contains(Part.CONFIG)) {
      files.putAll(own(context, service));
      files.put(St2Files.DOCKER_CONF, dockerConf(context).render());
      files.put(St2Files.USER_CONF, context.config().render());
    }
    if (service.parts().contains(Part.CONNECTIONS)) {
      files.put(St2Files.CONNECTIONS_TEMPLATE, connections(context).render());
    }
    return files;
  }

  /** In files of its own, so that a change for one service concerns no other. */
  private static Map<String, String> own(St2Context context, St2Service service) {
    St2Logging logging = context.logging(service);
    if (logging == null) {
      return Map.of();
    }
    OsloConfig conf = new OsloConfig();
    conf.set(
        String.valueOf(service.section()), "logging", "/etc/st2/" + St2Files.loggingConf(service));
    Map<String, String> files = new TreeMap<>();
    files.put(St2Files.serviceConf(service), conf.render());
    files.put(St2Files.loggingConf(service), logging.render());
    return files;
  }

  /** The slash at the end matters: st2web's nginx passes paths on by it. */
  static Map<String, String> urls(St2Context context) {
    St2Names names = context.names();
    return Map.of(
        "ST2_AUTH_URL", "http://" + names.service(St2Services.ST2AUTH) + ":9100/",
        "ST2_API_URL", "http://" + names.service(St2Services.ST2API) + ":9101/",
        "ST2_STREAM_URL", "http://" + names.service(St2Services.ST2STREAM) + ":9102/");
  }

  /**
   * What the library sets. Values that differ from StackStorm's own defaults have their reason
   * beside them.
   */
  private static OsloConfig dockerConf(St2Context context) {
    OsloConfig conf = new OsloConfig();
    conf.set("auth", "api_url", "http://" + context.names().service(St2Services.ST2API) + ":9101/");
    conf.set("system_user", "user", St2Files.SYSTEM_USER);
    conf.set("system_user", "ssh_key_file", St2Files.SSH_KEY);
    conf.set("keyvalue", "encryption_key_path", "/etc/st2/keys/datastore_key.json");
    // The images set all retries to 0, so that a backend's restart would end every process. An
    // election of MongoDB takes up to 12 s, longer than the 3 s that a client waits by default.
    conf.set("database", "connection_timeout", "30000");
    conf.set("database", "connection_retry_max_delay_m", "3");
    conf.set("database", "connection_retry_backoff_max_s", "10");
    conf.set("database", "connection_retry_backoff_mul", "1");
    conf.set("messaging", "connection_retries", "10");
    conf.set("messaging", "connection_retry_wait", "10000");
    // Without the registry a runner that is told to end believes that it is the last one, and
    // abandons its work.
    conf.set("coordination", "service_registry", "True");
    ZoneId zone = context.cluster().pods().timeZone();
    if (zone != null) {
      conf.set("timersengine", "local_timezone", zone.getId());
    }
    return conf;
  }

  /** What the file with URLs and logins is made of, in the pod. */
  static ConnectionsTemplate connections(St2Context context) {
    return new ConnectionsTemplate(context.connections(), context.version().release());
  }
}
