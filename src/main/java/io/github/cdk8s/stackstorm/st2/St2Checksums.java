// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.Checksum;
import java.util.Map;
import java.util.TreeMap;

/**
 * Annotations of a pod that change when, and only when, something changes that it has read from a
 * ConfigMap. Kubernetes gives a changed ConfigMap neither to variables nor to single mounted files
 * of a running pod, so a new pod is what brings it.
 */
final class St2Checksums {

  private static final String PREFIX = "checksum/";

  private St2Checksums() {}

  static Map<String, String> of(St2Context context, St2Service service, boolean scripts) {
    return of(
        St2ConfigFiles.consumed(context, service),
        scripts ? St2Scripts.all() : Map.of(),
        St2ConfigFiles.urls(context));
  }

  static Map<String, String> of(
      Map<String, String> config, Map<String, String> scripts, Map<String, String> urls) {
    Map<String, String> annotations = new TreeMap<>();
    put(annotations, "config", config);
    put(annotations, "scripts", scripts);
    put(annotations, "urls", urls);
    return annotations;
  }

  private static void put(Map<String, String> annotations, String what, Map<String, String> files) {
    if (!files.isEmpty()) {
      annotations.put(PREFIX + what, Checksum.of(files));
    }
  }
}
