// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A short name for a content: it changes when and only when the content does. */
public final class Checksum {

  private static final int LENGTH = 16;

  private Checksum() {}

  /** Of the files of a ConfigMap, whatever their order. */
  public static String of(Map<String, String> files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(files)
          .forEach(
              (name, text) -> {
                // lengths, so that no text can pass for the beginning of the next file
                digest.update(
                    (name + '\0' + text.length() + '\0').getBytes(StandardCharsets.UTF_8));
                digest.update(text.getBytes(StandardCharsets.UTF_8));
              });
      return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
