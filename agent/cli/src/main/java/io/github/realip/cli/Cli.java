package io.github.realip.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line: {@code java -jar realip-agent.jar explain|check|presets|attach|detach}. */
@Command(name = "realip-agent", versionProvider = Cli.class,
    description = "Makes getRemoteAddr() return the client's address behind trusted proxies, as a Java agent:%n"
        + "  java -javaagent:realip-agent.jar -Drealip.trusted-proxies=10.0.0.7 ...%n"
        + "On its own it explains, checks and lists, and reaches into running JVMs:",
    footer = {"", "Exit status: 0 all is well; 1 the configuration or an input line is invalid, or the JVM cannot be"
            + " reached; 2 wrong usage."})
public final class Cli implements Runnable, IVersionProvider {

  static final int OK = 0;
  static final int INVALID = 1;

  @Spec
  private CommandSpec spec;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Shows the version.")
  private boolean version;

  private Cli() {
  }

  /**
   * Runs one command.
   *
   * @return the exit status
   */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    return run(args, in, out, err, System.getProperties(), System.getenv());
  }

  static int run(String[] args, InputStream in, PrintStream out, PrintStream err, Properties properties,
      Map<String, String> environment) {
    // whoever reads our output, the file of cases and the JSON is not to be asked for the platform's encoding
    PrintWriter writer = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    PrintWriter errors = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
    // picocli knows a terminal when it sees one, but it looks at the process and not at the stream
    boolean colours = out == System.out && Help.Ansi.AUTO.enabled();
    CommandLine cli = new CommandLine(new Cli())
        .addSubcommand(new Explain(in))
        .addSubcommand(new Check(properties, environment))
        .addSubcommand(new ListPresets())
        .addSubcommand(new Attach())
        .addSubcommand(new Detach())
        .setOut(writer)
        .setErr(errors)
        .setColorScheme(Help.defaultColorScheme(colours ? Help.Ansi.ON : Help.Ansi.OFF))
        .setUsageHelpWidth(100)
        // @FILE is an entry of --trusted-proxies
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler(new CommandLine.IExecutionExceptionHandler() {
          @Override
          public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
            commandLine.getErr().println("error: " + e);
            return INVALID;
          }
        });
    int status = cli.execute(args);
    writer.flush();
    return status;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  @Override
  public String[] getVersion() throws IOException {
    InputStream resource = Cli.class.getResourceAsStream("version.txt");
    try (BufferedReader text = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return new String[] {"realip-agent " + text.readLine()};
    }
  }
}
