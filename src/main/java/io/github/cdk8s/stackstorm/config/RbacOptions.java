// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, section {@code [rbac]}. Source: {@code st2common/config.py}.
 *
 * @param enable whether roles are looked at; false by default, and everybody may do everything
 * @param backend {@code default} where roles are looked at; {@code noop} by default
 * @param syncRemoteGroups whether roles follow the groups of the login backend (LDAP); false by
 *     default
 * @param permissionIsolation whether people see their own executions only; false by default
 */
@Props
public record RbacOptions(
    @Nullable Boolean enable,
    @Nullable String backend,
    @Nullable Boolean syncRemoteGroups,
    @Nullable Boolean permissionIsolation)
    implements Section {

  public static RbacOptionsBuilder builder() {
    return RbacOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("rbac")
        .flag("enable", enable)
        .text("backend", backend)
        .flag("sync_remote_groups", syncRemoteGroups)
        .flag("permission_isolation", permissionIsolation)
        .map();
  }
}
