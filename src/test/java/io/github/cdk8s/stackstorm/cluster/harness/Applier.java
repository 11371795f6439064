// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.cdk8s.stackstorm.support.Manifests;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Applies manifests as {@code kubectl apply --server-side --validate=strict} does, and sends their
 * text as it is: what a parser on the way would drop, such as a duplicate key, reaches the server.
 */
public final class Applier {

  private static final String QUERY = "?fieldManager=test&fieldValidation=Strict&force=true";
  private static final Pattern BETWEEN = Pattern.compile("(?m)^---\\s*$\\n?");
  private static final Pattern NAMESPACE = Pattern.compile("(?m)^  namespace: .*$");

  private final Api api;
  private final ApiResources resources;

  public Applier(Api api) {
    this.api = api;
    this.resources = new ApiResources(api);
  }

  /**
   * What became of the objects of some manifests.
   *
   * @param versions resourceVersion by {@code Kind name}
   * @param refusals what the server said of those that it refused
   * @param warnings its warning headers
   */
  public record Applied(
      Map<String, String> versions, List<String> refusals, List<String> warnings) {

    /** Fails with what the server said, if it refused anything. */
    public Applied orFail() {
      if (!refusals.isEmpty()) {
        throw new AssertionError(String.join("\n", refusals));
      }
      return this;
    }
  }

  /** The same manifests in another namespace. */
  public static String inNamespace(String yaml, String namespace) {
    return NAMESPACE.matcher(yaml).replaceAll("  namespace: " + namespace);
  }

  /** The texts of the documents of some manifests. */
  public static List<String> documents(String yaml) {
    return BETWEEN.splitAsStream(yaml).filter(text -> !text.isBlank()).toList();
  }

  /** Applies all objects, those after a refused one too. */
  public Applied apply(String yaml) {
    Map<String, String> versions = new LinkedHashMap<>();
    List<String> refusals = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (String document : documents(yaml)) {
      Node object = Manifests.of(document).objects().get(0);
      String who = object.text("kind") + " " + object.name();
      Api.Answer answer =
          api.request(
              "PATCH", resources.path(object) + QUERY, "application/apply-patch+yaml", document);
      answer.warnings().forEach(warning -> warnings.add(who + ": " + warning));
      if (answer.successful()) {
        Node applied = new Node(Serialization.unmarshal(answer.body(), Map.class));
        versions.put(who, applied.text("metadata.resourceVersion"));
      } else {
        refusals.add(who + ": " + answer.body());
      }
    }
    return new Applied(versions, refusals, warnings);
  }
}
