// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.workload.CaBundle;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import io.github.cdk8s.stackstorm.workload.PodEnvironment;
import io.github.cdk8s.stackstorm.workload.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cdk8s.plus34.k8s.ConfigMapVolumeSource;
import org.cdk8s.plus34.k8s.EnvVar;
import org.cdk8s.plus34.k8s.KeyToPath;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.jspecify.annotations.Nullable;

/**
 * What every container of a cluster gets from its surroundings: time zone, proxy, certificate
 * authorities.
 */
final class Surroundings {

  private static final String CA_VOLUME = "ca-bundle";
  private static final String CA_FOLDER = "/etc/ssl/cdk8s-stackstorm";
  private static final String CA_FILE = "ca.crt";

  /**
   * The variables by which OpenSSL, requests and pip, curl, git, Node and Amazon's tools are told
   * of a bundle.
   */
  private static final List<String> CA_VARIABLES =
      List.of(
          "SSL_CERT_FILE",
          "REQUESTS_CA_BUNDLE",
          "PIP_CERT",
          "CURL_CA_BUNDLE",
          "GIT_SSL_CAINFO",
          "NODE_EXTRA_CA_CERTS",
          "AWS_CA_BUNDLE");

  private final ClusterContext context;
  private final PodEnvironment pods;

  Surroundings(ClusterContext context) {
    this.context = context;
    this.pods = context.pods();
  }

  List<EnvVar> env() {
    Map<String, String> env = new TreeMap<>();
    // without the variable a container runs in UTC
    if (pods.timeZone() != null && !pods.timeZone().getId().equals("UTC")) {
      env.put("TZ", pods.timeZone().getId());
    }
    if (pods.caBundle() != null) {
      CA_VARIABLES.forEach(variable -> env.put(variable, CA_FOLDER + "/" + CA_FILE));
    }
    Proxy proxy = pods.proxy();
    if (proxy != null) {
      both(env, "HTTP_PROXY", proxy.httpProxy());
      both(env, "HTTPS_PROXY", proxy.httpsProxy());
      both(env, "NO_PROXY", noProxy(proxy));
    }
    return variables(env);
  }

  List<Volume> volumes() {
    CaBundle bundle = pods.caBundle();
    if (bundle == null) {
      return List.of();
    }
    KeyToPath file = KeyToPath.builder().key(bundle.key()).path(CA_FILE).build();
    return List.of(
        Volume.builder()
            .name(CA_VOLUME)
            .configMap(
                ConfigMapVolumeSource.builder()
                    .name(bundle.configMap().name())
                    .items(List.of(file))
                    .build())
            .build());
  }

  List<VolumeMount> mounts() {
    return pods.caBundle() == null
        ? List.of()
        : List.of(
            VolumeMount.builder().name(CA_VOLUME).mountPath(CA_FOLDER).readOnly(true).build());
  }

  static List<EnvVar> variables(Map<String, String> env) {
    return new TreeMap<>(env)
        .entrySet().stream()
            .map(entry -> EnvVar.builder().name(entry.getKey()).value(entry.getValue()).build())
            .toList();
  }

  private String noProxy(Proxy proxy) {
    List<String> direct = new ArrayList<>(List.of("localhost", "127.0.0.1", "::1"));
    direct.add(".svc");
    direct.add("." + context.clusterDomain());
    context.serviceNames().stream()
        .flatMap(name -> Stream.of(name, name + "." + context.namespace()))
        .forEach(direct::add);
    direct.addAll(proxy.noProxy());
    return String.join(",", direct.stream().distinct().toList());
  }

  private static void both(Map<String, String> env, String name, @Nullable String value) {
    if (value != null) {
      env.put(name, value);
      env.put(name.toLowerCase(Locale.ROOT), value);
    }
  }
}
