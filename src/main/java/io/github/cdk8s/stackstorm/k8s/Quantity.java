// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.k8s;

import io.github.cdk8s.stackstorm.internal.props.Copies;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of CPU, memory or storage, in <a
 * href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Kubernetes'
 * notation</a>. Quantities compare by amount: {@code 1Gi} is {@code 1024Mi}.
 *
 * @param text the notation as it is written into the manifest
 */
public record Quantity(String text) implements Comparable<Quantity> {

  private static final Pattern SYNTAX = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([a-zA-Z]{0,2})");

  private static final Map<String, BigDecimal> FACTORS =
      Map.ofEntries(
          Map.entry("", BigDecimal.ONE),
          Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
          Map.entry("k", BigDecimal.TEN.pow(3)),
          Map.entry("M", BigDecimal.TEN.pow(6)),
          Map.entry("G", BigDecimal.TEN.pow(9)),
          Map.entry("T", BigDecimal.TEN.pow(12)),
          Map.entry("P", BigDecimal.TEN.pow(15)),
          Map.entry("Ki", power(1)),
          Map.entry("Mi", power(2)),
          Map.entry("Gi", power(3)),
          Map.entry("Ti", power(4)),
          Map.entry("Pi", power(5)));

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if {@code text} is no quantity, or is negative
   */
  public Quantity {
    Copies.required("Quantity.text", text);
    Matcher syntax = SYNTAX.matcher(text);
    if (!syntax.matches() || !FACTORS.containsKey(syntax.group(2))) {
      throw new Problem(
              "Quantity.text",
              '"' + text + '"',
              "must be a number that is not negative, with one of the suffixes m, k, M, G, T, P, Ki, Mi, Gi, Ti, Pi or none",
              "write for example Quantity.of(\"512Mi\") or Quantity.of(\"250m\")")
          .exception();
    }
  }

  /** From Kubernetes' notation, for example {@code 512Mi} or {@code 250m}. */
  public static Quantity of(String text) {
    return new Quantity(text);
  }

  /** Thousandths of a CPU. */
  public static Quantity millicores(int millicores) {
    return new Quantity(millicores + "m");
  }

  /** Units of 2<sup>20</sup> bytes. */
  public static Quantity mebibytes(int mebibytes) {
    return new Quantity(mebibytes + "Mi");
  }

  /** Units of 2<sup>30</sup> bytes. */
  public static Quantity gibibytes(int gibibytes) {
    return new Quantity(gibibytes + "Gi");
  }

  /** The amount in cores or bytes. */
  public BigDecimal amount() {
    Matcher syntax = SYNTAX.matcher(text);
    if (!syntax.matches()) {
      throw new IllegalStateException(text);
    }
    return new BigDecimal(syntax.group(1)).multiply(FACTORS.get(syntax.group(2)));
  }

  @Override
  public int compareTo(Quantity other) {
    return amount().compareTo(other.amount());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity quantity && compareTo(quantity) == 0;
  }

  @Override
  public int hashCode() {
    return amount().stripTrailingZeros().hashCode();
  }

  @Override
  public String toString() {
    return text;
  }

  private static BigDecimal power(int exponent) {
    return BigDecimal.valueOf(1024).pow(exponent);
  }
}
