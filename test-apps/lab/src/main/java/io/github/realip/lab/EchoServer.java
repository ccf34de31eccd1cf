package io.github.realip.lab;

import com.google.gson.Gson;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Says what arrives, whatever it is: who is at the other end of the socket, and the lines as they came. */
final class EchoServer {

  private EchoServer() {
  }

  /**
   * Serves for ever.
   *
   * @param args the port
   */
  public static void main(String[] args) throws IOException {
    ExecutorService threads = Executors.newCachedThreadPool();
    try (ServerSocket server = new ServerSocket(Integer.parseInt(args[0]))) {
      while (true) {
        Socket socket = server.accept();
        threads.execute(() -> serve(socket));
      }
    }
  }

  private static void serve(Socket socket) {
    try (socket; InputStream in = new BufferedInputStream(socket.getInputStream())) {
      socket.setTcpNoDelay(true);
      for (List<String> lines = lines(in); !lines.isEmpty(); lines = lines(in)) {
        String body = new Gson().toJson(Map.of(
            "peer", socket.getInetAddress().getHostAddress(), "lines", lines));
        byte[] answer = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
            + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
        socket.getOutputStream().write(answer);
      }
    } catch (IOException e) {
      // the client has gone
    }
  }

  /** The lines up to an empty one that is not the first; none at the end of the stream. */
  private static List<String> lines(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c != '\n') {
        line.append(c >= ' ' && c <= '~' ? (char) c : c == '\r' ? "" : "?");
      } else if (line.length() == 0 && !lines.isEmpty()) {
        return lines;
      } else {
        lines.add(line.toString());
        line.setLength(0);
      }
    }
    return List.of();
  }
}
