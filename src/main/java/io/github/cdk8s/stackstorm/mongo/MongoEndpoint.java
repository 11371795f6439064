// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.ClientTls;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.HostPort;
import io.github.cdk8s.stackstorm.k8s.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How clients reach a MongoDB.
 *
 * @param hosts all members, so that a client finds the set while one of them is away
 * @param database name of the database, {@code st2} by default
 * @param authSource the database that knows the user, {@code database} by default
 * @param replicaSet name of the replica set; null for a server that is none
 * @param credentials login of a user who may read and write the database and manage its indexes;
 *     null for a server without authentication
 * @param tls how the server is checked; null for a connection in clear
 */
@Props
public record MongoEndpoint(
    List<HostPort> hosts,
    String database,
    @Nullable String authSource,
    @Nullable String replicaSet,
    @Nullable Credentials credentials,
    @Nullable ClientTls tls)
    implements Database {

  public MongoEndpoint {
    hosts = Copies.list("MongoEndpoint.hosts", hosts);
    Copies.required("MongoEndpoint.database", database);
  }

  /** Starts with the database {@code st2}, without login and TLS; hosts must be set. */
  public static MongoEndpointBuilder builder() {
    return MongoEndpointBuilder.builder().database("st2");
  }

  /**
   * The connection string.
   *
   * @param login what stands before the first host, {@code user:password@}, percent-encoded
   */
  public String url(String login) {
    String members = hosts.stream().map(HostPort::toString).collect(Collectors.joining(","));
    String source = authSource == null ? database : authSource;
    String options =
        (credentials == null ? "" : "authSource=" + source + "&")
            + (replicaSet == null ? "" : "replicaSet=" + replicaSet + "&")
            + "w=majority";
    return "mongodb://" + login + members + "/" + database + "?" + options;
  }

  /**
   * What is wrong with this endpoint.
   *
   * @param property the property that holds it
   * @param namespace the namespace of the pods that use it
   */
  public List<Problem> problems(String property, String namespace) {
    Problems problems = new Problems();
    problems.require(
        !hosts.isEmpty(),
        property + ".hosts",
        "(none)",
        "an external MongoDB needs an address",
        "name its members");
    problems.require(
        database.matches("[A-Za-z0-9_-]{1,63}"),
        property + ".database",
        '"' + database + '"',
        "must be the name of a database: letters, digits, '-' and '_'",
        "leave it out for st2");
    problems.require(
        authSource == null || authSource.matches("[A-Za-z0-9_-]{1,63}"),
        property + ".authSource",
        '"' + authSource + '"',
        "must be the name of the database that knows the user",
        "leave it out for the database itself, or write admin");
    problems.require(
        replicaSet == null || replicaSet.matches("[A-Za-z0-9._-]+"),
        property + ".replicaSet",
        '"' + replicaSet + '"',
        "must be letters, digits, '.', '-' and '_'",
        "give the name that rs.conf() shows");
    if (credentials != null) {
      problems.addAll(credentials.problems(property + ".credentials", namespace));
    }
    if (tls != null) {
      problems.addAll(tls.problems(property + ".tls", namespace));
    }
    return problems.found();
  }
}
