// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for MongoDB: it speaks the protocol, keeps all in memory, knows no logins, and says
 * that it is a member of the replica set {@code rs0}. Real elections and logins it cannot show.
 */
final class MongoPrimary implements AutoCloseable {

  final int port = FreePorts.take(1).get(0);
  private final AtomicBoolean writable = new AtomicBoolean(true);
  private final @Nullable Certificates certificates;
  private @Nullable MongoServer server;

  MongoPrimary(@Nullable Certificates certificates) {
    this.certificates = certificates;
  }

  void start() {
    server = new MongoServer(new Member());
    if (certificates != null) {
      server.enableSsl(certificates.privateKey(), null, certificates.x509());
    }
    server.bind("127.0.0.1", port);
  }

  /** Whether the set has a primary. */
  void writable(boolean now) {
    writable.set(now);
  }

  void stop() {
    if (server != null) {
      server.shutdownNow();
    }
  }

  @Override
  public void close() {
    stop();
  }

  private final class Member extends MemoryBackend {
    @Override
    public Document handleCommand(
        @Nullable Channel channel, String database, String command, Document query) {
      return switch (command.toLowerCase(Locale.ROOT)) {
        // it knows the older name alone
        case "hello", "ismaster" ->
            asMember(super.handleCommand(channel, database, "ismaster", query));
        default -> super.handleCommand(channel, database, command, query);
      };
    }

    private Document asMember(Document answer) {
      String me = "localhost:" + port;
      return answer
          .append("setName", "rs0")
          .append("setVersion", 1)
          .append("me", me)
          .append("hosts", List.of(me))
          .append("primary", writable.get() ? me : null)
          .append("ismaster", writable.get())
          .append("isWritablePrimary", writable.get())
          .append("secondary", !writable.get());
    }
  }
}
