// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.workload;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import java.util.List;

/**
 * What the parts of one StackStorm cluster have in common. A construct that is used alone makes its
 * own.
 *
 * @param instance value of the label {@code app.kubernetes.io/instance}; with it and the name of
 *     the part, selectors find their pods
 * @param namespace the namespace of all objects
 * @param clusterDomain DNS domain of the Kubernetes cluster
 * @param serviceNames names of the Services of all parts, which no proxy may stand before
 * @param pods what surrounds every pod
 */
@Props
public record ClusterContext(
    String instance,
    String namespace,
    String clusterDomain,
    List<String> serviceNames,
    PodEnvironment pods) {

  /** The domain of almost every cluster. */
  public static final String DEFAULT_CLUSTER_DOMAIN = "cluster.local";

  /** In {@code cluster.local}, with nothing special. */
  public static ClusterContext of(String instance, String namespace) {
    return new ClusterContext(
        instance, namespace, DEFAULT_CLUSTER_DOMAIN, List.of(), PodEnvironment.NONE);
  }

  public ClusterContext {
    Copies.required("ClusterContext.instance", instance);
    Copies.required("ClusterContext.namespace", namespace);
    Copies.required("ClusterContext.clusterDomain", clusterDomain);
    serviceNames = Copies.list("ClusterContext.serviceNames", serviceNames);
    Copies.required("ClusterContext.pods", pods);
  }

  /** The full DNS name of a pod behind a headless Service. */
  public String podHost(String pod, String headlessService) {
    return pod + "." + serviceHost(headlessService);
  }

  /** The full DNS name of a Service. */
  public String serviceHost(String service) {
    return service + "." + namespace + ".svc." + clusterDomain;
  }
}
