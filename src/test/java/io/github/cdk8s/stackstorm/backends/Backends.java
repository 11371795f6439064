// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import io.github.cdk8s.stackstorm.k8s.ClientTls;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.mongo.MongoEndpoint;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.st2.St2Connections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All three backends on this machine, behind a first host that is dead. None is started yet. */
final class Backends implements AutoCloseable {

  final MongoPrimary mongo;
  final RabbitNode rabbit;
  final RedisAndSentinel redis;
  private final Path folder;
  private final boolean tls;
  private final HostPort dead = HostPort.of("localhost", FreePorts.take(1).get(0));

  /**
   * With or without TLS.
   *
   * @param folder a new one, for all files
   */
  Backends(Path folder, boolean tls) {
    this.folder = folder;
    this.tls = tls;
    try {
      Path made = Files.createDirectories(folder.resolve("certificates"));
      @Nullable Certificates certificates = tls ? Certificates.make(made) : null;
      mongo = new MongoPrimary(certificates);
      rabbit = new RabbitNode(folder.resolve("rabbitmq"), certificates);
      redis = new RedisAndSentinel(folder.resolve("redis"), certificates);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  void start() {
    mongo.start();
    redis.start();
    rabbit.start();
  }

  Chain chain() {
    return chain("");
  }

  /** The configuration of a service that uses them. */
  Chain chain(String userConfig) {
    return Chain.write(
        folder,
        connections(),
        userConfig,
        Map.of(
            "MESSAGING_USERNAME",
            "st2",
            "MESSAGING_PASSWORD",
            RabbitNode.PASSWORD,
            "COORDINATION_PASSWORD",
            RedisAndSentinel.PASSWORD));
  }

  private St2Connections connections() {
    @Nullable ClientTls checked = tls ? ClientTls.of(SecretRef.named("ca")) : null;
    Credentials login = Credentials.in(SecretRef.named("login"));
    return new St2Connections(
        MongoEndpoint.builder().hosts(behind(mongo.port)).replicaSet("rs0").tls(checked).build(),
        RabbitEndpoint.builder()
            .hosts(behind(rabbit.port))
            .virtualHost(RabbitNode.VIRTUAL_HOST)
            .credentials(login)
            .tls(checked)
            .build(),
        RedisEndpoint.builder()
            .hosts(behind(redis.sentinelPort))
            .masterName("mymaster")
            .credentials(Credentials.passwordIn(SecretRef.named("login")))
            .tls(checked)
            .build());
  }

  private List<HostPort> behind(int port) {
    return List.of(dead, HostPort.of("localhost", port));
  }

  @Override
  public void close() {
    mongo.close();
    redis.close();
    rabbit.close();
  }
}
