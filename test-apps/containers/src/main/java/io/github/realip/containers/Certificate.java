package io.github.realip.containers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate that nobody has signed, and its key. */
public final class Certificate {
  static final String PASSWORD = "changeit";
  private static final String ALIAS = "server";
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Certificate() {
  }

  /** Writes them into a store in this directory, for servers in Java. */
  static Path store(Jdk jdk, Path directory, String host) throws IOException {
    Path store = directory.resolve("keystore.p12");
    Process keytool = new ProcessBuilder(jdk.tool("keytool").toString(), "-genkeypair", "-alias", ALIAS,
        "-keyalg", "RSA", "-dname", "CN=" + host, "-ext", "SAN=dns:" + host, "-validity", "30",
        "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
        .redirectErrorStream(true).redirectOutput(directory.resolve("keytool.log").toFile()).start();
    try {
      if (keytool.waitFor() != 0) {
        throw new IOException(Files.readString(directory.resolve("keytool.log")));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return store;
  }

  /** Writes them into one file of text, for all others. */
  public static Path pem(Jdk jdk, Path directory, String host) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store(jdk, directory, host))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return Files.writeString(directory.resolve("server.pem"),
        block("CERTIFICATE", store.getCertificate(ALIAS).getEncoded())
            + block("PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
  }

  private static String block(String what, byte[] content) {
    return "-----BEGIN " + what + "-----\n" + BASE64.encodeToString(content) + "\n-----END " + what + "-----\n";
  }
}
