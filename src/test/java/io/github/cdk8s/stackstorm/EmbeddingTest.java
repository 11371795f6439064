// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cdk8s.stackstorm.k8s.ClaimRef;
import io.github.cdk8s.stackstorm.k8s.ConfigMapRef;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.ServiceAccountRef;
import io.github.cdk8s.stackstorm.packs.St2PackVolume;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import io.github.cdk8s.stackstorm.support.Synthesis;
import io.github.cdk8s.stackstorm.workload.CaBundle;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.List;
import java.util.function.Function;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectProps;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** A cluster is one chart among others, in an App that is not ours. */
class EmbeddingTest {

  @Test
  void twoClustersInOneNamespaceDoNotCollide() {
    Manifests both =
        Manifests.of(
            Synthesis.app(
                app -> {
                  new StackStormCluster(app, "blue");
                  new StackStormCluster(app, "green");
                }));
    assertThat(both.objects())
        .extracting(it -> it.text("kind") + " " + it.name())
        .doesNotHaveDuplicates();
    for (Node service : both.kind("Service")) {
      assertThat(both.selectedBy(service.map("spec.selector"))).as(service.name()).hasSize(1);
    }
  }

  @Test
  void oneIdInTwoNamespacesIsTwoClusters() {
    Manifests both =
        Manifests.of(
            Synthesis.app(
                app -> {
                  new StackStormCluster(
                      app, "st2", StackStormClusterProps.builder().namespace("one").build());
                  new StackStormCluster(
                      new Construct(app, "other"),
                      "st2",
                      StackStormClusterProps.builder().namespace("two").build());
                }));
    assertThat(both.objects())
        .extracting(it -> it.text("metadata.namespace") + it.text("kind") + it.name())
        .doesNotHaveDuplicates();
  }

  static List<Arguments> secrets() {
    return List.of(
        made(
            "cdk8s",
            chart ->
                new ApiObject(
                    chart,
                    "login",
                    ApiObjectProps.builder().apiVersion("v1").kind("Secret").build())),
        made("cdk8s-plus-34 L1", chart -> new org.cdk8s.plus34.k8s.KubeSecret(chart, "login")),
        made("cdk8s-plus-34 L2", chart -> new org.cdk8s.plus34.Secret(chart, "login")),
        made("cdk8s-plus-25 L1", chart -> new org.cdk8s.plus25.k8s.KubeSecret(chart, "login")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("secrets")
  void aSecretIsTakenByConstructWhateverMadeIt(String maker, Function<Chart, IConstruct> make) {
    String yaml =
        Synthesis.app(
            app -> {
              SecretRef secret = SecretRef.of(make.apply(stackstorm(app)));
              new StackStormCluster(
                  app,
                  "st2",
                  StackStormClusterProps.builder()
                      .defaults(WorkloadSettings.builder().envFromSecrets(List.of(secret)).build())
                      .build());
            });
    Manifests all = Manifests.of(yaml);
    String name = all.kind("Secret").get(0).name();
    assertThat(all.one("Deployment", "st2-st2api").pod().list("containers.0.envFrom"))
        .extracting(it -> it.text("secretRef.name"))
        .contains(name);
  }

  @Test
  void claimsServiceAccountsAndConfigMapsAreTakenByConstructToo() {
    Manifests all =
        Manifests.of(
            Synthesis.app(
                app -> {
                  Chart mine = stackstorm(app);
                  new StackStormCluster(
                      app,
                      "st2",
                      StackStormClusterProps.builder()
                          .packs(new St2PackVolume(mine, "packs").claim())
                          .virtualenvs(
                              ClaimRef.of(
                                  new org.cdk8s.plus34.k8s.KubePersistentVolumeClaim(
                                      mine, "venvs")))
                          .caBundle(
                              CaBundle.of(
                                  ConfigMapRef.of(new org.cdk8s.plus34.ConfigMap(mine, "ca"))))
                          .defaults(
                              WorkloadSettings.builder()
                                  .serviceAccount(
                                      ServiceAccountRef.of(
                                          new org.cdk8s.plus34.ServiceAccount(mine, "account")))
                                  .build())
                          .build());
                }));
    Node pod = all.one("Deployment", "st2-st2actionrunner").pod();
    assertThat(all.has("ServiceAccount", pod.text("serviceAccountName"))).isTrue();
    assertThat(pod.list("volumes"))
        .filteredOn(it -> it.at("persistentVolumeClaim").exists())
        .hasSize(2)
        .allMatch(
            it -> all.has("PersistentVolumeClaim", it.text("persistentVolumeClaim.claimName")));
    assertThat(pod.list("volumes"))
        .filteredOn(it -> it.text("name").equals("ca-bundle"))
        .allMatch(it -> all.has("ConfigMap", it.text("configMap.name")))
        .hasSize(1);
  }

  @Test
  void objectsOfAnotherVersionOfCdk8sPlusAreTakenWhateverTheirKind() {
    Synthesis.app(
        app -> {
          Chart mine = stackstorm(app);
          assertThat(
                  ClaimRef.of(new org.cdk8s.plus25.k8s.KubePersistentVolumeClaim(mine, "claim"))
                      .name())
              .isNotEmpty();
          assertThat(
                  ServiceAccountRef.of(new org.cdk8s.plus25.k8s.KubeServiceAccount(mine, "account"))
                      .name())
              .isNotEmpty();
          assertThat(ConfigMapRef.of(new org.cdk8s.plus25.k8s.KubeConfigMap(mine, "map")).name())
              .isNotEmpty();
        });
  }

  @Test
  void aConstructOfAnotherKindIsRefused() {
    Synthesis.app(
        app -> {
          Chart mine = stackstorm(app);
          assertThatThrownBy(
                  () -> SecretRef.of(new org.cdk8s.plus34.k8s.KubeConfigMap(mine, "map")))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage(
                  "Secret = mine/map: is a ConfigMap; pass the construct of a Secret, or its name");
        });
  }

  @Test
  void anImportHasNoObjectAndIsRefused() {
    Synthesis.app(
        app ->
            assertThatThrownBy(
                    () ->
                        SecretRef.of(
                            org.cdk8s.plus34.Secret.fromSecretName(
                                stackstorm(app), "import", "login")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pass the name instead"));
  }

  @Test
  void aSecretOfAnotherNamespaceIsRefused() {
    String refusal =
        Synthesis.refusal(
            app -> {
              Chart other =
                  new Chart(app, "other", ChartProps.builder().namespace("elsewhere").build());
              SecretRef secret = SecretRef.of(new org.cdk8s.plus34.k8s.KubeSecret(other, "login"));
              new StackStormCluster(
                  app,
                  "st2",
                  StackStormClusterProps.builder()
                      .defaults(
                          WorkloadSettings.builder().imagePullSecrets(List.of(secret)).build())
                      .build());
            });
    assertThat(refusal)
        .contains(
            "[st2/st2api] imagePullSecrets = elsewhere/",
            "lies in another namespace than the pods that use it, stackstorm");
  }

  private static Chart stackstorm(App app) {
    return new Chart(app, "mine", ChartProps.builder().namespace("stackstorm").build());
  }

  private static Arguments made(String maker, Function<Chart, IConstruct> make) {
    return Arguments.of(maker, make);
  }
}
