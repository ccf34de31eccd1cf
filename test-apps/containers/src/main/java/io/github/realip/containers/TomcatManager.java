package io.github.realip.containers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Tomcat's manager application, which is told by requests.
 *
 * @param port where Tomcat listens
 * @param war the application to deploy at its root
 */
record TomcatManager(int port, Path war) implements Redeployment {
  private static final String NAME = "manager";
  private static final String PASSWORD = "manager";
  /** What Tomcat has to know of who asks. */
  static final String USERS_XML = """
      <tomcat-users>
        <user name="%s" password="%s" roles="manager-script"/>
      </tomcat-users>
      """.formatted(NAME, PASSWORD);

  @Override
  public void undeploy() throws IOException {
    tell("undeploy?path=/");
  }

  @Override
  public void deploy() throws IOException {
    deploy("/", war);
  }

  /** Deploys an archive, or what would be in one, at this path. */
  void deploy(String path, Path application) throws IOException {
    tell("deploy?path=" + path + "&war=file:" + application.toUri().getRawPath());
  }

  @Override
  public boolean findsLeaks() throws IOException {
    return tell("findleaks?statusLine=true").contains("Found potential memory leaks");
  }

  private String tell(String command) throws IOException {
    String login = Base64.getEncoder().encodeToString((NAME + ":" + PASSWORD).getBytes(StandardCharsets.US_ASCII));
    try (Connection connection = Connection.from("127.0.0.1", new InetSocketAddress("127.0.0.1", port))) {
      Connection.Response response = connection.get("/manager/text/" + command, "Authorization: Basic " + login);
      if (response.status() != 200 || !response.body().startsWith("OK")) {
        throw new IOException(command + ": " + response);
      }
      return response.body();
    }
  }
}
