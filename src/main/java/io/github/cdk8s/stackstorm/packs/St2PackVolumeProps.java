// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.packs;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A volume that several pods share.
 *
 * @param name name of the claim; the construct's id by default
 * @param namespace its namespace; the chart's by default
 * @param size 10Gi by default
 * @param storageClass a class that offers ReadWriteMany; null for the default class of the
 *     Kubernetes cluster, which rarely does
 * @param accessModes {@code ReadWriteMany} by default, and nothing less will do
 */
@Props
public record St2PackVolumeProps(
    @Nullable String name,
    @Nullable String namespace,
    Quantity size,
    @Nullable String storageClass,
    List<String> accessModes) {

  public St2PackVolumeProps {
    Copies.required("St2PackVolumeProps.size", size);
    accessModes = Copies.list("St2PackVolumeProps.accessModes", accessModes);
  }

  /** Starts with 10Gi that many nodes may write, of the default storage class. */
  public static St2PackVolumePropsBuilder builder() {
    return St2PackVolumePropsBuilder.builder()
        .size(Quantity.gibibytes(10))
        .accessModes(List.of("ReadWriteMany"));
  }
}
