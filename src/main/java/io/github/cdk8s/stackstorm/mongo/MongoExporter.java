// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import io.github.cdk8s.stackstorm.internal.BackendPods;
import io.github.cdk8s.stackstorm.internal.ContainerPlan;
import io.github.cdk8s.stackstorm.internal.L1;
import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.internal.Volumes;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.workload.Metrics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cdk8s.plus34.k8s.EnvVar;
import org.cdk8s.plus34.k8s.EnvVarSource;
import org.cdk8s.plus34.k8s.Probe;
import org.cdk8s.plus34.k8s.SecretKeySelector;
import org.cdk8s.plus34.k8s.TcpSocketAction;

/**
 * The exporter of metrics beside a mongod: <a
 * href="https://github.com/percona/mongodb_exporter">percona/mongodb_exporter</a>. Its image has no
 * shell, so its own password, which opens nothing but metrics, is a variable of its container.
 */
final class MongoExporter {

  static final int PORT = 9216;
  static final String USER = "exporter";

  private static final Image IMAGE = Image.of("percona/mongodb_exporter:0.53");
  private static final Resources RESOURCES =
      Resources.builder()
          .cpuRequest(Quantity.of("10m"))
          .memoryRequest(Quantity.of("32Mi"))
          .memoryLimit(Quantity.of("128Mi"))
          .build();

  private MongoExporter() {}

  static ContainerPlan container(MongoReplicaSetProps props, MongoCredentials logins) {
    Metrics metrics = Objects.requireNonNull(props.metrics());
    String tls = props.tls() == null ? "" : "&tls=true&tlsCAFile=/run/ca/ca.crt&tlsInsecure=true";
    EnvVar password =
        EnvVar.builder()
            .name("MONGODB_PASSWORD")
            .valueFrom(
                EnvVarSource.builder()
                    .secretKeyRef(
                        SecretKeySelector.builder()
                            .name(logins.secret().name())
                            .key(logins.exporterPasswordKey())
                            .build())
                    .build())
            .build();
    return ContainerPlan.builder(
            "exporter", metrics.exporter() == null ? IMAGE : metrics.exporter())
        .args(
            List.of(
                "--mongodb.uri=mongodb://127.0.0.1:" + MongoPod.PORT + "/?authSource=admin" + tls,
                "--web.listen-address=:" + PORT,
                "--collector.diagnosticdata",
                "--collector.replicasetstatus",
                "--collector.dbstats"))
        .env(List.of(password, BackendPods.variable("MONGODB_USER", USER)))
        .ports(Map.of(StatefulPlan.METRICS_PORT, PORT))
        .mounts(props.tls() == null ? List.of() : List.of(Volumes.readOnly("ca", "/run/ca")))
        .resources(RESOURCES)
        .readOnlyRoot(true)
        // no readiness probe: a member without metrics still serves
        .livenessProbe(
            Probe.builder()
                .tcpSocket(
                    TcpSocketAction.builder().port(L1.port(StatefulPlan.METRICS_PORT)).build())
                .periodSeconds(30)
                .timeoutSeconds(5)
                .failureThreshold(3)
                .build())
        .build();
  }
}
