package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent in JVMs that are started in unusual ways. */
class JvmOptionsIT {
  private static final Path WORK = BuiltFiles.work("options");
  private static final Pattern JVM_WARNING = Pattern.compile("(?m)^(WARNING: |OpenJDK .* warning: )");

  @ParameterizedTest(name = "Java {0} with {1}")
  @CsvSource({
      "8,  -Xverify:all",
      "17, -XX:+UnlockDiagnosticVMOptions -XX:+BytecodeVerificationLocal -XX:+BytecodeVerificationRemote",
      "8,  -Xshare:off",
      "17, -Xshare:on",
      "25, -Xshare:off",
      "25, -XX:+IgnoreUnrecognizedVMOptions -XX:+NoSuchFlag"})
  void optionsOfTheJvmChangeNothing(int java, String options) throws Exception {
    List<String> all = new ArrayList<>(Site.agent("127.0.0.10"));
    all.addAll(List.of(options.split(" ")));
    try (Site site = Site.start(Picked.launch("undertow", "2.2", java, all))) {
      assertClient(site);
    }
  }

  /** Tomcat itself calls nothing that the JVM warns of. */
  @ParameterizedTest
  @ValueSource(ints = {17, 21, 25, 27})
  void noWarningOfTheJvmIsCausedByTheAgent(int java) throws Exception {
    List<String> options = new ArrayList<>(Site.agent("127.0.0.10"));
    if (java > 22) {
      options.add("--sun-misc-unsafe-memory-access=deny");
    }
    try (Site site = Site.start(Picked.launch("tomcat", "11.", java, options))) {
      assertClient(site);
      String errors = site.server().process().stderr();
      assertFalse(JVM_WARNING.matcher(errors).find(), errors);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void anArchiveOfClassesMadeWithoutTheAgentServesWithIt(int java) throws Exception {
    Path archive = Directories.fresh(WORK.resolve("cds-" + java)).resolve("app.jsa");
    Path classes = archive.resolveSibling("classes.log");
    Container tomcat = Picked.tomcatOnClassPath();
    Jdk jdk = Installed.jdk(java, "an archive of classes");
    try (Site site = Site.start(new Launch(tomcat, jdk, List.of("-XX:ArchiveClassesAtExit=" + archive), false))) {
      assertEquals("127.0.0.10", site.proxied("203.0.113.7", "/whoami").address());
    }
    assertTrue(Files.exists(archive), "no archive was made");

    List<String> options = new ArrayList<>(Site.agent("127.0.0.10"));
    options.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=" + classes));
    try (Site site = Site.start(new Launch(tomcat, jdk, options, false))) {
      assertClient(site);
      assertTrue(Files.readAllLines(classes).stream().anyMatch(line -> line.contains("org.apache.catalina.")
          && line.contains("source: shared objects file")), "no class of Tomcat came from the archive");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 25})
  void theSystemClassLoaderMayBeTheApplicationsOwn(int java) throws Exception {
    try (Site site = Site.start(Picked.launch("undertow", "2.2", java, ownLoader("""
        void appendToClassPathForInstrumentation(String jar) throws Exception {
          addURL(new File(jar).toURI().toURL());
        }
        """)))) {
      assertClient(site);
    }
  }

  /** The JVM's own doing, for every agent; the method is what the specification asks of such a loader. */
  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void aSystemClassLoaderThatTakesNoAgentsEndsTheJvm(int java) throws Exception {
    List<String> command = new ArrayList<>(
        List.of(Installed.jdk(java, "a system class loader").tool("java").toString()));
    command.addAll(ownLoader(""));
    command.add("-version");
    try (ChildProcess jvm = ChildProcess.start(WORK.resolve("loader/run"), Map.of(), command)) {
      assertTrue(jvm.exitCode(60) != 0, jvm::log);
      assertTrue(jvm.stderr().contains("appendToClassPathForInstrumentation"), jvm::log);
    }
  }

  private static List<String> ownLoader(String method) throws Exception {
    Path loader = CompiledJar.of(WORK.resolve("loader"), "OwnLoader", """
        import java.io.File;
        import java.net.*;

        /** Loads everything but the JDK by itself, and only then asks the JVM's own application loader. */
        public class OwnLoader extends URLClassLoader {
          public OwnLoader(ClassLoader parent) throws Exception {
            super(urls(), parent);
          }

          private static URL[] urls() throws Exception {
            String[] path = System.getProperty("java.class.path").split(File.pathSeparator);
            URL[] urls = new URL[path.length];
            for (int i = 0; i < path.length; i++) {
              urls[i] = new File(path[i]).toURI().toURL();
            }
            return urls;
          }

          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
              Class<?> type = findLoadedClass(name);
              if (type == null && name.matches("(io[.]undertow|io[.]github|javax[.]servlet)[.].*")) {
                try {
                  type = findClass(name);
                } catch (ClassNotFoundException elsewhere) {
                  type = null;
                }
              }
              return type != null ? type : super.loadClass(name, resolve);
            }
          }

        """ + method + "}");
    List<String> options = new ArrayList<>(Site.agent("127.0.0.10"));
    options.addAll(List.of("-Xbootclasspath/a:" + loader, "-Djava.system.class.loader=OwnLoader"));
    options.add("-Xshare:off"); // or the JVM warns of its boot class path
    return options;
  }

  @ParameterizedTest(name = "{0} on Java {1}")
  @CsvSource({"100%25 a+b, 8", "100%25 a+b, 25", "a#b?c, 17", "gr\u00f6\u00dfe-\u65e5\u672c, 8",
      "gr\u00f6\u00dfe-\u65e5\u672c, 25"})
  void thePathMayHaveAnyCharacter(String name, int java) throws Exception {
    assumeTrue(Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(name),
        name + " is no file name in this locale");
    Path directory = Directories.fresh(WORK.resolve(name));
    Path jar = Files.copy(BuiltFiles.agent(), directory.resolve("agent.jar"));
    try (Site site = Site.start(Picked.launch("undertow", "2.2", java, List.of("-javaagent:" + jar,
        "-Drealip.trusted-proxies=127.0.0.10", "-Drealip.log=error")))) {
      assertClient(site);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17})
  void namedInTheEnvironmentAndOnTheCommandLineItWorksOnce(int java) throws Exception {
    Path copy = Files.copy(BuiltFiles.agent(), Directories.fresh(WORK.resolve("copy-" + java)).resolve("copy.jar"));
    for (Path second : List.of(BuiltFiles.agent(), copy)) {
      try (ChangedServer server = ChangedServer.start("twice-" + java,
          Picked.launch("undertow", "2.2", java, Site.agent("127.0.0.10")),
          (base, command, environment) -> command.add(1, "-javaagent:" + second))) {
        assertEquals("203.0.113.7", server.address("127.0.0.10", "X-Forwarded-For: 203.0.113.7, 127.0.0.10"));
        assertEquals("127.0.0.66", server.address("127.0.0.66", "X-Forwarded-For: 203.0.113.7"));
        assertEquals(1, server.agentLines().size(), server.process()::log);
        assertTrue(server.agentLines().get(0).contains("named twice"), server.process()::log);
      }
    }
  }

  /** The JVM's own doing, before any code of the agent could run; docs/living-with-others.md says what helps. */
  @ParameterizedTest
  @ValueSource(ints = {8, 17, 25})
  void aMissingOrHalfCopiedJarEndsTheJvm(int java) throws Exception {
    Jdk jdk = Installed.jdk(java, "a missing jar");
    Path directory = Directories.fresh(WORK.resolve("missing-" + java));
    byte[] whole = Files.readAllBytes(BuiltFiles.agent());
    Path half = Files.write(directory.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
    for (Path jar : List.of(directory.resolve("missing.jar"), half, directory)) {
      try (ChildProcess jvm = ChildProcess.start(directory.resolve("run"), Map.of(),
          List.of(jdk.tool("java").toString(), "-javaagent:" + jar, "-version"))) {
        assertEquals(1, jvm.exitCode(60), jvm::log);
        assertTrue(jvm.stderr().contains("Error opening zip file or JAR manifest missing : " + jar), jvm::log);
      }
    }
  }

  /** The JVM's own doing, too; the page says what helps. */
  @ParameterizedTest
  @ValueSource(ints = {8, 17, 25})
  void aPathThatTheLocaleCannotReadEndsTheJvm(int java) throws Exception {
    Jdk jdk = Installed.jdk(java, "a path that is not ASCII");
    Path directory = Directories.fresh(WORK.resolve("locale-" + java));
    Path jar = Files.copy(BuiltFiles.agent(), directory.resolve("agent.jar"));
    List<String> command = List.of("sh", "-c", "d=$(printf 'gr\\303\\266') && mkdir -p \"$d\""
        + " && cp " + jar + " \"$d\" && exec " + jdk.tool("java") + " \"-javaagent:$d/agent.jar\" -version");
    for (String locale : List.of("C", "C.UTF-8")) {
      try (ChildProcess jvm = ChildProcess.start(directory.resolve(locale), Map.of("LC_ALL", locale), command)) {
        assertEquals(locale.equals("C"), jvm.exitCode(60) != 0, jvm::log);
      }
    }
  }

  @Test
  void anArchiveCannotBeMadeWithAnAgent() throws Exception {
    Jdk jdk = Installed.jdk(25, "an archive that is made by itself");
    Path archive = Directories.fresh(WORK.resolve("auto-archive")).resolve("auto.jsa");
    try (ChildProcess jvm = ChildProcess.start(archive.resolveSibling("run"), Map.of(), List.of(
        jdk.tool("java").toString(), "-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive,
        "-javaagent:" + BuiltFiles.agent(), "-version"))) {
      assertTrue(jvm.exitCode(60) != 0, jvm::log);
      assertTrue(jvm.output().contains("Must enable AllowArchivingWithJavaAgent"), jvm::log);
    }
  }

  @Test
  void aRuntimeOfJlinkNeedsNothingButJavaInstrument() throws Exception {
    String servers = "java.base,java.desktop,java.logging,java.management,java.naming,java.rmi,java.security.jgss,"
        + "java.sql,java.xml";
    Container tomcat = Picked.container("tomcat", "11.");
    try (Site site = Site.start(new Launch(tomcat, jlinked(servers + ",java.instrument"), Site.agent("127.0.0.10"),
        false))) {
      assertClient(site);
    }
    Jdk without = jlinked(servers);
    try (ChildProcess jvm = ChildProcess.start(WORK.resolve("without"), Map.of(),
        List.of(without.tool("java").toString(), "-javaagent:" + BuiltFiles.agent(), "-version"))) {
      assertEquals(1, jvm.exitCode(60), jvm::log);
      assertTrue(jvm.output().contains("Module java.instrument may be missing from runtime image"), jvm::log);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 25})
  void theApplicationMayReplaceTheSystemProperties(int java) throws Exception {
    Path replacer = CompiledJar.of(WORK.resolve("replacer"), "Replacer", """
        public class Replacer {
          public static void premain(String arguments) {
            java.util.Properties others = new java.util.Properties();
            for (String name : System.getProperties().stringPropertyNames()) {
              if (!name.startsWith("realip.")) {
                others.setProperty(name, System.getProperty(name));
              }
            }
            System.setProperties(others);
          }
        }
        """);
    List<String> options = new ArrayList<>(Site.agent("127.0.0.10"));
    options.add("-javaagent:" + replacer);
    try (Site site = Site.start(Picked.launch("undertow", "2.2", java, options))) {
      assertClient(site);
    }
  }

  /** Java 8 cannot be asked through {@code -Xlog}, and its first user of these decides for the whole JVM. */
  @Test
  void onJava8NothingIsLoadedThatDecidesForTheApplication() throws Exception {
    Jdk jdk = Installed.jdk(8, "the classes that the agent loads");
    Set<String> more = loaded(jdk, "-javaagent:" + BuiltFiles.agent());
    more.removeAll(loaded(jdk, "-Dno.agent=true"));
    assertTrue(more.contains("io.github.realip.RealIpAgent"), more::toString);
    assertEquals(Set.of(), more.stream().filter(name -> name.startsWith("java.util.logging.")
        || name.startsWith("javax.management.") || name.startsWith("java.nio.file.FileSystems")
        || name.startsWith("java.lang.invoke.LambdaForm$") || name.startsWith("net.bytebuddy."))
        .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 27})
  void aBrokenRequestClassIsNamedInOneLineAndFailsAsWithoutTheAgent(int java) throws Exception {
    Path program = CompiledJar.of(WORK.resolve("broken"), "Broken", """
        public class Broken extends ClassLoader {
          public static void main(String[] arguments) {
            byte[] future = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 99, 0, 1, 0, 0};
            byte[] garbage = "garbage".getBytes();
            for (byte[] code : new byte[][] {future, garbage}) {
              try {
                new Broken().defineClass("org.apache.catalina.connector.Request", code, 0, code.length);
              } catch (LinkageError e) {
                System.out.println(e.getClass().getName());
              }
            }
          }
        }
        """);
    Jdk jdk = Installed.jdk(java, "a broken request class");
    List<String> command = List.of(jdk.tool("java").toString(), "-jar", program.toString());
    List<String> options = List.of("-javaagent:" + BuiltFiles.agent(), "-Drealip.trusted-proxies=127.0.0.10",
        "-Drealip.log=error");
    try (ChildProcess without = ChildProcess.start(WORK.resolve("broken/without"), Map.of(), command);
        ChildProcess with = ChildProcess.start(WORK.resolve("broken/with"),
            Map.of("JAVA_TOOL_OPTIONS", Launch.toolOptions(options)), command)) {
      assertEquals(0, without.exitCode(60), without::log);
      assertEquals(0, with.exitCode(60), with::log);
      assertEquals(2, without.stdout().lines().count(), without::log);
      assertEquals(without.stdout(), with.stdout());
      List<String> lines = with.stderr().lines().filter(line -> !line.startsWith("Picked up")).toList();
      assertEquals(2, lines.size(), with::log);
      for (String line : lines) {
        assertTrue(line.startsWith("realip-agent: error: org.apache.catalina.connector.Request is left as"), line);
      }
    }
  }

  /** What the JVM has read of the jar no longer fits. On Java 8 it may crash, as with any jar of its class path. */
  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void aJarThatIsOverwrittenBeforeTheFirstRequestIsSaidOnce(int java) throws Exception {
    Path program = CompiledJar.of(WORK.resolve("overwritten"), "Waiting", """
        public class Waiting {
          public static void main(String[] file) throws Exception {
            System.out.println("waiting");
            while (!new java.io.File(file[0]).exists()) {
              Thread.sleep(20);
            }
            load("org.apache.catalina.connector.Request");
            load("org.apache.catalina.connector.CoyoteAdapter");
            System.out.println("loaded");
            Thread.sleep(60000);
          }

          private static void load(String name) throws Exception {
            Class.forName(name, false, Waiting.class.getClassLoader());
          }
        }
        """);
    Jdk jdk = Installed.jdk(java, "a jar that is overwritten");
    Container tomcat = Picked.container("tomcat", "9.");
    Path jar = Files.copy(BuiltFiles.agent(), Directories.fresh(WORK.resolve("overwritten-" + java)).resolve("a.jar"));
    Path go = jar.resolveSibling("go");
    try (ChildProcess process = ChildProcess.start(jar.resolveSibling("run"), Map.of(), List.of(
        jdk.tool("java").toString(), "-javaagent:" + jar, "-cp",
        program + ":" + Launcher.unpacked(tomcat) + "/lib/*", "Waiting", go.toString()))) {
      for (int i = 0; i < 400 && process.isAlive() && !process.stdout().contains("waiting"); i++) {
        Thread.sleep(50);
      }
      Files.write(jar, new byte[1000]); // into the same file
      Files.createFile(go);
      for (int i = 0; i < 400 && process.isAlive()
          && !(process.stdout().contains("loaded") && process.stderr().contains("realip-agent: ")); i++) {
        Thread.sleep(50);
      }
      List<String> lines = process.stderr().lines().toList();
      assertTrue(process.stdout().contains("loaded"), process::log);
      assertTrue(lines.size() == 1 && lines.get(0).contains("overwritten") && lines.get(0).contains("restart the JVM"),
          process::log);
    }
  }

  /** Each thread with loaders of its own, so that the first weaving and all others meet. */
  @ParameterizedTest
  @ValueSource(ints = {8, 25})
  void threadsThatLoadRequestClassesAtOnceDoNotBlockEachOther(int java) throws Exception {
    Path program = CompiledJar.of(WORK.resolve("loading"), "Loading", """
        import java.io.File;
        import java.net.*;
        import java.util.concurrent.*;

        public class Loading {
          public static void main(final String[] jars) throws Exception {
            final URL[] urls = new URL[jars.length];
            for (int i = 0; i < jars.length; i++) {
              urls[i] = new File(jars[i]).toURI().toURL();
            }
            ExecutorService threads = Executors.newFixedThreadPool(8);
            final CountDownLatch start = new CountDownLatch(8);
            for (int i = 0; i < 400; i++) {
              threads.submit(new Callable<Void>() {
                public Void call() throws Exception {
                  start.countDown();
                  start.await();
                  ClassLoader loader = new URLClassLoader(urls, null);
                  Class.forName("io.undertow.servlet.spec.HttpServletRequestImpl", true, loader);
                  Class.forName("io.undertow.server.HttpServerExchange", true, loader);
                  System.out.println("loaded");
                  return null;
                }
              });
            }
            threads.shutdown();
            threads.awaitTermination(100, TimeUnit.SECONDS);
          }
        }
        """);
    Jdk jdk = Installed.jdk(java, "loading request classes at once");
    List<String> command = new ArrayList<>(List.of(jdk.tool("java").toString()));
    command.addAll(Site.agent("127.0.0.10"));
    command.addAll(List.of("-jar", program.toString()));
    Container undertow = Picked.container("undertow", "2.2");
    Artifacts.classPath(undertow.coordinates() + ":" + undertow.version())
        .forEach(jar -> command.add(jar.toString()));
    try (ChildProcess jvm = ChildProcess.start(WORK.resolve("loading/run-" + java), Map.of(), command)) {
      assertEquals(0, jvm.exitCode(120), jvm::log);
      assertEquals(400, jvm.stdout().lines().filter(line -> line.equals("loaded")).count(), jvm::log);
      assertFalse(jvm.stderr().contains("realip"), jvm::log);
    }
  }

  private static void assertClient(Site site) throws Exception {
    assertEquals("203.0.113.7", site.proxied("203.0.113.7", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
    assertEquals("127.0.0.66", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
    site.assertQuiet();
  }

  private static Set<String> loaded(Jdk jdk, String option) throws Exception {
    Path directory = WORK.resolve("verbose");
    try (ChildProcess jvm = ChildProcess.start(directory, Map.of(),
        List.of(jdk.tool("java").toString(), "-verbose:class", option, "-version"))) {
      assertEquals(0, jvm.exitCode(60), jvm::log);
      return jvm.stdout().lines().filter(line -> line.startsWith("[Loaded "))
          .map(line -> line.split(" ")[1]).collect(Collectors.toCollection(HashSet::new));
    }
  }

  private static Jdk jlinked(String modules) throws Exception {
    Path image = WORK.resolve("jlinked-" + modules.split(",").length);
    Directories.delete(image);
    try (ChildProcess jlink = ChildProcess.start(WORK.resolve("jlink"), Map.of(), List.of(
        Jdk.current().tool("jlink").toString(), "--add-modules", modules, "--output", image.toString()))) {
      assertEquals(0, jlink.exitCode(120), jlink::log);
    }
    return new Jdk(Jdk.current().version(), image);
  }
}
