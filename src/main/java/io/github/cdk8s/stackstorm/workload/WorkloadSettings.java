// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.workload;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.Image;
import io.github.cdk8s.stackstorm.k8s.ImagePullPolicy;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.k8s.SecretRef;
import io.github.cdk8s.stackstorm.k8s.ServiceAccountRef;
import io.github.cdk8s.stackstorm.placement.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.HostAlias;
import org.cdk8s.plus34.k8s.PodDnsConfig;
import org.cdk8s.plus34.k8s.PodSecurityContext;
import org.cdk8s.plus34.k8s.SecurityContext;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;
import org.jspecify.annotations.Nullable;

/**
 * What can be set on any workload of the library. Everything is optional, and what is not set keeps
 * the value of the level above it.
 *
 * <p>The levels are, from the weakest: the catalogue's defaults, the cluster's profile, the
 * cluster's {@code defaults}, the service's own settings. <b>One rule merges them:</b> a single
 * value replaces that of the level above; a map is merged key by key; a list is added to that of
 * the level above. {@link Resources} count as a map of quantities, and {@link Placement} says for
 * itself what {@link Placement#over} does. A security context is a single value: it replaces the
 * library's whole.
 *
 * @param enabled whether the workload exists at all; only services that no other needs can be left
 *     out
 * @param replicas number of pods; 0 stops a worker and keeps its objects
 * @param image the image of the main container, instead of the version's
 * @param imagePullPolicy of every container of the library's; {@code IfNotPresent} by default.
 *     Yours ({@code initContainers}, {@code sidecars}) are written as they are
 * @param imagePullSecrets Secrets of type {@code kubernetes.io/dockerconfigjson}
 * @param resources of the main container
 * @param env variables of the main container. An action runner hands its environment to every
 *     action, so secrets do not belong here
 * @param envFromSecrets Secrets whose keys become variables of the main container; the same caution
 *     holds
 * @param labels on the workload and its pods; labels that the library sets cannot be changed
 * @param annotations on the workload and its pods
 * @param placement where the pods go
 * @param serviceAccount the account of the pods, whose token is then mounted; by default the
 *     namespace's default account, without a token
 * @param podSecurityContext replaces the library's
 * @param securityContext of the main container; replaces the library's. The library's other
 *     containers of the pod keep theirs and run as the same user and group, so that the files they
 *     prepare can be read; one that must be root to hand files over stays root
 * @param hostAliases lines of {@code /etc/hosts}
 * @param dnsPolicy {@code ClusterFirst} by default
 * @param dnsConfig added to what the policy gives; {@link DnsPolicy#NONE} needs servers here
 * @param volumes further volumes of the pod
 * @param volumeMounts where the main container sees them; volumes of the library's own may be named
 *     too
 * @param initContainers run after the library's own
 * @param sidecars further containers of the pod
 * @param terminationGracePeriod time that a pod has to end before it is killed: whole seconds, and
 *     more than a service goes on serving after it was told to end (10 s of those that have a port)
 * @param priorityClassName name of a PriorityClass of the cluster
 * @param service the Kubernetes Service in front of the pods; refused where there is none
 */
