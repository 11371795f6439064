// SPDX-License-Identifier: Apache-2.0
package io.github.cdk8s.stackstorm.backends;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/** An authority, and a certificate of its for {@code localhost}, made by openssl. */
record Certificates(Path folder) {

  static Certificates make(Path folder) {
    String script =
        "set -e; cd '"
            + folder
            + "'; openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test-ca"
            + " -keyout ca.key -out ca.crt;"
            + " openssl req -newkey rsa:2048 -nodes -subj /CN=localhost"
            + " -keyout tls.key -out tls.csr;"
            + " printf 'subjectAltName=DNS:localhost,IP:127.0.0.1' >san;"
            + " openssl x509 -req -in tls.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2"
            + " -extfile san -out tls.crt; chmod 644 tls.key";
    Program.check(Map.of(), "sh", "-c", script);
    return new Certificates(folder);
  }

  Path ca() {
    return folder.resolve("ca.crt");
  }

  Path certificate() {
    return folder.resolve("tls.crt");
  }

  Path key() {
    return folder.resolve("tls.key");
  }

  X509Certificate x509() {
    try (InputStream file = Files.newInputStream(certificate())) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }

  PrivateKey privateKey() {
    try {
      String text = Files.readString(key()).replaceAll("-----[A-Z ]+-----|\\s", "");
      return KeyFactory.getInstance("RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
    } catch (IOException | GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
