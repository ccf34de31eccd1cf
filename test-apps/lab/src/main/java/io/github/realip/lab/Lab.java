package io.github.realip.lab;

import io.github.realip.containers.BuiltFiles;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The lab's commands. */
@Command(name = "lab", subcommands = {Lab.RunCommand.class, Lab.ShellCommand.class},
    mixinStandardHelpOptions = true,
    description = "A Kubernetes network of namespaces on this machine, with the agent in its pods.")
public final class Lab {

  private Lab() {
  }

  /**
   * Runs a command.
   *
   * @param args the command and its options; without any, everything is run
   */
  public static void main(String[] args) throws URISyntaxException {
    if (System.getProperty("basedir") == null) {
      Path built = Path.of(Lab.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      System.setProperty("basedir", built.getParent().getParent().toString());
    }
    CommandLine line = new CommandLine(new Lab()).setExecutionExceptionHandler((failure, command, parsed) -> {
      System.err.println(failure.getMessage());
      return 1;
    });
    line.getSubcommands().get("shell").setStopAtPositional(true); // what follows the name is the other command's
    System.exit(line.execute(args.length == 0 ? new String[] {"run"} : args));
  }

  /** Brings it up, tries every situation, takes it down. */
  @Command(name = "run", mixinStandardHelpOptions = true,
      description = "Brings the lab up, tries every situation, prints a table and takes the lab down.")
  static final class RunCommand implements Callable<Integer> {

    @Option(names = "--keep", description = "Leaves it up, with every application running, until Ctrl-C.")
    private boolean keep;

    @Option(names = "--only", paramLabel = "REGEX", description = "Tries the situations that it finds: '^6', 'VXLAN'.")
    private Pattern only = Pattern.compile("");

    @Option(names = "--page", paramLabel = "FILE",
        description = "Writes the table into this page, between its marks, if everything is as it should be.")
    private Path page;

    @Override
    public Integer call() throws Exception {
      List<Situation> situations = Situation.all().stream()
          .filter(situation -> only.matcher(situation.toString()).find()).toList();
      String lacking = Tools.lacking();
      if (!lacking.isEmpty()) {
        throw new IOException(lacking);
      }
      long begin = System.nanoTime();
      try (Run run = Run.start(situations)) {
        System.out.printf(Locale.ROOT, "up after %.1f s%n", seconds(begin));
        List<Outcome> outcomes = run.outcomes(situations);
        System.out.println(Table.of(outcomes));
        List<String> wrong = outcomes.stream().flatMap(outcome -> outcome.differences().stream()
            .map(difference -> outcome.situation().id() + " " + difference)).toList();
        wrong.forEach(System.out::println);
        System.out.printf(Locale.ROOT, "%d situations, %d with both protocols, %d differences, %.1f s%n",
            situations.size(), outcomes.size() - situations.size(), wrong.size(), seconds(begin));
        if (page != null) {
          write(outcomes, wrong);
        }
        if (keep) {
          leaveUp(run);
        }
        return wrong.isEmpty() ? 0 : 1;
      }
    }

    private void write(List<Outcome> outcomes, List<String> wrong) throws IOException {
      if (wrong.isEmpty() && outcomes.stream().map(Outcome::situation).distinct().toList().equals(Situation.all())) {
        Page.write(page, Page.table(outcomes));
      } else {
        System.out.println(page + " stays as it was: not everything was tried, or not everything is as it should be");
      }
    }

    private static void leaveUp(Run run) throws Exception {
      run.startApplications();
      for (Cluster cluster : run.clusters()) {
        System.out.println("The lab is up, network " + cluster.network() + ": "
            + String.join(" ", cluster.sandbox().networks()));
      }
      System.out.println("A shell in one of them: java -jar " + jar() + " shell NAME. Ctrl-C takes it all down.");
      new CountDownLatch(1).await();
    }

    private static double seconds(long begin) {
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  /** Opens a shell in a lab that is up. */
  @Command(name = "shell", mixinStandardHelpOptions = true,
      description = "Opens a shell in a namespace of the lab that run --keep has left up.")
  static final class ShellCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Such as client, node1, ingress or app-nobody.")
    private String name;

    @Option(names = "--network", paramLabel = "NETWORK", defaultValue = "host-gateway",
        description = "host-gateway, vxlan or masquerade-all.")
    private String network;

    @Parameters(index = "1..*", paramLabel = "COMMAND", description = "Runs this instead of a shell.")
    private List<String> command = List.of("sh");

    @Override
    public Integer call() throws IOException, InterruptedException {
      return new ProcessBuilder(Sandbox.inside(Cluster.directoryOf(PodNetwork.named(network)), name, command))
          .inheritIO().start().waitFor();
    }
  }

  private static Path jar() {
    return Path.of("").toAbsolutePath().relativize(BuiltFiles.work("lab.jar"));
  }
}
