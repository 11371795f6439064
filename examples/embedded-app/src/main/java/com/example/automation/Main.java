// SPDX-License-Identifier: Apache-2.0
package com.example.automation;

import io.github.cdk8s.stackstorm.StackStormCluster;
import io.github.cdk8s.stackstorm.StackStormClusterProps;
import io.github.cdk8s.stackstorm.app.Synth;
import java.nio.file.Path;

/** One App with two charts: a StackStorm cluster, and beside it a service of one's own. */
public final class Main {
  private static final String NAMESPACE = "automation";

  private Main() {}

  public static void main(String[] args) {
    Synth.main(
        Path.of("dist"),
        app -> {
          new WebhookRelay(app, "webhook-relay", NAMESPACE, "http://st2-st2api:9101");
          new StackStormCluster(
              app, "st2", StackStormClusterProps.builder().namespace(NAMESPACE).build());
        });
  }
}
