// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.Problem;
import io.github.cdk8s.stackstorm.workload.ClusterContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.WeakHashMap;
import org.cdk8s.App;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The names that the library's constructs have taken in one App: two objects of one kind, namespace
 * and name would overwrite each other when they are applied.
 *
 * <p>They are kept beside the Apps and not in a context that is handed on, since a cluster and a
 * backend that stands alone know nothing of each other. An App is a key by its identity, so that
 * Apps in one JVM do not see each other's names; and jsii itself keeps every construct for as long
 * as the process lives, so that nothing is held here which would otherwise go.
 */
public final class Names {

  /** By App, and by every other construct that was asked for: the root costs two round trips. */
  private static final Map<IConstruct, Names> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** By identity: equal contexts can be those of two Apps. */
  private static final Map<ClusterContext, Names> CLUSTERS =
      Collections.synchronizedMap(new IdentityHashMap<>());

  private final Map<Taken, Construct> owners = new HashMap<>();

  /**
   * An object whose name a construct takes.
   *
   * @param kind its kind in Kubernetes, or the library's construct for which it stands
   */
  public record Taken(String kind, String namespace, String name) {}

  private Names() {}

  /** The names of the App that a construct belongs to. */
  public static Names of(IConstruct construct) {
    Names known = KNOWN.get(construct);
    if (known == null) {
      IConstruct root = construct instanceof App ? construct : construct.getNode().getRoot();
      known = KNOWN.computeIfAbsent(root, app -> new Names());
      KNOWN.put(construct, known);
    }
    return known;
  }

  /**
   * The same for a construct that was just made in {@code scope}, without a round trip of its own.
   */
  public static Names of(Construct scope, Construct made) {
    Names names = of(scope);
    KNOWN.put(made, names);
    return names;
  }

  /** The same for a part of a cluster, without a round trip: by the context that it was handed. */
  public static Names of(ClusterContext context, Construct part) {
    Names names = CLUSTERS.get(context);
    return names == null ? of(part) : names;
  }

  /** Lets the parts of a cluster find these names by the context that they are handed. */
  public void share(ClusterContext context) {
    CLUSTERS.put(context, this);
  }

  /** Whether a construct has taken this name. */
  public boolean isTaken(Taken object) {
    return owners.containsKey(object);
  }

  /**
   * Takes the names of a construct's objects.
   *
   * @param property the property that the names are made from
   * @param given its value
   * @return the first name that another construct has taken already
   */
  public List<Problem> claim(Construct owner, String property, String given, Taken... objects) {
    List<Taken> clashes =
        Arrays.stream(objects).filter(object -> owners.putIfAbsent(object, owner) != null).toList();
    if (clashes.isEmpty()) {
      return List.of();
    }
    Taken clash = clashes.get(0);
    String other = Objects.requireNonNull(owners.get(clash)).getNode().getPath();
    return List.of(
        new Problem(
            property,
            '"' + given + '"',
            "the "
                + clash.kind()
                + " "
                + clash.name()
                + " in the namespace "
                + clash.namespace()
                + " is that of ["
                + other
                + "] already, and they would overwrite each other",
            "choose another name or another namespace"));
  }
}
