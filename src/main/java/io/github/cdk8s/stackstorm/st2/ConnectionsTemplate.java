// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.OsloConfig;
import io.github.cdk8s.stackstorm.internal.Problems;
import io.github.cdk8s.stackstorm.k8s.Problem;
import java.util.List;

/**
 * StackStorm's options for its backends, all but the logins: in place of each there is a name in
 * braces, which the pod's init container replaces.
 *
 * @param backends where they are
 * @param release decides about the names of the options
 */
record ConnectionsTemplate(St2Connections backends, St2Version.Release release) {

  String render() {
    OsloConfig conf = new OsloConfig();
    conf.set("database", "host", backends.database().url(Backend.DATABASE.placeholder()));
    conf.set("database", "db_name", backends.database().database());
    if (backends.database().tls() != null) {
      conf.set("database", release.databaseTls(), "True");
      conf.set("database", release.databaseCa(), Backend.DATABASE.caFile());
    }
    // cluster_urls even for one node: it is read as a list, and wins over url
    conf.set(
        "messaging", "cluster_urls", backends.messaging().url(Backend.MESSAGING.placeholder()));
    if (backends.messaging().tls() != null) {
      conf.set("messaging", "ssl", "True");
      conf.set("messaging", "ssl_ca_certs", Backend.MESSAGING.caFile());
      // without it the server's certificate is not checked
      conf.set("messaging", "ssl_cert_reqs", "required");
    }
    boolean tls = backends.coordination().tls() != null;
    conf.set(
        "coordination",
        "url",
        backends
            .coordination()
            .url(Backend.COORDINATION.placeholder(), tls ? Backend.COORDINATION.caFile() : null));
    return conf.render();
  }

  /** What this release cannot do. */
  List<Problem> problems() {
    Problems problems = new Problems();
    if (backends.coordination().tls() != null) {
      problems.require(
          release.coordinationTls(),
          "coordination.tls",
          backends.coordination().tls().ca().name(),
          "the client library of StackStorm 3.8 speaks no TLS with Sentinels",
          "leave it out, or use St2Version.V3_9");
    }
    return problems.found();
  }
}
