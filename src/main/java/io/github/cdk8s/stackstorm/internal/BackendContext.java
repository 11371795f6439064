// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.DnsName;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cdk8s.Chart;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** Name and surroundings of a backend: those of its cluster, or its own where it stands alone. */
public record BackendContext(String name, ClusterContext cluster) {

  /**
   * Finds out who the backend belongs to.
   *
   * @param id the construct's id, which names a backend that stands alone
   * @param name the name of its objects within a cluster; null where it stands alone
   * @param given the cluster's context; null where it stands alone: the chart then gives the
   *     namespace
   */
  public static BackendContext of(
      Construct construct, String id, @Nullable String name, @Nullable ClusterContext given) {
    String own = name == null ? id : name;
    if (given != null) {
      return new BackendContext(own, given);
    }
    String namespace = Chart.of(construct).getNamespace();
    return new BackendContext(own, ClusterContext.of(own, namespace == null ? "" : namespace));
  }

  /** The rules for its name, and for a namespace: members know each other by full DNS names. */
  public void check(Problems problems) {
    problems.addAll(DnsName.problems("name", name, DnsName.STATEFUL_SET_MAX));
    problems.require(
        !cluster.namespace().isEmpty(),
        "namespace",
        "(none)",
        "members know each other by full DNS names, which hold the namespace",
        "give the chart a namespace (ChartProps), or pass a context");
  }

  public Identity identity(
      String part, String component, @Nullable String version, Map<String, String> labels) {
    return new Identity(name, part, cluster.instance(), component, version, labels);
  }

  /**
   * Where clients reach the members. Where the name, the namespace or the number breaks a rule,
   * which is reported elsewhere, there is one stand-in, so that the problems of other constructs
   * are found too.
   */
  public List<HostPort> hosts(int members, int port) {
    Problems problems = new Problems();
    check(problems);
    return members < 1 || !problems.found().isEmpty()
        ? List.of(HostPort.of("refused", port))
        : IntStream.range(0, members).mapToObj(i -> HostPort.of(member(i), port)).toList();
  }

  /** The full DNS name of the member with this ordinal. */
  public String member(int ordinal) {
    return cluster.podHost(name + "-" + ordinal, StatefulPlan.headless(name));
  }
}
