package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.sun.tools.attach.VirtualMachine;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code attach} and {@code detach} on JVMs that run already. */
class AttachIT {
  private static final Path WORK = BuiltFiles.work("attach");
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static Path sleeper;
  private static Path witness;

  @BeforeAll
  static void compile() throws Exception {
    sleeper = CompiledJar.of(WORK.resolve("sleeper"), "Sleeper", """
        public class Sleeper {
          public static void main(String[] args) throws Exception {
            System.out.println("ready");
            Thread.sleep(600000);
          }
        }
        """);
    witness = CompiledJar.of(WORK.resolve("witness"), "Witness", """
        import java.lang.instrument.*;
        import java.nio.file.*;
        import java.security.ProtectionDomain;

        /** Writes the code that each class of a container has now into a directory. */
        public class Witness implements ClassFileTransformer {
          private final Path directory;

          private Witness(String directory) {
            this.directory = Paths.get(directory);
          }

          public static void agentmain(String directory, Instrumentation instrumentation) throws Exception {
            Witness witness = new Witness(directory);
            instrumentation.addTransformer(witness, true);
            for (Class<?> type : instrumentation.getAllLoadedClasses()) {
              if (type.getName().matches("sun.net.httpserver.ExchangeImpl|org.apache.catalina.connector.Request"
                  + "|org.eclipse.jetty.server.(HttpChannel|Request)"
                  + "|io.undertow.server.HttpServerExchange|io.undertow.servlet.spec.HttpServletRequestImpl")) {
                instrumentation.retransformClasses(type);
              }
            }
            instrumentation.removeTransformer(witness);
          }

          public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain,
              byte[] code) {
            if (type != null) {
              try {
                Files.write(directory.resolve(name.replace('/', '.') + ".class"), code);
              } catch (java.io.IOException e) {
                e.printStackTrace();
              }
            }
            return null;
          }
        }
        """);
  }

  @ParameterizedTest(name = "{0} {1} on Java {2}")
  @CsvSource({"tomcat, 9., 8", "tomcat, 9., 27", "jetty, 9.4, 17", "jetty, 12., 25", "undertow, 2.2, 8",
      "httpserver, of, 8", "httpserver, of, 27"})
  void theClientIsSeenWhileTheAgentIsAttached(String launcher, String version, int java) throws Exception {
    Path file = Files.writeString(Files.createDirectories(WORK).resolve("settings-" + launcher + java + ".properties"),
        "trusted-proxies=127.0.0.10\n");
    try (Site site = Site.start(Picked.launch(launcher, version, java, List.of()))) {
      Jdk jdk = Jdks.version(java).orElseThrow();
      assertEquals("127.0.0.10", site.proxied("203.0.113.7", "/whoami").address());

      assertSays(0, "attached; request classes found in the JVM: ", attach(jdk, site, "config-file=" + file));
      assertClient(site, "203.0.113.7");
      assertTrue(threads(jdk, site).contains("realip-refresh"));
      assertSays(0, "is at work in this JVM already", attach(jdk, site));
      assertSays(0, "is at work in this JVM already", attach(jdk, site, "config-file=" + file));
      assertSays(2, "did you mean trusted-proxies?", attach(jdk, site, "trusted-proxy=127.0.0.66"));
      assertSays(1, "to give it other settings, detach it first", attach(jdk, site, "trusted-proxies=10.0.0.1"));
      assertClient(site, "203.0.113.7");
      assertTrue(isWoven(site));

      assertSays(0, "detached", command(jdk, "detach", pid(site)));
      assertEquals("127.0.0.10",
          site.proxied("203.0.113.7", "/whoami?log=detached", "X-Forwarded-For: 198.51.100.1").address());
      if (site.server().hasAccessLog()) {
        assertEquals("127.0.0.10", site.server().accessLogLine("log=detached").split(" ")[0]);
      }
      assertFalse(threads(jdk, site).contains("realip-"));
      assertFalse(isWoven(site));
      assertSays(0, "is not at work in this JVM", command(jdk, "detach", pid(site)));

      assertSays(0, "attached", attach(jdk, site, "trusted-proxies=127.0.0.66", "headers=X-Real-IP"));
      assertEquals("127.0.0.10", site.proxied("203.0.113.7", "/whoami").address());
      assertEquals("203.0.113.9", site.direct("127.0.0.66", "/whoami", "X-Real-IP: 203.0.113.9").address());
      assertTrue(isWoven(site));
      assertFalse(site.server().process().stderr().contains("Exception"), site.server().process()::log);
    }
  }

