package io.github.realip.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * All situations, each tried with its protocols. What shares a pod is tried one after the other; what is to make the
 * agent speak gets a fresh one, as the agent says a thing once in its life.
 */
final class Run implements AutoCloseable {
  private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final List<App> apps = App.all();
  private final Map<PodNetwork, Cluster> clusters = new LinkedHashMap<>();
  private final List<Pod> others = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

  private Run() {
  }

  /** Brings the networks up that the situations need. */
  static Run start(List<Situation> situations) throws Exception {
    Run run = new Run();
    try {
      List<PodNetwork> networks = situations.stream().map(Situation::network).distinct().toList();
      for (Cluster cluster : run.all(networks.stream().map(run::cluster).toList())) {
        run.clusters.put(cluster.network(), cluster);
      }
      run.others.addAll(run.all(run.clusters.values().stream().flatMap(run::others).toList()));
      return run;
    } catch (Throwable e) {
      run.close();
      throw e;
    }
  }

  private Callable<Cluster> cluster(PodNetwork network) {
    return () -> Cluster.start(network, apps);
  }

  /** The applications that every request goes to besides: without the agent. */
  private Stream<Callable<Pod>> others(Cluster cluster) {
    return apps.stream().filter(app -> !app.hasAgent()).map(app -> () -> Pod.start(cluster, app));
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
            outcomes.add(new Experiment(cluster, situation, family, apps).run(pod));
          }
        }
      }
    }
    for (Situation situation : group) {
      if (!situation.finding().isEmpty()) {
        for (Family family : situation.families()) {
          try (Pod pod = Pod.start(cluster, app)) {
            outcomes.add(new Experiment(cluster, situation, family, apps).run(pod));
          }
        }
      }
    }
    return outcomes;
  }

  /** Starts the applications with the agent and leaves them running, to be looked at. */
  void startApplications() throws Exception {
    for (Cluster cluster : clusters.values()) {
      others.addAll(all(apps.stream().filter(App::hasAgent)
          .map(app -> (Callable<Pod>) () -> Pod.start(cluster, app)).toList()));
    }
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
    others.forEach(Pod::close);
  }
}
