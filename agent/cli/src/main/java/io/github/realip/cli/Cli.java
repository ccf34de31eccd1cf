package io.github.realip.cli;

import io.github.realip.RealIpAgent;
import io.github.realip.config.Printable;
import io.github.realip.config.Spelling;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: {@code java -jar realip-agent.jar explain|check|presets|status|list|attach|detach|version|help}.
 */
@Command(name = "realip-agent", versionProvider = Cli.class,
    description = "Makes getRemoteAddr() return the client's address behind trusted proxies, as a Java agent:%n"
        + "  java -javaagent:realip-agent.jar -Drealip.trusted-proxies=10.0.0.7 ...%n"
        + "On its own it explains, checks and lists, and reaches into running JVMs:",
    footer = {"", "Exit status: 0 all is well; 1 a mistake in the settings or in an input line, an answer that is not"
            + " as expected, a JVM that cannot be reached, or an agent that is not at work as it is set; 2 wrong usage;"
            + " 3 attached, but with another jar's code."})
public final class Cli implements Runnable, IVersionProvider {

  /** All is well. */
  static final int OK = 0;
  /** A mistake in what was given, or an answer that is not as expected. */
  static final int MISTAKE = 1;

  @Spec
  private CommandSpec spec;

  @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
  private boolean help;

  @Option(names = {"-V", "--version"}, versionHelp = true, description = "Shows the version.")
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
        .addSubcommand(new Status())
        .addSubcommand(new ListJvms())
        .addSubcommand(new Attach())
        .addSubcommand(new Detach())
        .addSubcommand(new ShowVersion())
        .addSubcommand(new ShowHelp())
        .setOut(writer)
        .setErr(errors)
        .setColorScheme(Help.defaultColorScheme(colours ? Help.Ansi.ON : Help.Ansi.OFF))
        .setUsageHelpWidth(100)
        // @FILE is an entry of --trusted-proxies
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(new CommandLine.IParameterExceptionHandler() {
          @Override
          public int handleParseException(ParameterException e, String[] given) {
            return wrongUsage(e);
          }
        })
        .setExecutionExceptionHandler(new CommandLine.IExecutionExceptionHandler() {
          @Override
          public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed) {
            commandLine.getErr().println("error: " + e);
            return MISTAKE;
          }
        });
    int status = cli.execute(args);
    writer.flush();
    return status;
  }

  /** One line that says what is wrong, what was probably meant, and where to read more. */
  private static int wrongUsage(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    StringBuilder line = new StringBuilder("error: ");
    if (wrong instanceof UnmatchedArgumentException) {
      String word = ((UnmatchedArgumentException) wrong).getUnmatched().get(0);
      boolean option = word.startsWith("-");
      List<String> known = new ArrayList<>(option ? command.getCommandSpec().optionsMap().keySet()
          : command.getSubcommands().keySet());
      String given = option && word.indexOf('=') > 0 ? word.substring(0, word.indexOf('=')) : word;
      line.append(option ? "unknown option " : known.isEmpty() ? "unexpected argument " : "unknown command ")
          .append(Printable.quote(given)).append(didYouMean(given, option, known));
    } else {
      line.append(wrong.getMessage().trim().replaceAll("\\s+", " "));
    }
    boolean ofACommand = command.getParent() != null;
    command.getErr().println(line + "; see java -jar realip-agent.jar help"
        + (ofACommand ? ' ' + command.getCommandName() : ""));
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String didYouMean(String word, boolean option, List<String> known) {
    String[] all = known.toArray(new String[0]);
    return option && nearest(word, all) == null || all.length == 0 ? "" : didYouMean(word, all);
  }

  /** What a misspelt word probably means, or else all that is known; to be appended to a sentence. */
  static String didYouMean(String word, String... known) {
    String nearest = nearest(word, known);
    return nearest == null ? "; known: " + String.join(", ", known) : "; did you mean " + nearest + "?";
  }

  private static String nearest(String word, String... known) {
    for (String each : known) {
      if (word.length() >= 3 && each.startsWith(word)) { // an abbreviation
        return each;
      }
    }
    return Spelling.nearest(word.toLowerCase(Locale.ROOT), known);
  }

  @Override
  public void run() { // without any command: who tries that wants to know what there is
    spec.commandLine().usage(spec.commandLine().getErr());
    throw new ParameterException(spec.commandLine(), "no command was given");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"realip-agent " + RealIpAgent.version()};
  }

  /** The version, as a command. */
  @Command(name = "version", description = "Shows the version.")
  private static final class ShowVersion implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    private boolean help;

    @Override
    public void run() {
      spec.commandLine().getParent().printVersionHelp(spec.commandLine().getOut());
    }
  }

  /** The help of a command, or of all. */
  @Command(name = "help", description = "Shows the help of a command, or this list of commands.")
  private static final class ShowHelp implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "The command. Default: all of them.")
    private String command;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    private boolean help;

    @Override
    public void run() {
      CommandLine all = spec.commandLine().getParent();
      CommandLine wanted = command == null ? all : all.getSubcommands().get(command);
      if (wanted == null) {
        throw new UnmatchedArgumentException(all, Collections.singletonList(command));
      }
      wanted.usage(spec.commandLine().getOut());
    }
  }
}
