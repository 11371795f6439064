// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.github.cdk8s.stackstorm.support.Manifests.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which path serves which kind, as the API server itself says. */
final class ApiResources {

  private final Api api;
  private final Map<String, List<Node>> discovered = new HashMap<>();

  ApiResources(Api api) {
    this.api = api;
  }

  /** The path of an object. */
  String path(Node object) {
    String version = object.text("apiVersion");
    String kind = object.text("kind");
    String root = (version.contains("/") ? "/apis/" : "/api/") + version;
    Node resource =
        discovered.computeIfAbsent(root, this::resources).stream()
            .filter(candidate -> candidate.text("kind").equals(kind))
            .filter(candidate -> !candidate.text("name").contains("/"))
            .findFirst()
            .orElseThrow(
                () -> new AssertionError("this API server serves no " + kind + " of " + version));
    String namespace =
        resource.at("namespaced").value().equals(true)
            ? "/namespaces/" + object.text("metadata.namespace")
            : "";
    return root + namespace + "/" + resource.text("name") + "/" + object.name();
  }

  private List<Node> resources(String root) {
    Api.Answer answer = api.get(root);
    if (!answer.successful()) {
      throw new AssertionError("this API server does not serve " + root + ": " + answer.body());
    }
    return new Node(Serialization.unmarshal(answer.body(), Map.class)).list("resources");
  }
}
