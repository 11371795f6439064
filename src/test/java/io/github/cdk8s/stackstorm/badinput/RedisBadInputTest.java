// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisSentinel;
import io.github.cdk8s.stackstorm.redis.RedisSentinelProps;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What can be wrong with Redis and its Sentinels. */
class RedisBadInputTest extends Refusals {

  static Stream<Arguments> rows() {
    return Stream.of(
        backend(
            "image = docker.io/library/redis:6.2",
            "older than 7.0",
            chart ->
                new RedisSentinel(
                    chart,
                    "mongo",
                    RedisSentinelProps.builder().image(Image.of("redis:6.2")).build())),
        backend(
            "credentials.usernameKey = username",
            "one user",
            chart ->
                new RedisSentinel(
                    chart,
                    "mongo",
                    RedisSentinelProps.builder()
                        .credentials(Credentials.in(SecretRef.named("login")))
                        .build())),
        backend(
            "credentials.passwordKey = \"\"",
            "a key of the Secret",
            chart ->
                new RedisSentinel(
                    chart,
                    "mongo",
                    RedisSentinelProps.builder()
                        .credentials(new Credentials(SecretRef.named("login"), null, ""))
                        .build())),
        backend(
            "credentials = other/login",
            "another namespace",
            chart ->
                new RedisSentinel(
                    chart,
                    "mongo",
                    RedisSentinelProps.builder()
                        .credentials(Credentials.passwordIn(new SecretRef("login", "other")))
                        .build())),
        backend(
            "sentinelPassword = \"pass word\"",
            "a key of the Secret",
            chart ->
                new RedisSentinel(
                    chart,
                    "mongo",
                    RedisSentinelProps.builder().sentinelPassword("pass word").build())),
        backend(
            "tls.secret = \"\"",
            "name of an object",
            chart ->
                new RedisSentinel(
                    chart,
                    "mongo",
                    RedisSentinelProps.builder().tls(Tls.existing(SecretRef.named(""))).build())),
        backend(
            "tls.issuer = \"\"",
            "there is no certificate",
            chart ->
                new RedisSentinel(
                    chart, "mongo", RedisSentinelProps.builder().tls(Tls.certManager("")).build())),
        backend(
            "storage = 300Mi",
            "twice as much",
            chart ->
                new RedisSentinel(
                    chart,
                    "mongo",
                    RedisSentinelProps.builder()
                        .storage(Storage.claim(Quantity.mebibytes(300)))
                        .build())),
        backend(
            "workload.resources.memoryLimit = 32Mi",
            "no room for data",
            chart ->
                new RedisSentinel(
                    chart,
                    "mongo",
                    RedisSentinelProps.builder()
                        .workload(
                            WorkloadSettings.builder()
                                .resources(
                                    Resources.builder()
                                        .memoryRequest(Quantity.of("16Mi"))
                                        .memoryLimit(Quantity.of("32Mi"))
                                        .build())
                                .build())
                        .build())),
        cluster(
            "st2",
            "coordination.sentinelPassword = (set)",
            "cannot give Sentinels a password",
            it ->
                it.version(St2Version.V3_8)
                    .coordination(
                        RedisSentinelProps.builder()
                            .sentinelPassword("sentinel-password")
                            .build())),
        cluster(
            "st2",
            "coordination.sentinelCredentials = sentinels",
            "none are named",
            it ->
                it.coordination(
                    RedisEndpoint.builder()
                        .hosts(List.of(HostPort.of("redis.example.com", 6379)))
                        .sentinelCredentials(Credentials.passwordIn(SecretRef.named("sentinels")))
                        .build())));
  }
}
