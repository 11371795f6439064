// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import io.github.cdk8s.stackstorm.k8s.DnsName;
import io.github.cdk8s.stackstorm.k8s.LabelSyntax;
import io.github.cdk8s.stackstorm.k8s.ObjectRef;
import io.github.cdk8s.stackstorm.k8s.Problem;
import io.github.cdk8s.stackstorm.k8s.ServiceAccountRef;
import io.github.cdk8s.stackstorm.placement.PlacementRules;
import io.github.cdk8s.stackstorm.workload.DnsPolicy;
import io.github.cdk8s.stackstorm.workload.ServiceSettings;
import io.github.cdk8s.stackstorm.workload.ServiceType;
import io.github.cdk8s.stackstorm.workload.WorkloadSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.cdk8s.plus34.k8s.LifecycleHandler;
import org.cdk8s.plus34.k8s.PodDnsConfig;
import org.cdk8s.plus34.k8s.SleepAction;
import org.jspecify.annotations.Nullable;

/** What can be wrong with the settings of any workload. */
public final class WorkloadRules {

  private static final int ABSURD_REPLICAS = 1000;
  private static final Duration ABSURD_GRACE = Duration.ofDays(7);
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  private final Problems problems = new Problems();
  private final String property;
  private final WorkloadSettings settings;

  private WorkloadRules(String property, WorkloadSettings settings) {
    this.property = property;
    this.settings = settings;
  }

  /**
   * All that is wrong.
   *
   * @param property the property that holds the settings
   * @param plan the pod that the settings are worked into
   * @param claims names of volumes that a StatefulSet adds to the pods
   */
  public static List<Problem> problems(
      String property, WorkloadSettings settings, PodPlan plan, List<String> claims) {
    WorkloadRules rules = new WorkloadRules(property, settings);
    rules.replicas();
    rules.grace(plan);
    rules.problems.addAll(
        settings.resources().orElse(plan.main().resources()).problems(rules.at("resources")));
    rules.references(plan.context().namespace());
    rules.labels(plan.identity());
    rules.env();
    rules.node();
    rules.service();
    rules.problems.addAll(PodRules.problems(rules::at, settings, plan, claims));
    rules.problems.addAll(PlacementRules.problems(rules.at("placement"), settings.placement()));
    return rules.problems.found();
  }

  private void replicas() {
    Integer replicas = settings.replicas();
    if (replicas != null) {
      problems.require(
          replicas >= 0 && replicas <= ABSURD_REPLICAS,
          at("replicas"),
          replicas,
          "must be from 0 to " + ABSURD_REPLICAS,
          "give the number of pods that shall run");
    }
  }

  private void grace(PodPlan plan) {
    Duration grace = settings.terminationGracePeriod();
    if (grace == null) {
      return;
    }
    String keep = "leave it out to keep " + plan.terminationGracePeriod().toSeconds() + " s";
    problems.require(
        grace.compareTo(Duration.ofSeconds(1)) >= 0
            && grace.compareTo(ABSURD_GRACE) <= 0
            && grace.toNanosPart() == 0,
        at("terminationGracePeriod"),
        grace,
        "must be whole seconds, at least one and at most " + ABSURD_GRACE.toDays() + " days",
        keep);
    long preStop = sleep(plan.main().preStop());
    problems.require(
        grace.toSeconds() < 1 || preStop == 0 || grace.toSeconds() > preStop,
        at("terminationGracePeriod"),
        grace,
        "must be longer than the "
            + preStop
            + " s for which a pod goes on serving after it was told to end",
        keep);
  }

  private static long sleep(@Nullable LifecycleHandler handler) {
    SleepAction sleep = handler == null ? null : handler.getSleep();
    return sleep == null ? 0 : sleep.getSeconds().longValue();
  }

  private void references(String namespace) {
    references("imagePullSecrets", settings.imagePullSecrets(), namespace);
    references("envFromSecrets", settings.envFromSecrets(), namespace);
    ServiceAccountRef account = settings.serviceAccount();
    references("serviceAccount", account == null ? List.of() : List.of(account), namespace);
  }

  private void references(String list, List<? extends ObjectRef> references, String namespace) {
    references.forEach(reference -> problems.addAll(reference.problems(at(list), namespace)));
  }

  private void labels(Identity identity) {
    Map<String, String> own =
        new Identity(
                identity.name(),
                identity.part(),
                identity.instance(),
                identity.component(),
                identity.version(),
                Map.of())
            .allLabels();
    for (Map.Entry<String, String> label : settings.labels().entrySet()) {
      problems.require(
          !own.containsKey(label.getKey()),
          at("labels[" + label.getKey() + "]"),
          label.getValue(),
          "is a label that the library sets",
          "choose another key");
    }
    problems.addAll(LabelSyntax.labels(at("labels"), settings.labels()));
    problems.addAll(LabelSyntax.annotations(at("annotations"), settings.annotations()));
  }

  private void env() {
    for (String name : settings.env().keySet()) {
      problems.require(
          VARIABLE.matcher(name).matches(),
          at("env[" + name + "]"),
          '"' + name + '"',
          "is no name of a variable",
          "use letters, digits and '_'");
    }
  }

  private void node() {
    PodDnsConfig dns = settings.dnsConfig();
    boolean hasServers =
        dns != null && dns.getNameservers() != null && !dns.getNameservers().isEmpty();
    problems.require(
        settings.dnsPolicy() != DnsPolicy.NONE || hasServers,
        at("dnsPolicy"),
        DnsPolicy.NONE.value(),
        "leaves the pod without any DNS server",
        "name servers in dnsConfig, or choose another policy");
    String priority = settings.priorityClassName();
    problems.require(
        priority == null || DnsName.isSubdomain(priority),
        at("priorityClassName"),
        '"' + priority + '"',
        "must be the name of an object: lower-case letters, digits, '-' and '.', 253 characters at most",
        "give the name that kubectl get priorityclasses shows");
  }

  private void service() {
    ServiceSettings service = settings.service();
    String hostname = service.hostname();
    problems.require(
        service.type() != ServiceType.EXTERNAL_NAME || hostname != null,
        at("service.hostname"),
        "(none)",
        "a Service of type ExternalName stands for a host name",
        "set service.hostname, or choose another type");
    problems.require(
        hostname == null || DnsName.isSubdomain(hostname),
        at("service.hostname"),
        '"' + hostname + '"',
        "must be a DNS name in lower case, without a dot at its end",
        "write for example st2.example.com");
    problems.addAll(LabelSyntax.annotations(at("service.annotations"), service.annotations()));
  }

  private String at(String name) {
    return property.isEmpty() ? name : property + "." + name;
  }
}
