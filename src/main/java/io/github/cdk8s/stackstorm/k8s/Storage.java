// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the members of a backend keep their data. */
public sealed interface Storage {

  /**
   * A volume claim for each member. The class and the size cannot be changed in a running cluster.
   *
   * @param size of each member's volume
   * @param storageClass null for the default class of the Kubernetes cluster
   * @param retention what becomes of the claims
   */
  record Claim(Quantity size, @Nullable String storageClass, Retention retention)
      implements Storage {

    public Claim {
      Copies.required("Storage.Claim.size", size);
      Copies.required("Storage.Claim.retention", retention);
    }

    /** The same claim of another storage class. */
    public Claim ofClass(String newStorageClass) {
      return new Claim(size, newStorageClass, retention);
    }

    /** The same claim, with another end. */
    public Claim retained(Retention newRetention) {
      return new Claim(size, storageClass, newRetention);
    }
  }

  /** What becomes of the claims, and with them of the data. */
  enum Retention {
    /** They stay when the StatefulSet is deleted, and when it has fewer members: the default. */
    ALWAYS("Retain", "Retain"),
    /** They go with the StatefulSet, and stay when it has fewer members. */
    UNTIL_DELETED("Delete", "Retain");

    private final String whenDeleted;
    private final String whenScaled;

    Retention(String whenDeleted, String whenScaled) {
      this.whenDeleted = whenDeleted;
      this.whenScaled = whenScaled;
    }

    /** Kubernetes' word for a StatefulSet that is deleted. */
    public String whenDeleted() {
      return whenDeleted;
    }

    /** Kubernetes' word for a StatefulSet that has fewer members than before. */
    public String whenScaled() {
      return whenScaled;
    }
  }

  /**
   * The node's own disk, emptied whenever a pod goes: for experiments.
   *
   * @param sizeLimit above which the pod is evicted; null for no limit
   */
  record Ephemeral(@Nullable Quantity sizeLimit) implements Storage {}

  /** A volume claim of the default storage class for each member, which is never deleted. */
  static Claim claim(Quantity size) {
    return new Claim(size, null, Retention.ALWAYS);
  }

  /** Nothing that outlives a pod. */
  static Ephemeral ephemeral() {
    return new Ephemeral(null);
  }

  /**
   * What is wrong with this storage.
   *
   * @param property the property that holds it
   * @param least the smallest size that the backend can start in
   */
  default List<Problem> problems(String property, Quantity least) {
    Quantity size = this instanceof Claim claim ? claim.size() : ((Ephemeral) this).sizeLimit();
    if (size != null && size.compareTo(least) < 0) {
      return List.of(
          new Problem(
              property,
              size.text(),
              "is less than the backend can start in, " + least.text(),
              "ask for more"));
    }
    return List.of();
  }
}
