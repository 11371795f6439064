// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm;

import io.github.cdk8s.stackstorm.internal.Names;
import io.github.cdk8s.stackstorm.internal.Nearest;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.k8s.DnsName;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.mongo.MongoEndpoint;
import io.github.cdk8s.stackstorm.mongo.MongoReplicaSetProps;
import io.github.cdk8s.stackstorm.rabbitmq.RabbitEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisEndpoint;
import io.github.cdk8s.stackstorm.redis.RedisSentinelProps;
import io.github.cdk8s.stackstorm.st2.St2Service;
import io.github.cdk8s.stackstorm.st2.St2Services;
import io.github.cdk8s.stackstorm.st2.St2Version;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
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
  void report(Names taken, Construct cluster) {
    foundations.addAll(
        taken.claim(
            cluster, "id", id, new Names.Taken("StackStormCluster", props.namespace(), id)));
    Problems.warn(cluster, props.version().warnings("version"));
    names();
    external();
    surroundings();
    services();
    packs();
    versions();
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
    String zone = props.timeZone().getId();
    problems.require(
        ZoneId.getAvailableZoneIds().contains(zone) && !zone.startsWith("SystemV/"),
        "timeZone",
        zone,
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
    for (Map.Entry<St2Service, WorkloadSettings> setting : props.services().entrySet()) {
      St2Service service = setting.getKey();
      String property = "services[" + service.name() + "]";
      if (!isOfTheCatalogue(service)) {
        unknown(property, service);
        continue;
      }
      problems.require(
          service.optional() || !Boolean.FALSE.equals(setting.getValue().enabled()),
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
        props.defaults().service().hostname() == null,
        "defaults.service.hostname",
        String.valueOf(props.defaults().service().hostname()),
        "every Service would be published under this name",
        "set service.hostname in services");
    problems.require(
        props.defaults().image() == null,
        "defaults.image",
        String.valueOf(props.defaults().image()),
        "every service has an image of its own",
        "set version(St2Version.V3_9.withRepository(…)), or image in services");
  }

  /** Entries are equal by name, but only the catalogue's own is rendered. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isOfTheCatalogue(St2Service service) {
    return St2Services.all().stream().anyMatch(entry -> entry == service);
  }

  private void unknown(String property, St2Service service) {
    String nearest =
        Nearest.of(service.name(), St2Services.all().stream().map(St2Service::name).toList());
    boolean changed = nearest.equals(service.name());
    problems.require(
        false,
        property,
        service.name(),
        changed
            ? "is not the catalogue's entry of that name, and what differs would be lost"
            : "is no service of StackStorm",
        changed
            ? "use St2Services." + nearest.toUpperCase(Locale.ROOT) + " and its settings"
            : "did you mean " + nearest + "?");
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

  private void versions() {
    if (props.database() instanceof MongoReplicaSetProps own) {
      Image image = own.image() == null ? props.version().mongo() : own.image();
      MongoVersions.check(problems, props.version(), image);
    }
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

  private static int longestSuffix() {
    return St2Services.all().stream()
        .mapToInt(service -> service.name().length() + 1)
        .max()
        .orElse(0);
  }
}
