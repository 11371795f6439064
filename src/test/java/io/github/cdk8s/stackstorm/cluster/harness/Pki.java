// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.cluster.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * One key and its self-signed certificate: the API server's, its own authority, and what signs the
 * tokens of service accounts.
 *
 * @param certificate file, PEM
 * @param key file, PEM
 */
record Pki(Path certificate, Path key) {

  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "kubernetes";

  /** Makes both with the JDK's own tool, since no public class of the JDK makes certificates. */
  static Pki create(Path folder, List<String> addresses) {
    Path store = folder.resolve("pki.p12");
    List<String> names = new ArrayList<>();
    addresses.forEach(address -> names.add("ip:" + address));
    for (String name :
        List.of("localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc")) {
      names.add("dns:" + name);
    }
    Commands.run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-dname",
            "CN=kubernetes",
            "-validity",
            "365",
            "-ext",
            "SAN=" + String.join(",", names),
            "-ext",
            "BC=ca:true",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD));
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      Pki pki = new Pki(folder.resolve("kubernetes.crt"), folder.resolve("kubernetes.key"));
      Files.writeString(
          pki.certificate(), pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
      Files.writeString(
          pki.key(), pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
      return pki;
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException("cannot read what keytool made", failure);
    }
  }

  /** Trusts the certificate and nothing else. */
  SSLContext trusting() {
    try (InputStream in = Files.newInputStream(certificate)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          ALIAS,
          java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in));
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException("cannot read " + certificate, failure);
    }
  }

  private static String pem(String type, byte[] content) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}
