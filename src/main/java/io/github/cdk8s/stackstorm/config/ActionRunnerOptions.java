// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Action runners, section {@code [actionrunner]}. Source: {@code st2actions/config.py} and {@code
 * st2common/config.py}.
 *
 * @param actionsPoolSize actions that one runner works on at once; 60 by default
 * @param workflowsPoolSize workflows that one runner starts at once; 40 by default
 * @param gracefulShutdown whether a runner that is told to end waits for its actions, while another
 *     runner is there; true by default
 * @param exitStillActiveCheck how long it waits at the most, whole seconds; 300 s by default. The
 *     pod gets 30 s more before it is killed
 * @param stillActiveCheckInterval how often it looks while it waits, whole seconds; 2 s by default
 * @param streamOutput whether output is kept while an action still runs; true by default
 * @param pythonRunnerLogLevel level of the log of Python actions; {@code DEBUG} by default
 * @param pipOpts options of pip when the environment of a pack is made; none by default
 * @param virtualenvOpts options of virtualenv; {@code --always-copy} in the images
 */
@Props
public record ActionRunnerOptions(
    @Nullable Integer actionsPoolSize,
    @Nullable Integer workflowsPoolSize,
    @Nullable Boolean gracefulShutdown,
    @Nullable Duration exitStillActiveCheck,
    @Nullable Duration stillActiveCheckInterval,
    @Nullable Boolean streamOutput,
    @Nullable String pythonRunnerLogLevel,
    List<String> pipOpts,
    List<String> virtualenvOpts)
    implements Section {

  public ActionRunnerOptions {
    pipOpts = Copies.list("ActionRunnerOptions.pipOpts", pipOpts);
    virtualenvOpts = Copies.list("ActionRunnerOptions.virtualenvOpts", virtualenvOpts);
  }

  public static ActionRunnerOptionsBuilder builder() {
    return ActionRunnerOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("actionrunner")
        .number("actions_pool_size", actionsPoolSize)
        .number("workflows_pool_size", workflowsPoolSize)
        .flag("graceful_shutdown", gracefulShutdown)
        .duration("exit_still_active_check", exitStillActiveCheck, ChronoUnit.SECONDS)
        .duration("still_active_check_interval", stillActiveCheckInterval, ChronoUnit.SECONDS)
        .flag("stream_output", streamOutput)
        .text("python_runner_log_level", pythonRunnerLogLevel)
        .list("pip_opts", pipOpts)
        .list("virtualenv_opts", virtualenvOpts)
        .map();
  }
}
