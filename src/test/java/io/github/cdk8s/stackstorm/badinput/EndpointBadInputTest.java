// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import io.github.cdk8s.stackstorm.k8s.ClientTls;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.mongo.MongoEndpoint;
import io.github.cdk8s.stackstorm.mongo.MongoEndpointBuilder;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitEndpoint;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitEndpointBuilder;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisEndpointBuilder;
import io.github.cdk8s.stackstorm.st2.St2Version;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What can be wrong with a backend that lies elsewhere. */
class EndpointBadInputTest extends Refusals {

  static Stream<Arguments> rows() {
    return Stream.of(
        cluster(
            "st2",
            "database.credentials.passwordKey = \"\"",
            "must be a key of the Secret",
            it ->
                it.database(
                    mongo().credentials(new Credentials(secret(), "username", "")).build())),
        cluster(
            "st2",
            "database.credentials.usernameKey = \"user name\"",
            "must be a key of the Secret",
            it ->
                it.database(
                    mongo().credentials(new Credentials(secret(), "user name", "p")).build())),
        cluster(
            "st2",
            "database.credentials = other/login",
            "another namespace",
            it ->
                it.database(
                    mongo().credentials(Credentials.in(new SecretRef("login", "other"))).build())),
        cluster(
            "st2",
            "database.authSource = \"$external\"",
            "database that knows the user",
            it -> it.database(mongo().authSource("$external").build())),
        cluster(
            "st2",
            "database.replicaSet = \"r s\"",
            "letters, digits",
            it -> it.database(mongo().replicaSet("r s").build())),
        cluster(
            "st2",
            "database.tls.key = \"\"",
            "must be a key of the Secret",
            it -> it.database(mongo().tls(new ClientTls(secret(), "")).build())),
        cluster(
            "st2",
            "messaging.credentials.passwordKey = \"a/b\"",
            "must be a key of the Secret",
            it ->
                it.messaging(
                    rabbit().credentials(new Credentials(secret(), "username", "a/b")).build())),
        cluster(
            "st2",
            "messaging.tls = \"Corporate CA\"",
            "name of an object",
            it ->
                it.messaging(
                    rabbit()
                        .credentials(login())
                        .tls(ClientTls.of(SecretRef.named("Corporate CA")))
                        .build())),
        cluster(
            "st2",
            "coordination.credentials.passwordKey = \" \"",
            "must be a key of the Secret",
            it ->
                it.coordination(
                    sentinels().credentials(new Credentials(secret(), null, " ")).build())),
        cluster(
            "st2",
            "coordination.masterName = \"a&b\"",
            "letters, digits",
            it -> it.coordination(sentinels().masterName("a&b").build())),
        cluster(
            "st2",
            "coordination.tls.key = \"\"",
            "must be a key of the Secret",
            it -> it.coordination(sentinels().tls(new ClientTls(secret(), "")).build())),
        cluster(
            "st2/config",
            "coordination.tls = login",
            "StackStorm 3.8 speaks no TLS",
            it ->
                it.version(St2Version.V3_8.withTag("3.8.1-mine"))
                    .coordination(sentinels().tls(ClientTls.of(secret())).build())));
  }

  private static SecretRef secret() {
    return SecretRef.named("login");
  }

  private static MongoEndpointBuilder mongo() {
    return MongoEndpoint.builder().hosts(List.of(HostPort.of("m", 27017)));
  }

  private static RabbitEndpointBuilder rabbit() {
    return RabbitEndpoint.builder().hosts(List.of(HostPort.of("r", 5672)));
  }

  private static RedisEndpointBuilder sentinels() {
    return RedisEndpoint.builder().hosts(List.of(HostPort.of("s", 26379))).masterName("mymaster");
  }
}
