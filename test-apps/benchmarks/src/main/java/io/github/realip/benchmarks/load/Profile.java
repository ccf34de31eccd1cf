package io.github.realip.benchmarks.load;

import com.sun.tools.attach.VirtualMachine;
import io.github.realip.benchmarks.Results;
import io.github.realip.benchmarks.Samples;
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
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Where a server's CPU time goes, by async-profiler. What the agent takes is less than two JVMs differ by, so comparing
 * them cannot show it; looking inside one can.
 */
final class Profile {

  /** Of the server's CPU time, what is spent in the agent's code and in what that calls. */
  static final String SHARE = "CPU in the agent, %";
  /** Has the JIT compiler write down which line of which method an instruction is of. */
  static final String OPTION = "-XX:+DebugNonSafepoints";

  private static final String PROFILER = "tools.profiler:async-profiler:jar:4.1";
  /** A frame of the agent: not one of the application, which is of this project, too. */
  private static final Pattern OURS = Pattern.compile("(^|;)io/github/realip/(?!whoami/|boot/)");

  private Profile() {
  }

  /** The share while it is under load. */
  static double share(long pid, Callable<?> load) throws Exception {
    Path stacks = Files.createDirectories(BuiltFiles.work("profile")).resolve("stacks.collapsed");
    Files.deleteIfExists(stacks);
    profiler(pid, "start,event=ctimer,interval=1ms");
    load.call();
    profiler(pid, "stop,collapsed,file=" + stacks);
    return share(Files.readAllLines(stacks));
  }

  /** The share in stacks as async-profiler writes them: frames from the outermost on, with {@code ;}, and a number. */
  static double share(List<String> stacks) {
    long all = 0;
    long ours = 0;
    for (String line : stacks) {
      int end = line.lastIndexOf(' ');
      long samples = Long.parseLong(line.substring(end + 1));
      all += samples;
      ours += OURS.matcher(line.substring(0, end)).find() ? samples : 0;
    }
    return 100.0 * ours / all;
  }

  /** What all rounds have shown of a side, as a cell of a table. */
  static String text(Results results, String subject, String side) {
    Samples shares = results.of(subject, side, SHARE);
    return shares.size() == 0 ? "" : shares.interval().text("%.2f");
  }

  private static void profiler(long pid, String command) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(String.valueOf(pid));
    try {
      machine.loadAgentPath(library().toString(), command);
    } finally {
      machine.detach();
    }
  }

  private static Path library() throws IOException {
    Path library = BuiltFiles.work("profile").resolve("libasyncProfiler.so");
    if (!Files.exists(library)) {
      String platform = System.getProperty("os.arch").toLowerCase(Locale.ROOT).equals("amd64") ? "x64" : "arm64";
      try (JarFile jar = new JarFile(Artifacts.file(PROFILER).toFile());
          InputStream in = jar.getInputStream(jar.getEntry("linux-" + platform + "/libasyncProfiler.so"))) {
        Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return library;
  }
}
