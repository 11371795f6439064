// SPDX-License-Identifier: Apache-2.0
package com.example.automation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.Size;
import org.cdk8s.plus34.ContainerProps;
import org.cdk8s.plus34.ContainerResources;
import org.cdk8s.plus34.Cpu;
import org.cdk8s.plus34.CpuResources;
import org.cdk8s.plus34.Deployment;
import org.cdk8s.plus34.DeploymentExposeViaServiceOptions;
import org.cdk8s.plus34.DeploymentProps;
import org.cdk8s.plus34.EnvValue;
import org.cdk8s.plus34.ISecret;
import org.cdk8s.plus34.MemoryResources;
import org.cdk8s.plus34.Probe;
import org.cdk8s.plus34.Secret;
import org.cdk8s.plus34.SecretValue;
import software.constructs.Construct;

/**
 * A small service of one's own, from cdk8s-plus: it takes webhooks from outside, checks their
 * signatures, and hands them on to StackStorm's API.
 */
final class WebhookRelay extends Chart {
  WebhookRelay(Construct scope, String id, String namespace, String stackStormApi) {
    super(scope, id, ChartProps.builder().namespace(namespace).build());

    // Made by hand or by a secrets operator; it never passes through this program.
    ISecret secret = Secret.fromSecretName(this, "secret", "webhook-relay");

    Deployment relay =
        new Deployment(
            this,
            "relay",
            DeploymentProps.builder()
                .metadata(ApiObjectMetadata.builder().name("webhook-relay").build())
                .replicas(2)
                .containers(
                    List.of(
                        ContainerProps.builder()
                            .name("relay")
                            .image("registry.example.com/webhook-relay:1.4.2")
                            .portNumber(8080)
                            .envVariables(environment(secret, stackStormApi))
                            .readiness(Probe.fromHttpGet("/healthz"))
                            .resources(
                                ContainerResources.builder()
                                    .cpu(CpuResources.builder().request(Cpu.millis(50)).build())
                                    .memory(
                                        MemoryResources.builder()
                                            .request(Size.mebibytes(64))
                                            .limit(Size.mebibytes(128))
                                            .build())
                                    .build())
                            .build()))
                .build());

    relay.exposeViaService(
        DeploymentExposeViaServiceOptions.builder().name("webhook-relay").build());
  }

  /** In an order of its own: {@code Map.of} has another one in each JVM, and so would dist/. */
  private static Map<String, EnvValue> environment(ISecret secret, String stackStormApi) {
    Map<String, EnvValue> environment = new LinkedHashMap<>();
    environment.put("ST2_API_URL", EnvValue.fromValue(stackStormApi));
    environment.put("ST2_API_KEY", secretValue(secret, "st2-api-key"));
    environment.put("SIGNING_KEY", secretValue(secret, "signing-key"));
    return environment;
  }

  private static EnvValue secretValue(ISecret secret, String key) {
    return EnvValue.fromSecretValue(SecretValue.builder().secret(secret).key(key).build());
  }
}
