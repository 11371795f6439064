// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cdk8s.plus34.k8s.IntOrString;
import org.cdk8s.plus34.k8s.ObjectMeta;
import org.cdk8s.plus34.k8s.ResourceRequirements;
import org.jspecify.annotations.Nullable;

/** Kubernetes' own types from ours. */
public final class L1 {

  /*
   * These two are objects of the Node process and cost two round trips each, so each value is made once
   * for the JVM. That is fine: jsii runs one Node process a JVM and never ends it, the objects hold a
   * value and no App, and there are as many of them as different amounts and ports in a program.
   */
  private static final Map<String, org.cdk8s.plus34.k8s.Quantity> QUANTITIES =
      new ConcurrentHashMap<>();
  private static final Map<Integer, IntOrString> NUMBERS = new ConcurrentHashMap<>();
  private static final Map<String, IntOrString> PORT_NAMES = new ConcurrentHashMap<>();

  private L1() {}

  public static org.cdk8s.plus34.k8s.Quantity quantity(Quantity quantity) {
    return QUANTITIES.computeIfAbsent(quantity.text(), org.cdk8s.plus34.k8s.Quantity::fromString);
  }

  public static IntOrString number(int number) {
    return NUMBERS.computeIfAbsent(number, IntOrString::fromNumber);
  }

  /** A port of the container by its name. */
  public static IntOrString port(String name) {
    return PORT_NAMES.computeIfAbsent(name, IntOrString::fromString);
  }

  public static @Nullable ResourceRequirements resources(Resources resources) {
    Map<String, org.cdk8s.plus34.k8s.Quantity> requests = new LinkedHashMap<>();
    put(requests, "cpu", resources.cpuRequest());
    put(requests, "memory", resources.memoryRequest());
    put(requests, "ephemeral-storage", resources.ephemeralStorageRequest());
    Map<String, org.cdk8s.plus34.k8s.Quantity> limits = new LinkedHashMap<>();
    put(limits, "cpu", resources.cpuLimit());
    put(limits, "memory", resources.memoryLimit());
    put(limits, "ephemeral-storage", resources.ephemeralStorageLimit());
    if (requests.isEmpty() && limits.isEmpty()) {
      return null;
    }
    return ResourceRequirements.builder()
        .requests(requests.isEmpty() ? null : requests)
        .limits(limits.isEmpty() ? null : limits)
        .build();
  }

  /** The metadata of an object of this workload's. */
  public static ObjectMeta metadata(
      Identity identity, String namespace, Map<String, String> annotations) {
    return metadata(identity.name(), identity, namespace, annotations);
  }

  /** The metadata of an object that belongs to this workload and has a name of its own. */
  public static ObjectMeta metadata(
      String name, Identity identity, String namespace, Map<String, String> annotations) {
    return ObjectMeta.builder()
        .name(name)
        .namespace(namespace)
        .labels(identity.allLabels())
        .annotations(annotations.isEmpty() ? null : annotations)
        .build();
  }

  private static void put(
      Map<String, org.cdk8s.plus34.k8s.Quantity> amounts,
      String resource,
      @Nullable Quantity quantity) {
    if (quantity != null) {
      amounts.put(resource, quantity(quantity));
    }
  }
}
