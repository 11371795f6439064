// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.rabbitmq;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.k8s.Tls;
import io.github.cdk8s.stackstorm.workload.Metrics;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be wrong with the properties of a RabbitMQ cluster. */
final class RabbitRules {

  /** Erlang, RabbitMQ and its plugins take 150 MiB before the first message. */
  private static final Quantity LEAST_MEMORY = Quantity.mebibytes(512);

  private static final BigDecimal ROOM = BigDecimal.valueOf(2);

  private final Problems problems;
  private final BackendContext context;
  private final RabbitHaProps props;
  private final RabbitVersion version;

  private RabbitRules(
      Problems problems, BackendContext context, RabbitHaProps props, RabbitVersion version) {
    this.problems = problems;
    this.context = context;
    this.props = props;
    this.version = version;
  }

  /** The version that the properties mean; the default's where they are wrong. */
  static RabbitVersion version(RabbitHaProps props) {
    RabbitVersion found = props.version();
    if (found == null) {
      found = RabbitVersion.of(RabbitPod.image(props));
    }
    return found == null ? RabbitVersion.V4_2 : found;
  }

  static void check(Problems problems, BackendContext context, RabbitHaProps props, int members) {
    RabbitRules rules = new RabbitRules(problems, context, props, version(props));
    rules.image();
    rules.sizes();
    rules.login();
    rules.tls();
    rules.metrics();
    rules.texts();
    Set<String> own =
        RabbitConfig.entries(context, props, rules.version, Math.max(members, 1)).keySet();
    props.config().forEach((key, value) -> rules.entry(own, key, value));
  }

  private void image() {
    Image image = RabbitPod.image(props);
    RabbitVersion named = RabbitVersion.of(image);
    String tag = String.valueOf(image.tag());
    problems.require(
        props.version() != null || named != null,
        "image",
        image,
        "its tag names no supported version of RabbitMQ, and a server does not start with a key that it does not know",
        "use one of " + RabbitVersion.supported() + ", or set version for an image of your own");
    problems.require(
        props.version() == null || named == null || named == props.version(),
        "version",
        String.valueOf(props.version()),
        "is not that of the image, " + named,
        "leave it out");
    problems.require(
        !tag.contains("alpine") || props.workload().podSecurityContext() != null,
        "image",
        image,
        "Alpine's variant runs as the user 100 and the group 101, the pods as 999",
        "use the tag without alpine, or set workload.podSecurityContext");
  }

  private void sizes() {
    Quantity limit = RabbitPod.memoryLimit(props);
    problems.require(
        limit.compareTo(LEAST_MEMORY) >= 0,
        "workload.resources.memoryLimit",
        limit,
        "is less than RabbitMQ needs to stay clear of its own memory alarm, " + LEAST_MEMORY,
        "raise the limit");
    Storage storage = props.storage() == null ? RabbitHaProps.DEFAULT_STORAGE : props.storage();
    Quantity size = size(storage);
    problems.require(
        size == null || size.amount().compareTo(props.diskFreeLimit().amount().multiply(ROOM)) >= 0,
        "diskFreeLimit",
        props.diskFreeLimit(),
        "must be at most half of a member's storage, "
            + size
            + ": below the limit the whole cluster takes no more messages",
        "ask for more storage or lower the limit");
    problems.require(
        props.diskFreeLimit().compareTo(Quantity.mebibytes(50)) >= 0,
        "diskFreeLimit",
        props.diskFreeLimit(),
        "is less than RabbitMQ's own minimum, 50Mi",
        "leave it out for 1Gi");
    Duration grace = props.workload().terminationGracePeriod();
    problems.require(
        grace == null || grace.compareTo(RabbitPod.LEAST_GRACE) >= 0,
        "workload.terminationGracePeriod",
        grace == null ? "(none)" : grace,
        "must leave a member "
            + RabbitPod.LEAST_GRACE.toSeconds()
            + " s to wait for its queues' majority, to hand over and to end",
        "leave it out for 300 s");
    problems.require(
        props.sensorWatchExpiry().compareTo(Duration.ofSeconds(1)) >= 0,
        "sensorWatchExpiry",
        props.sensorWatchExpiry(),
        "must be at least a second",
        "leave it out for 30 minutes");
  }

  private static @Nullable Quantity size(Storage storage) {
    return storage instanceof Storage.Claim claim
        ? claim.size()
        : ((Storage.Ephemeral) storage).sizeLimit();
  }

  private void login() {
    Credentials login = RabbitPod.credentials(context, props);
    problems.require(
        login.usernameKey() != null,
        "credentials.usernameKey",
        "(none)",
        "RabbitMQ makes a user, who has a name",
        "give the key that holds it");
    String namespace = context.cluster().namespace();
    if (props.credentials() != null) {
      problems.addAll(login.secret().problems("credentials", namespace));
      key("credentials.passwordKey", login.passwordKey());
    }
    if (props.erlangCookie() != null) {
      problems.addAll(props.erlangCookie().secret().problems("erlangCookie", namespace));
      key("erlangCookie.passwordKey", props.erlangCookie().passwordKey());
    }
  }

  private void key(String property, String key) {
    problems.require(
        key.matches("[-._a-zA-Z0-9]+"),
        property,
        '"' + key + '"',
        "must be a key of a Secret: letters, digits, '-', '_' and '.'",
        "give the key that kubectl describe secret shows");
  }

  private void tls() {
    Tls tls = props.tls();
    if (tls instanceof Tls.Existing existing) {
      problems.addAll(existing.secret().problems("tls", context.cluster().namespace()));
    } else if (tls instanceof Tls.CertManager certManager) {
      problems.require(
          !certManager.issuer().isBlank(),
          "tls.issuer",
          "(blank)",
          "a certificate needs an issuer",
          "name one, or give the Secret of a certificate: Tls.existing(…)");
    }
  }

  private void metrics() {
    Metrics metrics = props.metrics();
    problems.require(
        metrics == null || metrics.exporter() == null,
        "metrics.exporter",
        metrics == null ? "(none)" : String.valueOf(metrics.exporter()),
        "RabbitMQ has metrics of its own",
        "leave it out");
  }

  private void texts() {
    problems.require(
        !props.virtualHost().isBlank() && !props.virtualHost().matches(".*\\p{Cntrl}.*"),
        "virtualHost",
        '"' + props.virtualHost() + '"',
        "must be a name without control characters",
        "leave it out for /");
  }

  private void entry(Set<String> own, String key, String value) {
    String property = "config[" + key + "]";
    if (RabbitConfig.controls(own, key)) {
      problems.require(
          false,
          property,
          value,
          "is the library's to set: the cluster depends on it",
          "use the property for it, or leave it out");
      return;
    }
    if (!RabbitKeys.knows(version, key)) {
      problems.require(
          false,
          property,
          value,
          "RabbitMQ "
              + version
              + " has no such key and would not start; the nearest is "
              + RabbitKeys.nearest(version, key),
          "correct or remove it");
      return;
    }
    problems.require(
        !value.isBlank() && !value.matches("(?s).*\\p{Cntrl}.*"),
        property,
        '"' + value + '"',
        "must be one line with something on it",
        "give the value as rabbitmq.conf has it");
  }
}
