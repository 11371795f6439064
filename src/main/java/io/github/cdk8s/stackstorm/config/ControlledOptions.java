// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Options that are not set in a {@link St2Config}: the library sets them from a prop, or pods,
 * probes and Services rest on their value, or they are secret.
 */
final class ControlledOptions {

  /** Names under which the backends of logins (LDAP, single sign-on) take something secret. */
  private static final Pattern SECRET_KEY =
      Pattern.compile(
          "(?i)\"[a-z_]*(pass|secret|token|api_?key|private_?key)[a-z_]*\"\\s*:\\s*\"[^\"]");

  private static final String DATABASE = "set database, for example a MongoEndpoint";
  private static final String MESSAGING = "set messaging, for example a RabbitEndpoint";
  private static final String COORDINATION = "set coordination, for example a RedisEndpoint";
  private static final String PORTS = "leave it out: Services and probes expect the present one";
  private static final String FIXED = "leave it out: mounts and scripts expect the present one";
  private static final String TIME_ZONE = "set timeZone";
  private static final String SECRET = "put it into the Secret that configSecret names";

  private static final Map<OptionName, String> REMEDIES = new TreeMap<>();

  static {
    controlled("database", DATABASE, "host", "port", "db_name", "username", "password");
    controlled("database", DATABASE, "tls", "tls_ca_file", "tls_certificate_key_file");
    controlled("database", DATABASE, "ssl", "ssl_ca_certs", "ssl_certfile", "ssl_keyfile");
    controlled("messaging", MESSAGING, "url", "cluster_urls", "ssl_cert_reqs");
    controlled("messaging", MESSAGING, "ssl", "ssl_ca_certs", "ssl_certfile", "ssl_keyfile");
    controlled("coordination", COORDINATION, "url");
    controlled(
        "coordination",
        "leave it on: without the registry a runner that is told to end abandons its work",
        "service_registry");
    controlled("keyvalue", FIXED, "encryption_key_path");
    controlled("auth", PORTS, "api_url", "host", "port", "use_ssl");
    controlled("api", PORTS, "host", "port");
    controlled("stream", PORTS, "host", "port");
    controlled("system", FIXED, "base_path");
    controlled("system_user", FIXED, "user", "ssh_key_file");
    controlled("timersengine", TIME_ZONE, "local_timezone");
    controlled("timer", TIME_ZONE, "local_timezone");
  }

  private ControlledOptions() {}

  private static void controlled(String section, String remedy, String... options) {
    for (String option : options) {
      REMEDIES.put(new OptionName(section, option), remedy);
    }
  }

  /** What to do instead of setting an option of the library's; null where it is free. */
  static @Nullable String remedy(OptionName name) {
    return REMEDIES.get(name);
  }

  /** What to do with a value that must not stand in a ConfigMap; null where it may. */
  static @Nullable String secretRemedy(OptionName name, String value) {
    boolean secret =
        name.option().endsWith("_password")
            || (name.option().endsWith("backend_kwargs") && SECRET_KEY.matcher(value).find());
    return secret ? SECRET : null;
  }
}
