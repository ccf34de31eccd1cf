package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client over TLS that believes any certificate. */
final class TlsClient {

  private TlsClient() {
  }

  /**
   * Speaks TLS on a connection that is there.
   *
   * @param name the name in TLS
   * @param protocol what is spoken within it, such as {@code h2}
   */
  static SSLSocket over(Socket plain, String name, String protocol) throws Exception {
    SSLContext everybody = SSLContext.getInstance("TLS");
    everybody.init(null, new TrustManager[] {new Everybody()}, new SecureRandom());
    SSLSocket tls = (SSLSocket) everybody.getSocketFactory().createSocket(plain, name, plain.getPort(), true);
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    tls.setSSLParameters(parameters);
    tls.setSoTimeout(30_000);
    return tls;
  }

  /** Asks the application what it sees of a request with these lines; the name in TLS is that of the host. */
  static JsonObject whoami(String from, InetSocketAddress server, String host, String... lines) throws Exception {
    try (Socket plain = new Socket()) {
      plain.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      plain.connect(server);
      SSLSocket tls = over(plain, host.replaceAll(":.*", ""), "http/1.1");
      String request = "GET /whoami HTTP/1.1\r\nHost: " + host + "\r\n" + String.join("\r\n", lines)
          + (lines.length == 0 ? "" : "\r\n") + "Connection: close\r\n\r\n";
      tls.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String response = new String(tls.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals("HTTP/1.1 200", response.substring(0, 12), response);
      return JsonParser.parseString(
          response.substring(response.indexOf('{'), response.lastIndexOf('}') + 1)).getAsJsonObject();
    }
  }

  /** Any certificate is right here. */
  private static final class Everybody implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
