// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import io.github.cdk8s.stackstorm.internal.Nearest;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.k8s.DnsName;
import io.github.cdk8s.stackstorm.mongo.MongoEndpoint;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisSentinelProps;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * What can be wrong with a cluster as a whole; its parts report what is wrong with themselves.
 * Where that is something on which all parts rest (the name, the namespace, an endpoint), they are
 * not made, since each of them would only repeat the problem.
 */
final class ClusterRules {

  private final String id;
  private final StackStormClusterProps props;
  private final Problems foundations = new Problems();
  private final Problems problems = new Problems();

  ClusterRules(String id, StackStormClusterProps props) {
    this.id = id;
    this.props = props;
  }

  /** Checks all, and reports what is wrong at {@code cluster}. */
  void report(Construct scope, Construct cluster) {
    ClusterNames.claim(scope, foundations, props.namespace(), id);
    names();
    external();
    surroundings();
    services();
    packs();
    sentinelPassword();
    new Problems().addAll(foundations.found()).addAll(problems.found()).reportAt(cluster);
  }

  /** Whether the parts can be made. */
  boolean foundationsHold() {
    return foundations.found().isEmpty();
  }

  private void names() {
    foundations.addAll(DnsName.problems("id", id, DnsName.LABEL_MAX - longestSuffix()));
    foundations.addAll(DnsName.problems("namespace", props.namespace(), DnsName.LABEL_MAX));
    foundations.require(
        props
            .clusterDomain()
            .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"),
        "clusterDomain",
        '"' + props.clusterDomain() + '"',
        "must be a DNS domain, without a dot at either end",
        "leave it out for cluster.local");
    String mirror = props.imageRegistry();
    foundations.require(
        mirror == null || mirror.matches("[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._/-]*[a-z0-9])?"),
        "imageRegistry",
        '"' + mirror + '"',
        "must be a host, with a path where the mirror has one, and without a scheme",
        "write for example registry.example.com/dockerhub");
  }

  private void surroundings() {
    problems.require(
        props.timeZone().getId().matches("UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+"),
        "timeZone",
        props.timeZone(),
        "must be a name of the IANA database, since programs know no other",
        "write for example ZoneId.of(\"Europe/Berlin\")");
    if (props.caBundle() != null) {
      problems.addAll(props.caBundle().configMap().problems("caBundle", props.namespace()));
    }
    if (props.proxy() != null) {
      for (String url :
          Stream.of(props.proxy().httpProxy(), props.proxy().httpsProxy())
              .filter(u -> u != null)
              .toList()) {
        problems.require(
            url.matches("https?://[^/@]+(:[0-9]+)?/?"),
            "proxy",
            '"' + url.replaceAll("//.*@", "//…@") + '"',
            "must be the URL of a proxy, without a login, which would stand in every pod",
            "write for example http://proxy.example.com:3128");
      }
    }
  }

  private void services() {
    for (Map.Entry<St2Service, WorkloadSettings> entry : props.services().entrySet()) {
      St2Service service = entry.getKey();
      String property = "services[" + service.name() + "]";
      if (!St2Services.all().contains(service)) {
        problems.require(
            false,
            property,
            service.name(),
            "is no service of StackStorm",
            "did you mean " + nearest(service) + "?");
        continue;
      }
      problems.require(
          service.optional() || !Boolean.FALSE.equals(entry.getValue().enabled()),
          property + ".enabled",
          "false",
          "the other services cannot do without it",
          service.scaling().minimum() == 0 ? "set replicas(0) to stop it" : "leave it enabled");
    }
    problems.require(
        props.defaults().enabled() == null,
        "defaults.enabled",
        String.valueOf(props.defaults().enabled()),
        "services are left out one by one",
        "set enabled in services");
    problems.require(
        props.defaults().image() == null,
        "defaults.image",
        String.valueOf(props.defaults().image()),
        "every service has an image of its own",
        "set version(St2Version.V3_9.withRepository(…)), or image in services");
  }

  private void packs() {
    problems.require(
        (props.packs() == null) == (props.virtualenvs() == null),
        props.packs() == null ? "packs" : "virtualenvs",
        "(none)",
        "packs and their virtual environments are installed together, so both need a volume or neither",
        "give a claim for both");
    Stream.of(props.packs(), props.virtualenvs())
        .filter(claim -> claim != null)
        .forEach(claim -> problems.addAll(claim.problems("packs", props.namespace())));
  }

  /** tooz 2.8.0, which StackStorm 3.8 pins, has no option for it: no Sentinel would answer. */
  private void sentinelPassword() {
    boolean own =
        props.coordination() instanceof RedisSentinelProps redis
            && redis.sentinelPassword() != null;
    boolean external =
        props.coordination() instanceof RedisEndpoint redis && redis.sentinelCredentials() != null;
    problems.require(
        props.version().release() != St2Version.Release.R3_8 || !(own || external),
        own ? "coordination.sentinelPassword" : "coordination.sentinelCredentials",
        "(set)",
        "the client library of StackStorm 3.8 cannot give Sentinels a password",
        "leave it out, or use St2Version.V3_9");
  }

  private void external() {
    required("database", props.database(), "everything that StackStorm knows is kept in it");
    required("messaging", props.messaging(), "services reach each other through it alone");
    required(
        "coordination",
        props.coordination(),
        "services with more than one pod need its locks and its registry");
    if (props.database() instanceof MongoEndpoint external) {
      foundations.addAll(external.problems("database", props.namespace()));
    }
    if (props.messaging() instanceof RabbitEndpoint external) {
      foundations.addAll(external.problems("messaging", props.namespace()));
    }
    if (props.coordination() instanceof RedisEndpoint external) {
      foundations.addAll(external.problems("coordination", props.namespace()));
    }
  }

  /** The types say so too, and cannot hold back a null. */
  private void required(String property, @Nullable Object backend, String reason) {
    foundations.require(
        backend != null,
        property,
        "(none)",
        "cannot be left out: " + reason,
        "leave it at its default, or name an external one");
  }

  private static int longestSuffix() {
    return St2Services.all().stream()
        .mapToInt(service -> service.name().length() + 1)
        .max()
        .orElse(0);
  }

  private static String nearest(St2Service unknown) {
    return Nearest.of(unknown.name(), St2Services.all().stream().map(St2Service::name).toList());
  }
}
