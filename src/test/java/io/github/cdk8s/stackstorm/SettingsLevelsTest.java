// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.ImagePullPolicy;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.ServiceAccountRef;
import io.github.cdk8s.stackstorm.placement.Placement;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.TestCluster;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.EmptyDirVolumeSource;
import org.cdk8s.plus34.k8s.HostAlias;
import org.cdk8s.plus34.k8s.PodDnsConfig;
import org.cdk8s.plus34.k8s.PodSecurityContext;
import org.cdk8s.plus34.k8s.SecurityContext;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.junit.jupiter.api.Test;

/** Every single setting can be a default of the cluster. */
class SettingsLevelsTest {

  private static final Volume SCRATCH =
      Volume.builder().name("scratch").emptyDir(EmptyDirVolumeSource.builder().build()).build();

  private static final WorkloadSettings DEFAULTS =
      WorkloadSettings.builder()
          .replicas(4)
          .imagePullPolicy(ImagePullPolicy.ALWAYS)
          .imagePullSecrets(List.of(SecretRef.named("pull")))
          .resources(Resources.builder().cpuLimit(Quantity.of("2")).build())
          .env(Map.of("A", "1"))
          .envFromSecrets(List.of(SecretRef.named("more")))
          .labels(Map.of("team", "ops"))
          .annotations(Map.of("example.com/owner", "ops"))
          .placement(Placement.onNodes("pool", "st2"))
          .serviceAccount(ServiceAccountRef.named("account"))
          .podSecurityContext(PodSecurityContext.builder().supplementalGroups(List.of(7)).build())
          .securityContext(SecurityContext.builder().procMount("Default").build())
          .hostAliases(
              List.of(HostAlias.builder().ip("192.0.2.1").hostnames(List.of("old")).build()))
          .dnsConfig(PodDnsConfig.builder().searches(List.of("example.com")).build())
          .volumes(List.of(SCRATCH))
          .volumeMounts(
              List.of(VolumeMount.builder().name("scratch").mountPath("/scratch").build()))
          .initContainers(List.of(container("before")))
          .sidecars(List.of(container("beside")))
          .terminationGracePeriod(Duration.ofSeconds(400))
          .priorityClassName("important")
          .service(ServiceSettings.builder().annotations(Map.of("example.com/lb", "x")).build())
          .build();

  /** How each setting shows in a Deployment. */
  private static final Map<String, Predicate<Node>> SEEN = new TreeMap<>();

  /** Settings that cannot be a default: what is left out, and which image, is said per service. */
  private static final List<String> PER_SERVICE = List.of("enabled", "image", "dnsPolicy");

  static {
    SEEN.put("replicas", it -> it.number("spec.replicas") == 4);
    SEEN.put("imagePullPolicy", it -> main(it).text("imagePullPolicy").equals("Always"));
    SEEN.put("imagePullSecrets", it -> it.pod().text("imagePullSecrets.0.name").equals("pull"));
    SEEN.put("resources", it -> main(it).text("resources.limits.cpu").equals("2"));
    SEEN.put("env", it -> main(it).text("env").contains("name=A, value=1"));
    SEEN.put("envFromSecrets", it -> main(it).text("envFrom").contains("name=more"));
    SEEN.put("labels", it -> "ops".equals(it.map("spec.template.metadata.labels").get("team")));
    SEEN.put(
        "annotations",
        it -> "ops".equals(it.map("spec.template.metadata.annotations").get("example.com/owner")));
    SEEN.put("placement", it -> it.pod().text("nodeSelector.pool").equals("st2"));
    SEEN.put("serviceAccount", it -> it.pod().text("serviceAccountName").equals("account"));
    SEEN.put(
        "podSecurityContext",
        it -> it.pod().text("securityContext").equals("{supplementalGroups=[7]}"));
    SEEN.put("securityContext", it -> main(it).text("securityContext.procMount").equals("Default"));
    SEEN.put("hostAliases", it -> it.pod().text("hostAliases.0.ip").equals("192.0.2.1"));
    SEEN.put("dnsConfig", it -> it.pod().text("dnsConfig.searches.0").equals("example.com"));
    SEEN.put("volumes", it -> it.pod().text("volumes").contains("name=scratch"));
    SEEN.put("volumeMounts", it -> main(it).text("volumeMounts").contains("/scratch"));
    SEEN.put("initContainers", it -> it.pod().text("initContainers").contains("name=before"));
    SEEN.put("sidecars", it -> it.pod().text("containers.1.name").equals("beside"));
    SEEN.put(
        "terminationGracePeriod", it -> it.pod().number("terminationGracePeriodSeconds") == 400);
    SEEN.put("priorityClassName", it -> it.pod().text("priorityClassName").equals("important"));
  }

  @Test
  void everySettingOfTheDefaultsReachesAService() {
    Manifests cluster = TestCluster.manifests(props -> props.defaults(DEFAULTS));
    Node deployment = cluster.one("Deployment", "st2-st2actionrunner");
    SEEN.forEach((setting, seen) -> assertThat(seen.test(deployment)).as(setting).isTrue());
    assertThat(cluster.one("Service", "st2-st2api").map("metadata.annotations"))
        .containsEntry("example.com/lb", "x");
  }

  @Test
  void noSettingIsForgottenHere() {
    assertThat(
            Arrays.stream(WorkloadSettings.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !PER_SERVICE.contains(name) && !name.equals("service")))
        .containsExactlyInAnyOrderElementsOf(SEEN.keySet());
  }

  @Test
  void anImageIsNamedByTagOrDigest() {
    String digest = "sha256:" + "0123456789abcdef".repeat(4);
    Manifests cluster =
        TestCluster.manifests(
            props ->
                props
                    .addServices(
                        St2Services.ST2API,
                        WorkloadSettings.builder()
                            .image(Image.of("registry.example.com/st2api@" + digest))
                            .build())
                    .addServices(
                        St2Services.ST2AUTH,
                        WorkloadSettings.builder()
                            .image(Image.of("registry.example.com/st2auth:3.9.0@" + digest))
                            .build())
                    .imageRegistry("mirror.example.com"));
    assertThat(main(cluster.one("Deployment", "st2-st2api")).text("image"))
        .isEqualTo("mirror.example.com/st2api@" + digest);
    assertThat(main(cluster.one("Deployment", "st2-st2auth")).text("image"))
        .isEqualTo("mirror.example.com/st2auth:3.9.0@" + digest);
  }

  private static Node main(Node workload) {
    return workload.pod().at("containers.0");
  }

  private static Container container(String name) {
    return Container.builder().name(name).image("docker.io/library/busybox:1.37").build();
  }
}
