// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.k8s.Problem;
import java.util.List;

/** How many pods of a service there may be. */
public sealed interface Scaling {

  /** The number of pods at production size. */
  int defaultReplicas();

  /** The fewest pods that make sense. */
  int minimum();

  /**
   * What is wrong with a number of replicas.
   *
   * @param property the property that holds it
   */
  List<Problem> problems(String property, int replicas);

  /** Any number from 0 on: at 0 the work of this service waits. */
  static Scaling worker(int defaultReplicas) {
    return new Replicated(defaultReplicas, 0, "");
  }

  /** At least one, since others call it. */
  static Scaling server(int defaultReplicas, String whoNeedsIt) {
    return new Replicated(defaultReplicas, 1, whoNeedsIt);
  }

  /**
   * One or none.
   *
   * @param reason why not two: a sentence that starts with "two of them"
   */
  static Scaling singleton(String reason) {
    return new Singleton(reason);
  }

  /**
   * Pods that share the work.
   *
   * @param minimum the fewest pods
   * @param whoNeedsIt why there must be one, where there must
   */
  record Replicated(int defaultReplicas, int minimum, String whoNeedsIt) implements Scaling {
    @Override
    public List<Problem> problems(String property, int replicas) {
      return replicas == 0 && minimum > 0
          ? List.of(
              new Problem(
                  property, "0", "must be at least 1: " + whoNeedsIt, "leave one pod running"))
          : List.of();
    }
  }

  /**
   * One pod, which is stopped before its successor starts.
   *
   * @param reason why not two
   */
  record Singleton(String reason) implements Scaling {
    @Override
    public int defaultReplicas() {
      return 1;
    }

    @Override
    public int minimum() {
      return 0;
    }

    @Override
    public List<Problem> problems(String property, int replicas) {
      return replicas > 1
          ? List.of(
              new Problem(
                  property, String.valueOf(replicas), "must be 0 or 1: " + reason, "leave it at 1"))
          : List.of();
    }
  }
}
