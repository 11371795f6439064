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

  /** Sets nothing. */
  public static final Resources NONE = builder().build();

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
    absurd(problems, property + ".memoryRequest", memoryRequest);
    absurd(problems, property + ".memoryLimit", memoryLimit);
    absurdCpu(problems, property + ".cpuRequest", cpuRequest);
    absurdCpu(problems, property + ".cpuLimit", cpuLimit);
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
   * Memory below 1 MiB is a forgotten suffix ({@code 512} for {@code 512Mi}); no container starts
   * with it.
   */
  private static void absurd(List<Problem> problems, String property, @Nullable Quantity memory) {
    if (memory != null && memory.compareTo(Quantity.of("1Mi")) < 0) {
      problems.add(
          new Problem(
              property,
              memory.text(),
              "is less than any container can run in",
              "give the unit: Mi or Gi"));
    }
  }

  /** More than 1,000 cores is a forgotten suffix ({@code 2000} for {@code 2000m}). */
  private static void absurdCpu(List<Problem> problems, String property, @Nullable Quantity cpu) {
    if (cpu != null && (cpu.amount().intValue() > 1000 || cpu.amount().signum() == 0)) {
      problems.add(
          new Problem(
              property,
              cpu.text(),
              "must be above 0 and at most 1000 cores",
              "write millicores with the suffix m"));
    }
  }

  private static @Nullable Quantity first(@Nullable Quantity a, @Nullable Quantity b) {
    return a != null ? a : b;
  }
}
