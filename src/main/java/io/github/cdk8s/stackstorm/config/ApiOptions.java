// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The REST API, section {@code [api]}. Source: {@code st2api/config.py} and {@code
 * st2common/config.py}.
 *
 * @param allowOrigin origins of browsers that may call the API, for example {@code
 *     https://st2.example.com}; {@code *} for all. StackStorm adds its own; {@code
 *     http://127.0.0.1:3000} by default
 * @param maskSecrets whether secret parameters are hidden in answers; true by default
 * @param maxPageSize the most objects in one answer; 100 by default
 * @param authCookieSecure whether the cookie of a login is sent over HTTPS only; true by default
 * @param authCookieSameSite {@code strict}, {@code lax}, {@code none} or {@code unset}; {@code lax}
 *     by default
 */
@Props
public record ApiOptions(
    List<String> allowOrigin,
    @Nullable Boolean maskSecrets,
    @Nullable Integer maxPageSize,
    @Nullable Boolean authCookieSecure,
    @Nullable String authCookieSameSite)
    implements Section {

  public ApiOptions {
    allowOrigin = Copies.list("ApiOptions.allowOrigin", allowOrigin);
  }

  public static ApiOptionsBuilder builder() {
    return ApiOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("api")
        .list("allow_origin", allowOrigin)
        .flag("mask_secrets", maskSecrets)
        .number("max_page_size", maxPageSize)
        .flag("auth_cookie_secure", authCookieSecure)
        .text("auth_cookie_same_site", authCookieSameSite)
        .map();
  }
}