  static List<Container> readersOfTheProxyProtocol() {
    boolean all = Selection.OF_THIS_RUN.isAll();
    return Stream.of("tomcat 9.", "undertow 2.3", "jetty 9.4", "jetty 12.", "jetty 9.2").limit(all ? 5 : 1)
        .map(each -> Picked.container(each.split(" ")[0], each.split(" ")[1])).toList();
  }

  /** From the next connection on, and no longer than until it is detached. */
  @ParameterizedTest
  @MethodSource("readersOfTheProxyProtocol")
  void theProxyProtocolIsReadWhileTheAgentIsAttached(Container container) throws Exception {
    Jdk jdk = Installed.jdk(container.javas().get(0), container.toString());
    String balancer = ProxyProtocolTests.SENDER;
    try (Site site = Site.start(new Launch(container, jdk, List.of(), false));
        Connection before = Connection.from(balancer, site.server().address())) {
      site.expect(ProxyProtocolTests.LINES);
      String own = Sender.seen(before.get("/whoami").json());
      assertNotEquals(ProxyProtocolTests.SOURCE, seen(site, balancer, ProxyProtocolTests.VERSION_2));
      assertSays(0, "attached", attach(jdk, site, "proxy-protocol=" + balancer, "log=warn"));

      assertEquals(own, Sender.seen(before.get("/whoami").json()));
      assertEquals(Sender.CLOSED, seen(site, balancer));
      try (Connection during = Connection.from(balancer, site.server().address())) {
        during.send(new String(ProxyProtocolTests.VERSION_1, StandardCharsets.ISO_8859_1));
        for (int i = 0; i < 2; i++) {
          assertEquals(ProxyProtocolTests.SOURCE, Sender.seen(during.get("/whoami").json()));
          assertEquals(ProxyProtocolTests.SOURCE, seen(site, balancer, ProxyProtocolTests.VERSION_2));
        }
        assertNotEquals(ProxyProtocolTests.SOURCE, seen(site, "127.0.0.66", ProxyProtocolTests.VERSION_2));
        assertSays(0, "detached", command(jdk, "detach", pid(site)));
        assertEquals(200, during.get("/whoami").status());
      }
      assertNotEquals(ProxyProtocolTests.SOURCE, seen(site, balancer, ProxyProtocolTests.VERSION_2));
      assertTrue(seen(site, balancer).startsWith(balancer + " "));
      assertEquals(own, Sender.seen(before.get("/whoami").json()));
      site.assertQuiet();
    }
  }

  static List<Container> rewriters() {
    boolean all = Selection.OF_THIS_RUN.isAll();
    return Stream.of("undertow 2.3", "tomcat 9.", "jetty 9.4", "jetty 12.").limit(all ? 4 : 1)
        .map(each -> Picked.container(each.split(" ")[0], each.split(" ")[1])).toList();
  }

  /** What is read when the JVM starts is read when the agent is attached, too. */
  @ParameterizedTest
  @MethodSource("rewriters")
  void headersAndOriginAreRewrittenWhileTheAgentIsAttached(Container container) throws Exception {
    Jdk jdk = Installed.jdk(container.javas().get(0), container.toString());
    try (Site site = Site.start(new Launch(container, jdk, List.of(), false))) {
      String asSent = rewritten(site, Site.PROXY);
      for (int i = 0; i < 2; i++) {
        assertTrue(asSent.startsWith("http 6.6.6.6, 203.0.113.7"), asSent);
        assertSays(0, "attached", attach(jdk, site, "trusted-proxies=" + Site.PROXY, "rewrite=proto,headers",
            "log=warn"));
        assertEquals("https 203.0.113.7", rewritten(site, Site.PROXY));
        assertEquals("http ", rewritten(site, "127.0.0.66"));
        assertSays(0, "detached", command(jdk, "detach", pid(site)));
        assertEquals(asSent, rewritten(site, Site.PROXY));
      }
      site.assertQuiet();
    }
  }

