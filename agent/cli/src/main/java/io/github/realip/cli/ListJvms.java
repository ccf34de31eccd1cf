package io.github.realip.cli;

import com.google.gson.JsonObject;
import io.github.realip.config.Printable;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows which JVMs have the agent. */
@Command(name = "list",
    description = "Shows the JVMs of the same user, on this machine or in this pod, that have the agent: process id,"
        + " main class, which agent, and what it does. It reads what the agent has left there, and asks nobody."
        + " The exit status is 0 if there is one; status PID says more.",
    footer = {"", "Example:", "  java -jar realip-agent.jar list"})
final class ListJvms implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(names = "--json", description = "Prints an object of JSON a JVM and line, with pid, main, agent and state.")
  private boolean json;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
  private boolean help;

  @Override
  public Integer call() {
    int found = 0;
    try {
      for (Map.Entry<String, String> each : RunningJvm.all().entrySet()) {
        String mark;
        try {
          mark = RunningJvm.of(each.getKey()).mark();
        } catch (CannotAttachException reason) { // of another user, or gone meanwhile
          spec.commandLine().getErr().println("warning: " + each.getKey() + ": " + reason.getMessage());
          continue;
        }
        if (mark != null) {
          found++;
          show(each.getKey(), each.getValue(), mark.split("; ", 2));
        }
      }
    } catch (CannotAttachException reason) {
      spec.commandLine().getErr().println("error: " + reason.getMessage());
      return Cli.MISTAKE;
    }
    if (found == 0) {
      spec.commandLine().getErr().println("error: no JVM that this user sees here has the agent");
    }
    return found > 0 ? Cli.OK : Cli.MISTAKE;
  }

  private void show(String pid, String main, String[] mark) {
    String state = mark.length > 1 ? mark[1] : "no class of a server that the agent knows has been loaded so far";
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("pid", Long.parseLong(pid));
      object.addProperty("main", main);
      object.addProperty("agent", mark[0]);
      object.addProperty("state", state);
      spec.commandLine().getOut().println(Json.text(object));
    } else {
      spec.commandLine().getOut().println(pid + "  " + Printable.escape(main) + "  " + Printable.escape(state) + "; "
          + Printable.escape(mark[0]));
    }
  }
}
