package io.github.realip.benchmarks;

import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
import io.github.realip.containers.Artifacts;
import io.github.realip.containers.BuiltFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Where a server's CPU time goes, by async-profiler. What the agent takes is less than two JVMs differ by, so comparing
 * them cannot show it; looking inside one can.
 *
 * @param stacks as async-profiler writes them: frames from the outermost on, with {@code ;}, and a number
 */
public record Profile(List<String> stacks) {

  /** Of the server's CPU time, what is spent in the agent's code and in what that calls. */
  public static final String SHARE = "CPU in the agent, %";
  /** Has the JIT compiler write down which line of which method an instruction is of. */
  public static final String OPTION = "-XX:+DebugNonSafepoints";

  private static final String PROFILER = "tools.profiler:async-profiler:jar:4.1";
  /** What the JDK takes for an error: from Java 9 on a JVM says {@code return code: 0}. */
  private static final String LOADED_BY_JAVA_8 = "0";
  private static final String BEGIN = "start,event=ctimer,interval=1ms";
  /** A frame of the agent: not one of the application, which is of this project, too. */
  private static final Pattern OURS = Pattern.compile("(^|;)io/github/realip/(?!whoami/|boot/)");
  /** Below what the JVM itself does on a thread of its own. */
  private static final String OF_THE_JVM = "JavaThread::";
  /** What a JVM does for each class because somebody transforms classes: it reads the file and hands it over. */
  private static final Pattern HANDING_OVER = Pattern.compile("(^|;)(JvmtiExport::post_class_file_load_hook"
      + "|KlassFactory::check_shared_class_file_load_hook)(;|$)");

  /** What a JVM does while it is under load. */
  public static Profile under(long pid, Callable<?> load) throws Exception {
    command(pid, BEGIN);
    load.call();
    return of(pid);
  }

  /** The option of a JVM that is looked at from its start on. */
  public static String fromStart() throws IOException {
    return "-agentpath:" + library() + "=" + BEGIN;
  }

  /** What a JVM has done since that began. */
  public static Profile of(long pid) throws Exception {
    Path stacks = file("stacks.collapsed");
    Files.deleteIfExists(stacks);
    command(pid, "stop,collapsed,file=" + stacks);
    return new Profile(Files.readAllLines(stacks));
  }

  /** The agent's share. */
  public double agent() {
    return percent(OURS.asPredicate());
  }

  /** Whether it shows what the JVM does by itself: one without symbols shows Java's methods only. */
  public boolean showsJvm() {
    return stacks.stream().anyMatch(line -> line.contains(OF_THE_JVM));
  }

  /** The JVM's for handing class files to the agent, without what the agent does with them. */
  public double handingOver() {
    return percent(HANDING_OVER.asPredicate().and(OURS.asPredicate().negate()));
  }

  private double percent(Predicate<String> wanted) {
    long all = 0;
    long found = 0;
    for (String line : stacks) {
      int end = line.lastIndexOf(' ');
      long samples = Long.parseLong(line.substring(end + 1));
      all += samples;
      found += wanted.test(line.substring(0, end)) ? samples : 0;
    }
    return 100.0 * found / all;
  }

  private static void command(long pid, String command) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
    try {
      machine.loadAgentPath(library().toString(), command);
    } catch (AgentLoadException answer) {
      if (!answer.getMessage().equals(LOADED_BY_JAVA_8)) {
        throw answer;
      }
    } finally {
      machine.detach();
    }
  }

  private static Path library() throws IOException {
    Path library = file("libasyncProfiler.so");
    if (!Files.exists(library)) {
      String platform = System.getProperty("os.arch").toLowerCase(Locale.ROOT).equals("amd64") ? "x64" : "arm64";
      try (JarFile jar = new JarFile(Artifacts.file(PROFILER).toFile());
          InputStream in = jar.getInputStream(jar.getEntry("linux-" + platform + "/libasyncProfiler.so"))) {
        Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return library;
  }

  private static Path file(String name) throws IOException {
    return Files.createDirectories(BuiltFiles.work("profile")).resolve(name);
  }
}