  /** The scheme, and the lines of X-Forwarded-For as the application reads them. */
  private static String rewritten(Site site, String peer) throws Exception {
    JsonObject seen = site.direct(peer, "/whoami", "X-Forwarded-For: 6.6.6.6, 203.0.113.7",
        "X-Forwarded-Proto: https").json();
    return seen.get("scheme").getAsString() + ' ' + String.join("", IdiomTests.read(seen, "X-Forwarded-For"));
  }

  private static String seen(Site site, String from, byte[]... header) throws Exception {
    try (Sender sender = new Sender(from, site.server().address())) {
      return sender.send(Sender.join(header), Sender.request()).seen();
    }
  }

  /** The classes that the JVM has of it are those of the first jar. */
  @ParameterizedTest
  @ValueSource(ints = {8, 17})
  void aNewerJarIsNotTheOneAtWork(int java) throws Exception {
    Path newer = WORK.resolve("newer-" + java + ".jar");
    Files.copy(BuiltFiles.agent(), newer, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem jar = FileSystems.newFileSystem(newer)) {
      Path weaver = jar.getPath("META-INF/realip/weaver.jar");
      Files.write(weaver, "newer".getBytes(), StandardOpenOption.APPEND); // behind the archive, where nobody reads
    }
    Jdk jdk = Installed.jdk(java, "attaching a newer jar");
    try (ChildProcess jvm = sleeping(jdk)) {
      assertSays(0, "attached", command(jdk, "attach", jvm, "trusted-proxies=127.0.0.10"));
      for (String before : List.of("already", "attached; ")) { // at work, and after a detach
        Answer answer = run(List.of(jdk.tool("java").toString(), "-jar", newer.toString(), "attach", "" + jvm.pid(),
            "trusted-proxies=127.0.0.10"));
        assertEquals(3, answer.status(), answer::toString);
        assertTrue(answer.out().contains(before), answer::toString);
        assertTrue(answer.err().contains("until the JVM is restarted"), answer::toString);
        assertSays(0, "detached", command(jdk, "detach", jvm));
      }
      assertSays(0, "attached", command(jdk, "attach", jvm, "trusted-proxies=127.0.0.10"));
    }
  }

  @ParameterizedTest(name = "from Java {0} to Java {1}")
  @CsvSource({"17, 8", "25, 8", "8, 17", "8, 27"})
  void theTwoJavasMayDiffer(int from, int to) throws Exception {
    Jdk jdk = Installed.jdk(from, "the command line");
    try (Site site = Site.start(Picked.launch("undertow", "2.2", to, List.of()))) {
      assertSays(0, "attached", attach(jdk, site, "trusted-proxies=127.0.0.10"));
      assertClient(site, "203.0.113.7");
      assertSays(0, "detached", command(jdk, "detach", pid(site)));
      assertEquals("127.0.0.10", site.proxied("203.0.113.7", "/whoami").address());
    }
  }

