// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import io.github.cdk8s.stackstorm.internal.Problems;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.cdk8s.App;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Keeps the clusters of one App apart: two of the same name in one namespace would overwrite each
 * other.
 */
final class ClusterNames {

  private static final Map<IConstruct, Set<String>> TAKEN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private ClusterNames() {}

  static void claim(Construct scope, Problems problems, String namespace, String id) {
    // asking Node for the root takes round trips, and the scope almost always is the root
    IConstruct root = scope instanceof App ? scope : scope.getNode().getRoot();
    Set<String> taken = TAKEN.computeIfAbsent(root, ignored -> new HashSet<>());
    problems.require(
        taken.add(namespace + "/" + id),
        "id",
        '"' + id + '"',
        "names another cluster of this App in the namespace "
            + namespace
            + ", and they would overwrite each other",
        "choose another id or another namespace");
  }
}
