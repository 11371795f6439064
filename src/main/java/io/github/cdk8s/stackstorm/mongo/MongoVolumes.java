// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.internal.Volumes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cdk8s.plus34.k8s.KeyToPath;
import org.cdk8s.plus34.k8s.SecretVolumeSource;
import org.cdk8s.plus34.k8s.Volume;

/** The volumes of a member beside its data. What holds a secret lies in memory only. */
final class MongoVolumes {

  /** For the owner, root, and the pod's group: 0440, which a manifest writes in decimal. */
  private static final int OWNER_AND_GROUP_READ = 0440;

  private MongoVolumes() {}

  static List<Volume> all(String name, MongoReplicaSetProps props, MongoCredentials logins) {
    Map<String, String> login = new TreeMap<>();
    login.put("username", logins.usernameKey());
    login.put("password", logins.passwordKey());
    login.put("root-password", logins.rootPasswordKey());
    if (props.metrics() != null) {
      login.put("exporter-password", logins.exporterPasswordKey());
    }
    String secret = logins.secret().name();
    List<Volume> volumes =
        new ArrayList<>(
            List.of(
                Volumes.configMap("files", StatefulPlan.config(name)),
                Volumes.emptyDir("configdb"),
                Volumes.emptyDir("tmp"),
                Volumes.emptyDir("agent-tmp"),
                Volumes.memory("agent"),
                Volumes.memory("keyfile"),
                secret("secret", secret, Map.of("keyfile", logins.keyfileKey())),
                secret("login", secret, login)));
    if (props.tls() != null) {
      String certificate = props.tls().secret(name).name();
      Map<String, String> pair = Map.of("tls.crt", "tls.crt", "tls.key", "tls.key");
      volumes.add(secret("tls", certificate, pair));
      volumes.add(secret("ca", certificate, Map.of("ca.crt", "ca.crt")));
    }
    return volumes;
  }

  /** Keys of a Secret by the names of their files. */
  private static Volume secret(String volume, String secret, Map<String, String> keys) {
    List<KeyToPath> items =
        new TreeMap<>(keys)
            .entrySet().stream()
                .map(it -> KeyToPath.builder().key(it.getValue()).path(it.getKey()).build())
                .toList();
    return Volume.builder()
        .name(volume)
        .secret(
            SecretVolumeSource.builder()
                .secretName(secret)
                .defaultMode(OWNER_AND_GROUP_READ)
                .items(items)
                .build())
        .build();
  }
}
