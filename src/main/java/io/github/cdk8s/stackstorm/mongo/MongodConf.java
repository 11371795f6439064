// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.mongo;

import io.github.cdk8s.stackstorm.k8s.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The text of {@code mongod.conf}: only keys that every version from 4.4 to 8 knows. In particular
 * none of {@code storage.journal.enabled}, which was <a
 * href="https://www.mongodb.com/docs/manual/release-notes/6.1/">removed in 6.1</a> and is refused
 * since.
 */
final class MongodConf {

  /** The smallest cache that mongod takes, in GiB. */
  static final BigDecimal LEAST_CACHE = new BigDecimal("0.25");

  /**
   * What the cache has of the memory limit. The rest is for connections (1 MiB each), sorts, and
   * the file system's cache of compressed pages.
   */
  private static final BigDecimal CACHE_SHARE = new BigDecimal("0.4");

  private static final BigDecimal GIBIBYTE = Quantity.gibibytes(1).amount();

  private MongodConf() {}

  /** The size of the cache in GiB, with two decimals. */
  static BigDecimal cache(Quantity memoryLimit) {
    return memoryLimit.amount().multiply(CACHE_SHARE).divide(GIBIBYTE, 2, RoundingMode.DOWN);
  }

  static String text(MongoReplicaSetProps props, Quantity memoryLimit) {
    String tls =
        props.tls() == null
            ? ""
            : """
                tls:
                  mode: requireTLS
                  certificateKeyFile: /run/mongodb/server.pem
                  CAFile: /run/ca/ca.crt
                  allowConnectionsWithoutCertificates: true
              """;
    return """
        # The cache is said outright: by itself mongod may see the memory of the node instead of the limit.
        storage:
          dbPath: /data/db
          wiredTiger:
            engineConfig:
              cacheSizeGB: %s
        net:
          port: %d
          bindIpAll: true
          ipv6: %s
          unixDomainSocket:
            enabled: false
        %sreplication:
          replSetName: "%s"
        security:
          authorization: enabled
          keyFile: /run/mongodb/keyfile
        """
        .formatted(
            cache(memoryLimit).toPlainString(),
            MongoPod.PORT,
            props.ipv6(),
            tls,
            props.replicaSet());
  }
}
