// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.Identity;
import io.github.cdk8s.stackstorm.internal.L1;
import io.github.cdk8s.stackstorm.internal.OsloConfig;
import io.github.cdk8s.stackstorm.internal.Problems;
import java.time.ZoneId;
import java.util.Map;
import org.cdk8s.plus34.k8s.KubeConfigMap;
import org.cdk8s.plus34.k8s.KubeConfigMapProps;
import software.constructs.Construct;

/** The ConfigMaps that all services of a cluster share: URLs, configuration files, scripts. */
public class St2SharedConfig extends Construct {

  /**
   * Makes the ConfigMaps under the names of {@link St2Names}.
   *
   * @param userConfig text of {@code st2.user.conf}
   */
  public St2SharedConfig(Construct scope, String id, St2Context context, String userConfig) {
    super(scope, id);
    ConnectionsTemplate template =
        new ConnectionsTemplate(context.connections(), context.version().release());
    Problems problems = new Problems().addAll(template.problems());
    if (problems.reportAt(this)) {
      return;
    }
    St2Names names = context.names();
    configMap(context, "urls", names.urls(), urls(names));
    configMap(
        context,
        "files",
        names.config(),
        Map.of(
            St2Files.DOCKER_CONF,
            dockerConf(context).render(),
            St2Files.CONNECTIONS_TEMPLATE,
            template.render(),
            St2Files.USER_CONF,
            userConfig));
    configMap(context, "scripts", names.scripts(), St2Scripts.all());
  }

  /** The slash at the end matters: st2web's nginx passes paths on by it. */
  private static Map<String, String> urls(St2Names names) {
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

  private void configMap(St2Context context, String id, String name, Map<String, String> data) {
    Identity identity =
        new Identity(
            name,
            "st2",
            context.cluster().instance(),
            "backend",
            context.version().tag(),
            Map.of());
    new KubeConfigMap(
        this,
        id,
        KubeConfigMapProps.builder()
            .metadata(L1.metadata(identity, context.cluster().namespace(), Map.of()))
            .data(data)
            .build());
  }
}
