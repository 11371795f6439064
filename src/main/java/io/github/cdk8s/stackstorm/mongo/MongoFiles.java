// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.internal.Resource;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The ConfigMap of a replica set: mongod.conf, the agent's settings, and the scripts. */
final class MongoFiles {

  static final String CONF = "mongod.conf";

  private static final String SETTINGS = "settings.json";
  private static final List<String> SCRIPTS =
      List.of(
          "agent.js",
          "agent.sh",
          "decide.js",
          "leave.sh",
          "outlast.sh",
          "prepare.sh",
          "record.sh",
          "status.sh");

  private MongoFiles() {}

  static Map<String, String> all(
      BackendContext context, MongoReplicaSetProps props, int members, Quantity memoryLimit) {
    Map<String, String> files = new TreeMap<>();
    files.put(CONF, MongodConf.text(props, memoryLimit));
    files.put(SETTINGS, settings(context, props, members));
    SCRIPTS.forEach(name -> files.put(name, Resource.text(MongoReplicaSet.class, name)));
    return files;
  }

  /** Names of members are DNS names, and the others match rules: nothing needs an escape. */
  private static String settings(BackendContext context, MongoReplicaSetProps props, int members) {
    String hosts =
        IntStream.range(0, Math.max(members, 0))
            .mapToObj(i -> "    \"" + context.member(i) + ":" + MongoPod.PORT + '"')
            .collect(Collectors.joining(",\n"));
    return """
        {
          "replicaSet": "%s",
          "database": "%s",
          "exporter": %s,
          "tls": %s,
          "members": [
        %s
          ]
        }
        """
        .formatted(
            props.replicaSet(),
            props.database(),
            props.metrics() == null ? "null" : '"' + MongoExporter.USER + '"',
            props.tls() != null,
            hosts);
  }
}
