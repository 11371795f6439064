// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import io.github.cdk8s.stackstorm.internal.props.Props;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container asks of a node ({@code requests}) and may take at most ({@code limits}). What is
 * null is not written, and Kubernetes' own defaults hold.
 *
 * @param cpuRequest CPU that the scheduler sets aside
 * @param memoryRequest memory that the scheduler sets aside
 * @param ephemeralStorageRequest local disk that the scheduler sets aside
 * @param cpuLimit CPU above which the container is throttled; none by default, since StackStorm's
 *     services need up to 2.5 CPU seconds to start
 * @param memoryLimit memory above which the container is killed
 * @param ephemeralStorageLimit local disk above which the pod is evicted
 */
@Props
public record Resources(
    @Nullable Quantity cpuRequest,
    @Nullable Quantity memoryRequest,
    @Nullable Quantity ephemeralStorageRequest,
    @Nullable Quantity cpuLimit,
    @Nullable Quantity memoryLimit,
    @Nullable Quantity ephemeralStorageLimit) {

  private static final Quantity LEAST_CPU = Quantity.of("1m");
  private static final Quantity MOST_CPU = Quantity.of("1000");
  private static final Quantity LEAST_BYTES = Quantity.of("1Mi");
  private static final Quantity MOST_BYTES = Quantity.of("64Ti");

  /** Sets nothing. */
  public static final Resources NONE = builder().build();

  /** Starts with nothing set. */
  public static ResourcesBuilder builder() {
    return ResourcesBuilder.builder();
  }

  /** Requests of CPU and memory in Kubernetes' notation, without limits. */
  public static Resources requests(String cpu, String memory) {
    return builder().cpuRequest(Quantity.of(cpu)).memoryRequest(Quantity.of(memory)).build();
  }

  /** These resources, and those of {@code fallback} where these say nothing. */
  public Resources orElse(Resources fallback) {
    return new Resources(
        first(cpuRequest, fallback.cpuRequest),
        first(memoryRequest, fallback.memoryRequest),
        first(ephemeralStorageRequest, fallback.ephemeralStorageRequest),
        first(cpuLimit, fallback.cpuLimit),
        first(memoryLimit, fallback.memoryLimit),
        first(ephemeralStorageLimit, fallback.ephemeralStorageLimit));
  }

  /**
   * What is wrong with these resources.
   *
   * @param property the property that holds them
   */
  public List<Problem> problems(String property) {
    List<Problem> problems = new ArrayList<>();
    compare(problems, property + ".cpu", cpuRequest, cpuLimit);
    compare(problems, property + ".memory", memoryRequest, memoryLimit);
    compare(
        problems, property + ".ephemeralStorage", ephemeralStorageRequest, ephemeralStorageLimit);
    bytes(problems, property + ".memoryRequest", memoryRequest);
    bytes(problems, property + ".memoryLimit", memoryLimit);
    bytes(problems, property + ".ephemeralStorageRequest", ephemeralStorageRequest);
    bytes(problems, property + ".ephemeralStorageLimit", ephemeralStorageLimit);
    cores(problems, property + ".cpuRequest", cpuRequest);
    cores(problems, property + ".cpuLimit", cpuLimit);
    return problems;
  }

  private static void compare(
      List<Problem> problems,
      String property,
      @Nullable Quantity request,
      @Nullable Quantity limit) {
    if (request != null && limit != null && limit.compareTo(request) < 0) {
      problems.add(
          new Problem(
              property + "Limit",
              limit.text(),
              "must not be below the request, " + request.text(),
              "raise the limit or lower the request"));
    }
  }

  /**
   * Less than 1 MiB is a forgotten suffix ({@code 512} for {@code 512Mi}), and more than any node
   * has is a wrong one.
   */
  private static void bytes(List<Problem> problems, String property, @Nullable Quantity bytes) {
    within(problems, property, bytes, LEAST_BYTES, MOST_BYTES, "give the unit, Mi or Gi");
  }

  /**
   * More than 1,000 cores is a forgotten suffix ({@code 2000} for {@code 2000m}) or that of memory;
   * Kubernetes counts in thousandths.
   */
  private static void cores(List<Problem> problems, String property, @Nullable Quantity cores) {
    within(problems, property, cores, LEAST_CPU, MOST_CPU, "write millicores with the suffix m");
  }

  private static void within(
      List<Problem> problems,
      String property,
      @Nullable Quantity given,
      Quantity least,
      Quantity most,
      String remedy) {
    if (given != null && (given.compareTo(least) < 0 || given.compareTo(most) > 0)) {
      problems.add(
          new Problem(property, given.text(), "must be from " + least + " to " + most, remedy));
    }
  }

  private static @Nullable Quantity first(@Nullable Quantity a, @Nullable Quantity b) {
    return a != null ? a : b;
  }
}
