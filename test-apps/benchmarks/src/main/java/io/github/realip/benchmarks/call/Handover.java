package io.github.realip.benchmarks.call;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** Where the container's thread gives a request to the benchmark's thread, and waits until it may go on. */
public final class Handover {

  /** What every request has in this header. */
  static final String USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  private static final SynchronousQueue<Object> QUEUE = new SynchronousQueue<>();
  private static final CountDownLatch DONE = new CountDownLatch(1);

  private Handover() {
  }

  /** Gives a request and returns when the benchmark is done. */
  public static void give(Object request) {
    try {
      QUEUE.put(request);
      DONE.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sends a request over a socket, as an ingress passes it on, and returns what the container makes of it. The process
   * is the benchmark's own, so it ends with it.
   *
   * @param forwardedFor the value of X-Forwarded-For
   */
  static Object take(int port, String forwardedFor) throws IOException, InterruptedException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
    String request = "GET / HTTP/1.1\r\n"
        + "Host: www.example.com\r\n"
        + "X-Request-ID: 5f6f0e9c4a1bb0f0c9e2d7d2a1f1e9c3\r\n"
        + "X-Real-IP: 203.0.113.7\r\n"
        + "X-Forwarded-For: " + forwardedFor + "\r\n"
        + "X-Forwarded-Host: www.example.com\r\n"
        + "X-Forwarded-Port: 443\r\n"
        + "X-Forwarded-Proto: https\r\n"
        + "X-Forwarded-Scheme: https\r\n"
        + "X-Scheme: https\r\n"
        + "User-Agent: " + USER_AGENT + "\r\n"
        + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
        + "Accept-Language: en-US,en;q=0.5\r\n"
        + "Accept-Encoding: gzip, deflate, br\r\n"
        + "\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
    Object taken = QUEUE.poll(20, TimeUnit.SECONDS);
    if (taken == null) {
      InputStream in = socket.getInputStream();
      throw new IllegalStateException("No request: " + new String(in.readNBytes(in.available())));
    }
    return taken;
  }
}
