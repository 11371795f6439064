// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.support;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/**
 * Questions to synthesized YAML.
 *
 * @param objects every object, in order
 */
public record Manifests(List<Node> objects) {

  public static Manifests of(String yaml) {
    return new Manifests(
        StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
            .filter(Objects::nonNull)
            .map(Node::new)
            .toList());
  }

  public List<Node> kind(String kind) {
    return objects.stream().filter(object -> object.text("kind").equals(kind)).toList();
  }

  public Node one(String kind, String name) {
    return kind(kind).stream()
        .filter(object -> object.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  public boolean has(String kind, String name) {
    return kind(kind).stream().anyMatch(object -> object.name().equals(name));
  }

  /** Deployments, StatefulSets and Jobs. */
  public List<Node> workloads() {
    return Stream.of("Deployment", "StatefulSet", "Job")
        .flatMap(kind -> kind(kind).stream())
        .toList();
  }

  /** The workloads whose pods a selector finds. */
  public List<Node> selectedBy(Map<String, Object> selector) {
    return workloads().stream()
        .filter(
            workload ->
                workload
                    .map("spec.template.metadata.labels")
                    .entrySet()
                    .containsAll(selector.entrySet()))
        .toList();
  }

  /**
   * A value of a manifest.
   *
   * @param value a map, a list, a scalar, or null where there is nothing
   */
  public record Node(Object value) {

    /** What lies behind a path of keys and indices, {@code spec.containers.0.name}. */
    public Node at(String path) {
      Object here = value;
      for (String step : path.split("\\.", -1)) {
        if (here instanceof Map<?, ?> map) {
          here = map.get(step);
        } else if (here instanceof List<?> list
            && step.matches("[0-9]+")
            && Integer.parseInt(step) < list.size()) {
          here = list.get(Integer.parseInt(step));
        } else {
          return new Node(null);
        }
      }
      return new Node(here);
    }

    public boolean exists() {
      return value != null;
    }

    public String text() {
      return String.valueOf(value);
    }

    public String text(String path) {
      return at(path).text();
    }

    public int number(String path) {
      return ((Number) at(path).value()).intValue();
    }

    public List<Node> list(String path) {
      Object found = at(path).value();
      return found == null ? List.of() : ((List<?>) found).stream().map(Node::new).toList();
    }

    public Map<String, Object> map(String path) {
      return entries(at(path).value());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> entries(Object found) {
      return found == null ? Map.of() : (Map<String, Object>) found;
    }

    /** This value as a map. */
    public Map<String, Object> asMap() {
      return entries(value);
    }

    public String name() {
      return text("metadata.name");
    }

    public Node pod() {
      return at("spec.template.spec");
    }

    /** Containers, and init containers before them. */
    public List<Node> allContainers() {
      return Stream.concat(list("initContainers").stream(), list("containers").stream()).toList();
    }

    @Override
    public String toString() {
      return text();
    }
  }
}