  @Test
  void anAgentOfTheCommandLineIsFoundAndCanBeDetached() throws Exception {
    try (Site site = Site.start(Picked.launch("undertow", "2.3", Jdk.current().version(),
        Site.agent("127.0.0.10")))) {
      assertSays(0, "is at work in this JVM already", attach(Jdk.current(), site));
      assertClient(site, "203.0.113.7");
      assertSays(0, "detached", command(Jdk.current(), "detach", pid(site)));
      assertEquals("127.0.0.10", site.proxied("203.0.113.7", "/whoami").address());
      assertFalse(isWoven(site));
      // what is typed last ranks above the properties that the JVM was started with
      assertSays(0, "attached", attach(Jdk.current(), site, "trusted-proxies=127.0.0.66"));
      assertEquals("127.0.0.10", site.proxied("203.0.113.7", "/whoami").address());
      assertEquals("203.0.113.9", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 203.0.113.9").address());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 27})
  void itsStatusIsToldAndNothingElseIsSaid(int java) throws Exception {
    Jdk jdk = Installed.jdk(java, "the status");
    try (Site site = Site.start(Picked.launch("undertow", java == 8 ? "2.2" : "2.3", java, Site.agent("127.0.0.10")))) {
      site.direct("127.0.0.10", "/whoami", "X-Forwarded-For: 203.0.113.9");
      Answer list = command(jdk, "list");
      assertTrue(list.out().lines().anyMatch(line -> line.startsWith(pid(site) + "  ")
          && line.contains("  rewriting is on in Undertow ") && line.contains(": trusts 127.0.0.10;")
          && line.contains("; version ")), list::toString);
      assertTrue(command(jdk, "list", "--json").out().contains("{\"pid\":" + pid(site) + ","));
      assertFalse(site.server().process().stderr().contains("WARNING: A Java agent"));
      Answer status = command(jdk, "status", pid(site));
      assertSays(0, "trusted-proxies  127.0.0.10   system property realip.trusted-proxies", status);
      assertTrue(status.out().contains("io.undertow.server.HttpServerExchange   Undertow"), status::toString);
      assertTrue(status.out().contains("1   FIRST_UNTRUSTED_HOP"), status::toString);
      if (java > 8) {
        String jcmd = jdk.tool("jcmd").toString();
        List<String> properties = List.of(jcmd, pid(site), "VM.system_properties");
        assertTrue(run(properties).out().contains("io.github.realip.agent=version"));
        run(List.of(jcmd, pid(site), "JVMTI.agent_load", BuiltFiles.agent().toString(), "status"));
        assertTrue(run(properties).out().lines()
            .anyMatch(line -> line.startsWith("io.github.realip.answer=done") && line.contains("trusted-proxies")));
      }
      site.assertQuiet();
    }
  }

  @Test
  void theJdksOwnCommandServesToo() throws Exception {
    try (Site site = Site.start(Picked.launch("undertow", "2.3", Jdk.current().version(), List.of()))) {
      String jcmd = Jdk.current().tool("jcmd").toString();
      run(List.of(jcmd, pid(site), "JVMTI.agent_load", BuiltFiles.agent().toString(),
          "\"trusted-proxies=127.0.0.10\""));
      assertClient(site, "203.0.113.7");
      run(List.of(jcmd, pid(site), "JVMTI.agent_load", BuiltFiles.agent().toString(), "detach"));
      assertEquals("127.0.0.10", site.proxied("203.0.113.7", "/whoami").address());
    }
  }

  @Test
  void wrongSettingsAreToldAndNothingIsAttached() throws Exception {
    try (ChildProcess jvm = sleeping(Jdk.current())) {
      assertSays(1, "invalid entry \"nonsense\"", command(Jdk.current(), "attach", jvm, "trusted-proxies=nonsense"));
      assertSays(0, "is not at work", command(Jdk.current(), "detach", jvm));
      assertSays(0, "no request class is loaded yet",
          command(Jdk.current(), "attach", jvm, "trusted-proxies=127.0.0.10"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trusted-proxies", "=10.0.0.1", "a=b;c=d"})
  void whatIsNoSettingIsWrongUsage(String setting) throws Exception {
    assertEquals(2, command(Jdk.current(), "attach", "1", setting).status());
  }

  @Test
  void aProcessThatIsNoJvmIsRefusedAndLivesOn() throws Exception {
    assertSays(1, "there is no process 99999999", command(Jdk.current(), "attach", "99999999"));
    assertSays(2, "A process id is a number", command(Jdk.current(), "attach", "java"));
    for (int java : new int[] {8, 17}) {
      try (ChildProcess shell = ChildProcess.start(WORK.resolve("sleep"), Map.of(), List.of("sleep", "600"))) {
        assertSays(1, "is no JVM", command(Installed.jdk(java, "the command line"), "attach", shell));
        assertTrue(shell.isAlive());
      }
    }
  }

  @ParameterizedTest(name = "Java {0} with {1}")
  @CsvSource({
      "8,  -XX:+DisableAttachMechanism,       must not run with -XX:+DisableAttachMechanism",
      "25, -XX:+DisableAttachMechanism,       must not run with -XX:+DisableAttachMechanism",
      "17, -XX:-EnableDynamicAgentLoading,    Dynamic agent loading is not enabled",
      "8,  -Djava.specification.version=1.7,  is a Java 7"})
  void aJvmThatTakesNoAgentIsRefusedInOneLine(int java, String option, String reason) throws Exception {
    try (ChildProcess jvm = sleeping(Installed.jdk(java, option), option)) {
      assertSays(1, reason, command(Jdk.current(), "attach", jvm));
      assertTrue(jvm.isAlive());
    }
  }

  @Test
  void aRuntimeWithoutTheModulesIsRefusedInOneLine() throws Exception {
    try (ChildProcess jvm = sleeping(Jdk.current())) {
      assertSays(1, "it has no module jdk.attach", command(jlinked("java.base,java.instrument"), "attach", jvm));
    }
    try (ChildProcess jvm = sleeping(jlinked("java.base"))) {
      assertSays(1, "must have the module java.instrument", command(Jdk.current(), "attach", jvm));
      assertTrue(jvm.isAlive());
    }
  }

  @Test
  void anotherUsersJvmIsRefusedAndRootMayReachIt() throws Exception {
    assumeTrue(isRoot() && has("setpriv"), "another user's JVM: needs root and setpriv");
    Path directory = Files.createTempDirectory("realip-users"); // where another user can read
    try {
      Path jar = Files.copy(BuiltFiles.agent(), directory.resolve("agent.jar"));
      Path program = Files.copy(sleeper, directory.resolve("sleeper.jar"));
      run(List.of("chmod", "-R", "a+rX", directory.toString()));
      List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
      try (ChildProcess jvm = sleeping(Jdk.current())) {
        List<String> attach = new ArrayList<>(nobody);
        attach.addAll(List.of(Jdk.current().tool("java").toString(), "-jar", jar.toString(), "attach", "" + jvm.pid()));
        assertSays(1, "belongs to user 0, this command runs as user 65534", run(attach));
      }
      List<String> sleep = new ArrayList<>(nobody);
      sleep.addAll(List.of(Jdk.current().tool("java").toString(), "-jar", program.toString()));
      try (ChildProcess jvm = ready(ChildProcess.start(WORK.resolve("nobody"), Map.of(), sleep))) {
        assertSays(0, "attached", run(List.of(Jdk.current().tool("java").toString(), "-jar", jar.toString(), "attach",
            "" + jvm.pid(), "trusted-proxies=127.0.0.10")));
      }
    } finally {
      Directories.delete(directory);
    }
  }

  /** With a process id 1 and a file system of its own, as in a container. */
  @Test
  void aJvmInAnotherContainerIsReached() throws Exception {
    assumeTrue(isRoot() && has("unshare"), "another container: needs root and unshare");
    Path tmp = Files.createDirectories(Directories.fresh(WORK.resolve("container")).resolve("tmp"));
    Path program = Files.copy(sleeper, tmp.resolve("sleeper.jar"));
    // the agent's directory first: it may itself be in /tmp
    String script = "mount -t tmpfs none " + BuiltFiles.agent().getParent() + " && mount --bind " + tmp + " /tmp"
        + " && exec " + Jdk.current().tool("java") + " -jar /tmp/" + program.getFileName();
    try (ChildProcess container = ready(ChildProcess.start(WORK.resolve("container"), Map.of(),
        List.of("unshare", "--pid", "--mount", "--fork", "--mount-proc", "--kill-child", "sh", "-c", script)))) {
      String pid = "" + ProcessHandle.of(container.pid()).orElseThrow().children().findFirst().orElseThrow().pid();
      assertSays(1, "does not see " + BuiltFiles.agent(), command(Jdk.current(), "attach", pid));

      Files.copy(BuiltFiles.agent(), Path.of("/proc", pid, "root/tmp/agent.jar"));
      assertSays(0, "attached",
          command(Jdk.current(), "attach", "--jar", "/tmp/agent.jar", pid, "trusted-proxies=127.0.0.10"));
      assertSays(1, "no class of a container is woven", command(Jdk.current(), "status", pid)); // by the jar it has
      assertTrue(command(Jdk.current(), "list").out().contains(pid + " "));
      assertSays(0, "detached", command(Jdk.current(), "detach", "--jar", "/tmp/agent.jar", pid));
      assertSays(1, "no agent", command(Jdk.current(), "status", pid));
    }
  }

  private static void assertClient(Site site, String client) throws Exception {
    String mark = "log=" + COUNT.incrementAndGet() + ".";
    assertEquals(client, site.proxied(client, "/whoami?" + mark, "X-Forwarded-For: 198.51.100.1").address());
    if (site.server().hasAccessLog()) {
      assertEquals(client, site.server().accessLogLine(mark).split(" ")[0]);
    }
    assertEquals("127.0.0.66", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
  }

  /** One line on standard output, or on standard error if it is a refusal, and nothing of a stack trace. */
  private static void assertSays(int status, String words, Answer answer) {
    assertEquals(status, answer.status(), answer::toString);
    assertTrue((status == 0 ? answer.out() : answer.err()).contains(words), answer::toString);
    assertFalse(answer.err().contains("\tat "), answer::toString);
    if (status == 1 && answer.err().startsWith("error: ")) {
      assertEquals(1, answer.err().lines().filter(line -> !line.startsWith("WARNING")).count(), answer::toString);
    }
  }

  private static Answer attach(Jdk jdk, Site site, String... settings) throws Exception {
    return command(jdk, "attach", Stream.concat(Stream.of(pid(site)), Stream.of(settings)).toArray(String[]::new));
  }

  private static Answer command(Jdk jdk, String name, ChildProcess jvm, String... settings) throws Exception {
    return command(jdk, name,
        Stream.concat(Stream.of("" + jvm.pid()), Stream.of(settings)).toArray(String[]::new));
  }

  private static Answer command(Jdk jdk, String name, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(
        List.of(jdk.tool("java").toString(), "-jar", BuiltFiles.agent().toString(), name));
    line.addAll(List.of(arguments));
    return run(line);
  }

  private static Answer run(List<String> line) throws Exception {
    Path directory = WORK.resolve("command-" + COUNT.incrementAndGet());
    try (ChildProcess process = ChildProcess.start(directory, Map.of(), line)) {
      return new Answer(process.exitCode(60), process.stdout(), process.stderr());
    }
  }

  private static String pid(Site site) {
    return "" + site.server().process().pid();
  }

  private static String threads(Jdk jdk, Site site) throws Exception {
    Answer dump = run(List.of(jdk.tool("jstack").toString(), pid(site)));
    assertEquals(0, dump.status(), dump::toString);
    return dump.out();
  }

  /** Whether the container's classes have woven code, as another agent sees it. */
  private static boolean isWoven(Site site) throws Exception {
    Path directory = Directories.fresh(WORK.resolve("seen-by-" + pid(site)));
    VirtualMachine jvm = VirtualMachine.attach(pid(site));
    try {
      jvm.loadAgent(witness.toString(), directory.toString());
    } catch (com.sun.tools.attach.AgentLoadException e) {
      assertTrue(e.getMessage().endsWith("0"), e.getMessage()); // how Java 8 tells the later ones that it went well
    } finally {
      jvm.detach();
    }
    List<String> javap = new ArrayList<>(List.of(Jdk.current().tool("javap").toString(), "-p", "-c"));
    try (Stream<Path> classes = Files.list(directory)) {
      classes.forEach(file -> javap.add(file.toString()));
    }
    Answer code = run(javap); // the code itself: the constants of former code may stay behind
    assertTrue(code.status() == 0 && javap.size() > 3, code::toString);
    return code.out().contains("getstatic") && code.out().contains("$RealIp");
  }

  private static ChildProcess sleeping(Jdk jdk, String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of(jdk.tool("java").toString()));
    line.addAll(List.of(options));
    line.addAll(List.of("-jar", sleeper.toString()));
    return ready(ChildProcess.start(WORK.resolve("sleeper-" + COUNT.incrementAndGet()), Map.of(), line));
  }

  private static ChildProcess ready(ChildProcess process) throws InterruptedException {
    for (int i = 0; i < 600 && process.isAlive(); i++) {
      if (process.stdout().contains("ready")) {
        return process;
      }
      Thread.sleep(50);
    }
    try (process) {
      throw new IllegalStateException(process.log());
    }
  }

  private static Jdk jlinked(String modules) throws Exception {
    Path image = WORK.resolve("jlinked-" + modules);
    Directories.delete(image);
    Answer jlink = run(List.of(Jdk.current().tool("jlink").toString(), "--add-modules", modules, "--output",
        image.toString()));
    assertEquals(0, jlink.status(), jlink::toString);
    return new Jdk(Jdk.current().version(), image);
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static boolean has(String tool) {
    return Files.isExecutable(Path.of("/usr/bin", tool));
  }

  /** What a command came to. */
  private record Answer(int status, String out, String err) {
  }
}
