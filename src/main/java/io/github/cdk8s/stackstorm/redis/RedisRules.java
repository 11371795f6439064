// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.redis;

import io.github.cdk8s.stackstorm.internal.BackendContext;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.internal.StatefulPlan;
import io.github.cdk8s.stackstorm.k8s.Credentials;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.Quantity;
import io.github.cdk8s.stackstorm.k8s.Quorum;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.Storage;
import io.github.cdk8s.stackstorm.k8s.Tls;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be wrong with the props of a {@link RedisSentinel}. */
final class RedisRules {

  static final Quantity LEAST_STORAGE = Quantity.mebibytes(256);

  /** An empty Redis takes about 10 MiB, and as much again while it rewrites its file. */
  private static final Quantity LEAST_MEMORY = Quantity.mebibytes(64);

  /**
   * The file has a base, which takes half of what the data take in memory, grows to twice the base,
   * and stays until its successor is whole.
   */
  private static final BigDecimal FILE_PER_DATA = BigDecimal.valueOf(2);

  private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

  /** Earlier ones cannot live with names in place of addresses. */
  private static final int LEAST_MAJOR = 7;

  private static final Pattern REPOSITORY = Pattern.compile("(?:.*/)?(?:redis|valkey)");
  private static final Pattern VERSION = Pattern.compile("([0-9]{1,3})(?:[.-].*)?");

  private RedisRules() {}

  static void check(
      Problems problems,
      BackendContext context,
      RedisSentinelProps props,
      StatefulPlan plan,
      Credentials credentials) {
    context.check(problems);
    problems.addAll(Quorum.problems("members", plan.members()));
    problems.require(
        props.masterName().matches("[A-Za-z0-9._-]{1,63}"),
        "masterName",
        '"' + props.masterName() + '"',
        "must be letters, digits, '.', '_' and '-'",
        "leave it out for mymaster");
    version(problems, plan.pod().main().image());
    passwords(problems, context, props.sentinelPassword(), credentials);
    tls(problems, context, props.tls());
    memory(problems, props, plan.storage());
  }

  private static void version(Problems problems, Image image) {
    Matcher version = VERSION.matcher(image.tag() == null ? "" : image.tag());
    problems.require(
        !REPOSITORY.matcher(image.repository()).matches()
            || !version.matches()
            || Integer.parseInt(version.group(1)) >= LEAST_MAJOR,
        "image",
        image.reference(),
        "is older than 7.0, which is the first that lives with names in place of addresses",
        "use redis:7.2, or valkey/valkey:8.1");
  }

  private static void passwords(
      Problems problems,
      BackendContext context,
      @Nullable String sentinelPassword,
      Credentials credentials) {
    problems.addAll(credentials.problems("credentials", context.cluster().namespace()));
    problems.require(
        credentials.usernameKey() == null,
        "credentials.usernameKey",
        String.valueOf(credentials.usernameKey()),
        "Redis has one user here, which has no name",
        "write Credentials.passwordIn(secret)");
    if (sentinelPassword != null) {
      problems.addAll(SecretRef.keyProblems("sentinelPassword", sentinelPassword));
    }
  }

  private static void tls(Problems problems, BackendContext context, @Nullable Tls tls) {
    if (tls == null) {
      return;
    }
    problems.addAll(
        tls.secret(context.name()).problems("tls.secret", context.cluster().namespace()));
    if (tls instanceof Tls.CertManager certManager) {
      problems.require(
          certManager.issuer().matches("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?"),
          "tls.issuer",
          '"' + certManager.issuer() + '"',
          "must be the name of an Issuer of cert-manager, or there is no certificate",
          "give the name that kubectl get issuers shows");
    }
  }

  private static void memory(Problems problems, RedisSentinelProps props, Storage storage) {
    Quantity limit = RedisPod.memoryLimit(props.workload());
    problems.require(
        limit.compareTo(LEAST_MEMORY) >= 0,
        "workload.resources.memoryLimit",
        limit.text(),
        "leaves Redis no room for data beside itself",
        "give it " + LEAST_MEMORY.text() + " or more");
    Quantity size =
        storage instanceof Storage.Claim claim
            ? claim.size()
            : ((Storage.Ephemeral) storage).sizeLimit();
    BigDecimal needed = RedisPod.maxMemory(props.workload()).multiply(FILE_PER_DATA);
    problems.require(
        size == null || size.compareTo(LEAST_STORAGE) < 0 || size.amount().compareTo(needed) >= 0,
        "storage",
        size == null ? "(none)" : size.text(),
        "may fill up: the file of all that Redis may hold takes up to twice as much while it is rewritten",
        "ask for "
            + needed.divide(MEBIBYTE, 0, RoundingMode.UP)
            + "Mi, or lower workload.resources.memoryLimit, "
            + limit.text());
  }
}
