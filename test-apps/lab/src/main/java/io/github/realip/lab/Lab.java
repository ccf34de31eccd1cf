package io.github.realip.lab;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "lab", mixinStandardHelpOptions = true)
public final class Lab implements Callable<Integer> {
  @Option(names = "--only") String only = ".*";
  public static void main(String[] args) {
    System.exit(new CommandLine(new Lab()).execute(args));
  }
  @Override public Integer call() throws Exception {
    long t = System.nanoTime();
    List<Situation> s = Situation.all().stream().filter(x -> x.toString().matches(only)).toList();
    try (Run run = Run.start(s)) {
      System.out.println("up " + (System.nanoTime() - t) / 1000000);
      System.out.println(Table.of(run.outcomes(s)));
    }
    System.out.println("all " + (System.nanoTime() - t) / 1000000);
    return 0;
  }
}
