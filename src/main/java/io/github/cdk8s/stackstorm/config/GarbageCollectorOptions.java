// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.config;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is deleted, and when, section {@code [garbagecollector]}. Source: {@code
 * st2reactor/garbage_collector/config.py} and {@code st2common/config.py}. By default the database
 * grows for ever: nothing but old output is deleted.
 *
 * @param collectionInterval how often it looks, whole seconds; 10 minutes by default
 * @param actionExecutionsTtl how long finished executions are kept, whole days; for ever by default
 * @param actionExecutionsOutputTtl how long the output of running executions is kept, whole days; 7
 *     by default
 * @param triggerInstancesTtl how long instances of triggers are kept, whole days; for ever by
 *     default
 * @param ruleEnforcementsTtl how long the record of what rules did is kept, whole days; for ever by
 *     default
 * @param workflowExecutionsTtl how long finished workflows are kept, whole days; for ever by
 *     default
 * @param taskExecutionsTtl how long their finished tasks are kept, whole days; for ever by default
 * @param tokensTtl how long expired tokens are kept, whole days; for ever by default
 * @param tracesTtl how long traces are kept, whole days; for ever by default
 * @param purgeInquiries whether inquiries that nobody answered in time are ended; false by default
 */
@Props
public record GarbageCollectorOptions(
    @Nullable Duration collectionInterval,
    @Nullable Duration actionExecutionsTtl,
    @Nullable Duration actionExecutionsOutputTtl,
    @Nullable Duration triggerInstancesTtl,
    @Nullable Duration ruleEnforcementsTtl,
    @Nullable Duration workflowExecutionsTtl,
    @Nullable Duration taskExecutionsTtl,
    @Nullable Duration tokensTtl,
    @Nullable Duration tracesTtl,
    @Nullable Boolean purgeInquiries)
    implements Section {

  public static GarbageCollectorOptionsBuilder builder() {
    return GarbageCollectorOptionsBuilder.builder();
  }

  @Override
  public Map<OptionName, String> values() {
    return new Values("garbagecollector")
        .duration("collection_interval", collectionInterval, ChronoUnit.SECONDS)
        .duration("action_executions_ttl", actionExecutionsTtl, ChronoUnit.DAYS)
        .duration("action_executions_output_ttl", actionExecutionsOutputTtl, ChronoUnit.DAYS)
        .duration("trigger_instances_ttl", triggerInstancesTtl, ChronoUnit.DAYS)
        .duration("rule_enforcements_ttl", ruleEnforcementsTtl, ChronoUnit.DAYS)
        .duration("workflow_executions_ttl", workflowExecutionsTtl, ChronoUnit.DAYS)
        .duration("task_executions_ttl", taskExecutionsTtl, ChronoUnit.DAYS)
        .duration("tokens_ttl", tokensTtl, ChronoUnit.DAYS)
        .duration("traces_ttl", tracesTtl, ChronoUnit.DAYS)
        .flag("purge_inquiries", purgeInquiries)
        .map();
  }
}