@Props
public record WorkloadSettings(
    @Nullable Boolean enabled,
    @Nullable Integer replicas,
    @Nullable Image image,
    @Nullable ImagePullPolicy imagePullPolicy,
    List<SecretRef> imagePullSecrets,
    Resources resources,
    Map<String, String> env,
    List<SecretRef> envFromSecrets,
    Map<String, String> labels,
    Map<String, String> annotations,
    Placement placement,
    @Nullable ServiceAccountRef serviceAccount,
    @Nullable PodSecurityContext podSecurityContext,
    @Nullable SecurityContext securityContext,
    List<HostAlias> hostAliases,
    @Nullable DnsPolicy dnsPolicy,
    @Nullable PodDnsConfig dnsConfig,
    List<Volume> volumes,
    List<VolumeMount> volumeMounts,
    List<Container> initContainers,
    List<Container> sidecars,
    @Nullable Duration terminationGracePeriod,
    @Nullable String priorityClassName,
    ServiceSettings service) {
  public WorkloadSettings {
    imagePullSecrets = Copies.list("WorkloadSettings.imagePullSecrets", imagePullSecrets);
    Copies.required("WorkloadSettings.resources", resources);
    env = Copies.map("WorkloadSettings.env", env);
    envFromSecrets = Copies.list("WorkloadSettings.envFromSecrets", envFromSecrets);
    labels = Copies.map("WorkloadSettings.labels", labels);
    annotations = Copies.map("WorkloadSettings.annotations", annotations);
    Copies.required("WorkloadSettings.placement", placement);
    hostAliases = Copies.list("WorkloadSettings.hostAliases", hostAliases);
    volumes = Copies.list("WorkloadSettings.volumes", volumes);
    volumeMounts = Copies.list("WorkloadSettings.volumeMounts", volumeMounts);
    initContainers = Copies.list("WorkloadSettings.initContainers", initContainers);
    sidecars = Copies.list("WorkloadSettings.sidecars", sidecars);
    Copies.required("WorkloadSettings.service", service);
  }

  /** Sets nothing. */
  public static final WorkloadSettings NONE = builder().build();

  /** Starts with nothing set. */
  public static WorkloadSettingsBuilder builder() {
    return WorkloadSettingsBuilder.builder()
        .resources(Resources.NONE)
        .placement(Placement.UNSET)
        .service(ServiceSettings.NONE);
  }

  /** Starts with a copy of these settings. */
  public WorkloadSettingsBuilder toBuilder() {
    return WorkloadSettingsBuilder.builder(this);
  }

  /** These settings over those of the level above, by the rule that this class describes. */
  public WorkloadSettings over(WorkloadSettings above) {
    return new WorkloadSettings(
        first(enabled, above.enabled),
        first(replicas, above.replicas),
        first(image, above.image),
        first(imagePullPolicy, above.imagePullPolicy),
        added(above.imagePullSecrets, imagePullSecrets),
        resources.orElse(above.resources),
        merged(above.env, env),
        added(above.envFromSecrets, envFromSecrets),
        merged(above.labels, labels),
        merged(above.annotations, annotations),
        placement.over(above.placement),
        first(serviceAccount, above.serviceAccount),
        first(podSecurityContext, above.podSecurityContext),
        first(securityContext, above.securityContext),
        added(above.hostAliases, hostAliases),
        first(dnsPolicy, above.dnsPolicy),
        first(dnsConfig, above.dnsConfig),
        added(above.volumes, volumes),
        added(above.volumeMounts, volumeMounts),
        added(above.initContainers, initContainers),
        added(above.sidecars, sidecars),
        first(terminationGracePeriod, above.terminationGracePeriod),
        first(priorityClassName, above.priorityClassName),
        service.over(above.service));
  }

  /**
   * The part that concerns the Kubernetes cluster and not the process that runs in the pod: what
   * the backends take over from the defaults of a StackStorm cluster.
   */
  public WorkloadSettings clusterPart() {
    return builder()
        .imagePullPolicy(imagePullPolicy)
        .imagePullSecrets(imagePullSecrets)
        .labels(labels)
        .annotations(annotations)
        .placement(placement)
        .hostAliases(hostAliases)
        .dnsPolicy(dnsPolicy)
        .dnsConfig(dnsConfig)
        .priorityClassName(priorityClassName)
        .build();
  }

  private static <T> @Nullable T first(@Nullable T own, @Nullable T above) {
    return own != null ? own : above;
  }

  private static Map<String, String> merged(Map<String, String> above, Map<String, String> own) {
    Map<String, String> merged = new LinkedHashMap<>(above);
    merged.putAll(own);
    return merged;
  }

  private static <T> List<T> added(List<T> above, List<T> own) {
    List<T> added = new ArrayList<>(above);
    own.stream().filter(item -> !above.contains(item)).forEach(added::add);
    return added;
  }
}
