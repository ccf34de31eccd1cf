package io.github.realip.lab;

import io.github.realip.containers.BuiltFiles;
import io.github.realip.containers.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Everything but the applications: networks, rules, ingress, load balancer and sidecars. */
final class Cluster implements AutoCloseable {
  private static final long START_SECONDS = 30;

  private final Path directory;
  private final PodNetwork network;
  private final List<App> apps;
  private final Sandbox sandbox;
  private final List<ChildProcess> proxies = new ArrayList<>();

  private Cluster(Path directory, PodNetwork network, List<App> apps, Sandbox sandbox) {
    this.directory = directory;
    this.network = network;
    this.apps = apps;
    this.sandbox = sandbox;
  }

  /** Where the configurations and logs of a network's cluster are. */
  static Path directoryOf(PodNetwork network) {
    return BuiltFiles.work("lab").resolve(network.toString());
  }

  /**
   * Brings it up.
   *
   * @param apps the applications that will be in it
   */
  static Cluster start(PodNetwork network, List<App> apps) throws IOException, InterruptedException {
    Path directory = directoryOf(network);
    Cluster cluster = new Cluster(directory, network, apps, Sandbox.open(directory));
    try {
      cluster.sandbox.run("wiring", Wiring.script(network, apps));
      cluster.startProxies();
      return cluster;
    } catch (Throwable e) {
      cluster.close();
      throw e;
    }
  }

  private void startProxies() throws IOException, InterruptedException {
    Path nginx = Files.createDirectories(directory.resolve("nginx"));
    Files.writeString(nginx.resolve("nginx.conf"), Ingress.configuration(apps));
    proxies.add(sandbox.start(Host.INGRESS.namespace(), "nginx",
        List.of("nginx", "-e", "stderr", "-p", nginx + "/", "-c", "nginx.conf")));
    haProxy(Host.LB.namespace(), "balancer", Listener.configuration(apps));
    for (App app : apps) {
      haProxy(app.namespace(), "sidecar-" + app.name(), Sidecar.configuration());
    }
    awaitListening(Host.INGRESS.namespace(), IngressConfig.PROXY_PROTOCOL_FULL.port());
    awaitListening(Host.LB.namespace(), Listener.PROXY_V2_TO_CLUSTER.port(0));
    for (App app : apps) {
      awaitListening(app.namespace(), Sidecar.PORT);
    }
  }

  private void haProxy(String namespace, String name, String configuration) throws IOException {
    Path file = Files.createDirectories(directory.resolve(name)).resolve("haproxy.cfg");
    Files.writeString(file, configuration);
    proxies.add(sandbox.start(namespace, name, List.of("haproxy", "-db", "-f", file.toString())));
  }

  private void awaitListening(String namespace, int port) throws IOException, InterruptedException {
    long end = System.nanoTime() + START_SECONDS * 1_000_000_000;
    while (!sandbox.listens(namespace, port)) {
      for (ChildProcess proxy : proxies) {
        if (!proxy.isAlive()) {
          throw new IOException("A proxy has ended instead of starting\n" + proxy.log());
        }
      }
      if (System.nanoTime() > end) {
        throw new IOException("Nobody listens on port " + port + " in " + namespace);
      }
      Thread.sleep(10);
    }
  }

  /** Where it all runs. */
  Sandbox sandbox() {
    return sandbox;
  }

  /** Its own directory. */
  Path directory() {
    return directory;
  }

  /** The applications that it has room for. */
  List<App> apps() {
    return apps;
  }

  PodNetwork network() {
    return network;
  }

  @Override
  public void close() {
    sandbox.close();
    proxies.forEach(ChildProcess::close);
  }
}
