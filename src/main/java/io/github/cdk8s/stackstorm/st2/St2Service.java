// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.st2;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import io.github.cdk8s.stackstorm.internal.props.Props;
import io.github.cdk8s.stackstorm.k8s.Resources;
import io.github.cdk8s.stackstorm.workload.ServiceType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a service of StackStorm is: all that {@link St2Component} knows of it.
 *
 * @param name name of the program, of the label, and the end of every object's name
 * @param imageName name of the image
 * @param description one line for people
 * @param tier value of the labels {@code tier} and {@code app.kubernetes.io/component}
 * @param scaling how many pods there may be
 * @param enabled whether the service is there unless something else is said
 * @param optional whether it may be left out: no other service calls it
 * @param port the port that it listens on; null when it listens on none
 * @param serviceType type of the Kubernetes Service before it; null when it has none
 * @param command what the container runs
 * @param section the section of {@code st2.conf} that is this service's own, where its logging is
 *     set; null when it reads no such file
 * @param drain how it finishes its work before it ends; null when it drops it, or has none
 * @param env variables of the main container
 * @param parts what the pod has besides
 * @param waitsFor the backends without which it cannot start: its pod waits for them before it
 *     starts the program
 * @param probes how it is watched
 * @param resources what it requests, from measurements of the idle process and a fifth on top
 * @param capabilities the Linux capabilities that it keeps
 * @param preStop time that a pod goes on serving after it was told to end, while its address is
 *     removed from Services
 * @param terminationGracePeriod time that it may take to end, {@code preStop} included; a service
 *     that drains gets what its configuration asks for instead
 * @param ending what ends it and what happens to its work
 */
@Props
public record St2Service(
    String name,
    String imageName,
    String description,
    String tier,
    Scaling scaling,
    boolean enabled,
    boolean optional,
    @Nullable Integer port,
    @Nullable ServiceType serviceType,
    St2Command command,
    @Nullable String section,
    @Nullable Drain drain,
    Map<String, String> env,
    List<Part> parts,
    List<Backend> waitsFor,
    St2Probes probes,
    Resources resources,
    List<String> capabilities,
    Duration preStop,
    Duration terminationGracePeriod,
    String ending)
    implements Comparable<St2Service> {

  public St2Service {
    Copies.required("St2Service.name", name);
    Copies.required("St2Service.imageName", imageName);
    Copies.required("St2Service.description", description);
    Copies.required("St2Service.tier", tier);
    Copies.required("St2Service.scaling", scaling);
    Copies.required("St2Service.command", command);
    env = Copies.map("St2Service.env", env);
    parts = Copies.list("St2Service.parts", parts);
    Copies.required("St2Service.probes", probes);
    Copies.required("St2Service.resources", resources);
    waitsFor = Copies.list("St2Service.waitsFor", waitsFor);
    capabilities = Copies.list("St2Service.capabilities", capabilities);
    Copies.required("St2Service.preStop", preStop);
    Copies.required("St2Service.terminationGracePeriod", terminationGracePeriod);
    Copies.required("St2Service.ending", ending);
  }

  /**
   * A service that runs its own program from its own image, listens on nothing, and can be told to
   * end at once.
   */
  public static St2ServiceBuilder builder(String name) {
    return St2ServiceBuilder.builder()
        .name(name)
        .imageName(name)
        .tier("backend")
        .enabled(true)
        .command(new St2Command.ConfigChain())
        .preStop(Duration.ZERO)
        .terminationGracePeriod(Duration.ofSeconds(30));
  }

  /** Whether a Kubernetes Service stands before its pods. */
  public boolean hasKubernetesService() {
    return port != null && serviceType != null;
  }

  /** By name: two entries of one name are the same service. */
  @Override
  public int compareTo(St2Service other) {
    return name.compareTo(other.name);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof St2Service service && name.equals(service.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
