// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.badinput;

import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.mongo.MongoCredentials;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSet;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetPropsBuilder;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What can be wrong with MongoDB. */
class MongoBadInputTest extends Refusals {

  static Stream<Arguments> rows() {
    return Stream.of(
        cluster(
            "st2",
            "database.image = docker.io/library/mongo:7.0",
            "StackStorm 3.8.1 works with MongoDB 4.4",
            it ->
                it.version(St2Version.V3_8)
                    .database(MongoReplicaSetProps.builder().image(Image.of("mongo:7.0")).build())),
        cluster(
            "st2",
            "database.image = docker.io/library/mongo:4.4",
            "StackStorm 3.9.0 works with MongoDB 5.0 to 8.x",
            it -> it.database(MongoReplicaSetProps.builder().image(Image.of("mongo:4.4")).build())),
        mongo("database = \"admin\"", "none of MongoDB's own", it -> it.database("admin")),
        mongo(
            "image = docker.io/library/mongo:4.2",
            "is older than 4.4",
            it -> it.image(Image.of("mongo:4.2"))),
        mongo(
            "storage = 500Mi",
            "less than the backend can start in, 2Gi",
            it -> it.storage(Storage.claim(Quantity.of("500Mi")))),
        mongo(
            "workload.resources.memoryLimit = 512Mi",
            "cannot be smaller than 0.25 GiB",
            it ->
                it.workload(
                    WorkloadSettings.builder()
                        .resources(
                            Resources.builder()
                                .memoryRequest(Quantity.of("256Mi"))
                                .memoryLimit(Quantity.of("512Mi"))
                                .build())
                        .build())),
        mongo("tls.issuer = \" \"", "no certificate", it -> it.tls(Tls.certManager(" "))),
        mongo(
            "tls = other/certificate",
            "another namespace",
            it -> it.tls(Tls.existing(new SecretRef("certificate", "other")))),
        mongo(
            "credentials.rootPasswordKey = \"\"",
            "must be a key of a Secret",
            it ->
                it.credentials(
                    MongoCredentials.builder(SecretRef.named("login"))
                        .rootPasswordKey("")
                        .build())),
        mongo(
            "credentials = other/login",
            "another namespace",
            it -> it.credentials(MongoCredentials.in(new SecretRef("login", "other")))));
  }

  private static Arguments mongo(
      String property, String rule, UnaryOperator<MongoReplicaSetPropsBuilder> change) {
    MongoReplicaSetProps props = change.apply(MongoReplicaSetProps.builder()).build();
    return backend(property, rule, chart -> new MongoReplicaSet(chart, "mongo", props));
  }
}
