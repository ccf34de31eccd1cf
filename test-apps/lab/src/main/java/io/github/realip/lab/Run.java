package io.github.realip.lab;

import io.github.realip.containers.BuiltFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/**
 * All situations, each tried with its protocols. What shares a pod is tried one after the other; what is to make the
 * agent speak gets a fresh one, as the agent says a thing once in its life.
 */
final class Run implements AutoCloseable {
  private static final int AT_ONCE = Runtime.getRuntime().availableProcessors() + 1; // who waits needs no processor

  private final Map<PodNetwork, Cluster> clusters = new ConcurrentSkipListMap<>();
  private final List<Pod> lasting = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
  private final FileChannel lock;

  private Run(FileChannel lock) {
    this.lock = lock;
  }

  /** Brings the networks up that the situations need. */
  static Run start(List<Situation> situations) throws Exception {
    Run run = new Run(locked(Files.createDirectories(BuiltFiles.work("lab")).resolve("lock")));
    try {
      run.all(situations.stream().map(Situation::network).distinct()
          .map(network -> run.cluster(network, appsOf(network, situations))).toList());
      run.all(run.start(app -> !app.hasAgent()));
      return run;
    } catch (Throwable e) {
      run.close();
      throw e;
    }
  }

  /** Two labs at a time would write the same files. */
  private static FileChannel locked(Path file) throws IOException {
    FileChannel lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      lock.close();
      throw new IOException("Another lab is up: " + file.getParent());
    }
    return lock;
  }

  /** The applications without the agent, which every request goes to, and those that the situations name. */
  private static List<App> appsOf(PodNetwork network, List<Situation> situations) {
    return App.all().stream().filter(app -> !app.hasAgent() || situations.stream()
        .anyMatch(situation -> situation.network() == network && situation.app().equals(app))).toList();
  }

  private Callable<Cluster> cluster(PodNetwork network, List<App> apps) {
    return () -> {
      Cluster cluster = Cluster.start(network, apps);
      clusters.put(network, cluster);
      return cluster;
    };
  }

  /** Starts applications that live as long as this. */
  private List<Callable<Pod>> start(Predicate<App> which) {
    return clusters.values().stream().flatMap(cluster -> cluster.apps().stream().filter(which)
        .map(app -> (Callable<Pod>) () -> {
          Pod pod = Pod.start(cluster, app);
          lasting.add(pod);
          return pod;
        })).toList();
  }

  /** Tries the situations; the outcomes are in their order. */
  List<Outcome> outcomes(List<Situation> situations) throws Exception {
    Map<List<Object>, List<Situation>> groups = new LinkedHashMap<>();
    situations.forEach(each ->
        groups.computeIfAbsent(List.of(each.network(), each.app()), any -> new ArrayList<>()).add(each));
    List<Callable<List<Outcome>>> work = new ArrayList<>();
    for (List<Situation> group : groups.values()) {
      work.add(() -> outcomesOfGroup(group));
    }
    return all(work).stream().flatMap(List::stream)
        .sorted(Comparator.comparing(outcome -> situations.indexOf(outcome.situation()))).toList();
  }

  private List<Outcome> outcomesOfGroup(List<Situation> group) throws Exception {
    Cluster cluster = clusters.get(group.get(0).network());
    App app = group.get(0).app();
    List<Outcome> outcomes = new ArrayList<>();
    List<Situation> quiet = group.stream().filter(each -> each.finding().isEmpty()).toList();
    if (!quiet.isEmpty()) {
      try (Pod pod = Pod.start(cluster, app)) {
        for (Situation situation : quiet) {
          for (Family family : situation.families()) {
            outcomes.add(new Experiment(cluster, situation, family).run(pod));
          }
        }
      }
    }
    for (Situation situation : group) {
      if (!situation.finding().isEmpty()) {
        for (Family family : situation.families()) {
          try (Pod pod = Pod.start(cluster, app)) {
            outcomes.add(new Experiment(cluster, situation, family).run(pod));
          }
        }
      }
    }
    return outcomes;
  }

  /** Starts the applications with the agent and leaves them running, to be looked at. */
  void startApplications() throws Exception {
    all(start(App::hasAgent));
  }

  List<Cluster> clusters() {
    return List.copyOf(clusters.values());
  }

  private <T> List<T> all(List<Callable<T>> work) throws Exception {
    List<T> results = new ArrayList<>();
    for (Future<T> future : threads.invokeAll(work)) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw new IOException(e.getCause().getMessage(), e.getCause());
      }
    }
    return results;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    clusters.values().forEach(Cluster::close);
    lasting.forEach(Pod::close);
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
