// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logins, section {@code [auth]}. Source: {@code st2auth/config.py}.
 *
 * <p>A password does not belong here, since all of this is readable in a ConfigMap: options with
 * one go into the cluster's {@code configSecret}.
 *
 * @param backend {@code flat_file} by default, or {@code ldap}, {@code pam}, or one that the image
 *     has besides
 * @param backendKwargs JSON for the backend; the htpasswd file of the administrator by default
 * @param tokenTtl how long a token of a person is valid, whole seconds; a day by default
 * @param serviceTokenTtl how long a token of a service is valid, whole seconds; a day by default
 * @param sso whether single sign-on is on; false by default
 * @param ssoBackend {@code noop} by default, or one that the image has besides
 */
@Props
public record AuthOptions(
    @Nullable String backend,
    @Nullable String backendKwargs,
    @Nullable Duration tokenTtl,
    @Nullable Duration serviceTokenTtl,
    @Nullable Boolean sso,
    @Nullable String ssoBackend)
    implements Section {

  public static AuthOptionsBuilder builder() {
    return AuthOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("auth")
        .text("backend", backend)
        .text("backend_kwargs", backendKwargs)
        .duration("token_ttl", tokenTtl, ChronoUnit.SECONDS)
        .duration("service_token_ttl", serviceTokenTtl, ChronoUnit.SECONDS)
        .flag("sso", sso)
        .text("sso_backend", ssoBackend)
        .map();
  }
}
