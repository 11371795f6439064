// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * An API server's HTTP interface, bodies as they are: nothing between a manifest and the server.
 */
public final class Api {

  private final String server;
  private final String token;
  private final HttpClient http;

  Api(String server, String token, SSLContext tls) {
    this.server = server;
    this.token = token;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .sslContext(tls)
            .build();
  }

  /**
   * An answer.
   *
   * @param warnings what the server's warning headers say
   */
  public record Answer(int status, String body, List<String> warnings) {

    public boolean successful() {
      return status / 100 == 2;
    }
  }

  /** Whether the server says that it is ready. */
  public boolean isReady() {
    try {
      return request("GET", "/readyz", null, null).successful();
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  public Answer get(String path) {
    return request("GET", path, null, null);
  }

  /**
   * Sends a request.
   *
   * @param type media type of the body; null where there is none
   */
  public Answer request(String method, String path, String type, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(Duration.ofMinutes(1))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (type != null) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.body(),
          response.headers().allValues("Warning").stream().map(Api::text).toList());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during " + method + " " + path, interrupted);
    }
  }

  /** The text of {@code 299 - "text"}. */
  private static String text(String header) {
    int start = header.indexOf('"');
    int end = header.lastIndexOf('"');
    return start >= 0 && end > start
        ? header.substring(start + 1, end).replace("\\\"", "\"")
        : header;
  }
}
