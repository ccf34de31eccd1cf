package io.github.realip.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Two agents in one JVM, in both orders. */
class CoexistenceIT {
  private static final Path WORK = BuiltFiles.work("coexistence");
  private static final Pattern OURS = Pattern.compile(
      "realip-agent: |io\\.github\\.realip\\.(?!whoami|undertow)|\\$RealIp|VerifyError|ClassFormatError"
      + "|ClassCircularityError|LinkageError");

  /** The agents that people run, none of them with anything to send to. */
  enum Other {
    /** Weaves the containers' classes, and puts itself on the boot class path. */
    OPENTELEMETRY("io.opentelemetry.javaagent:opentelemetry-javaagent:jar:2.20.1", "",
        "opentelemetry-javaagent - version: 2.20.1",
        "-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none"),
    /** Weaves them with invokedynamic. */
    ELASTIC("co.elastic.apm:elastic-apm-agent:jar:1.55.1", "", "Starting Elastic APM 1.55.1",
        "-Delastic.apm.disable_send=true", "-Delastic.apm.central_config=false", "-Delastic.apm.cloud_provider=NONE"),
    /** Weaves every class there is. */
    JACOCO("org.jacoco:org.jacoco.agent:jar:runtime:0.8.15", "=output=file,destfile=jacoco.exec", "");

    private final String coordinates;
    private final String arguments;
    private final String sign;
    private final List<String> options;

    Other(String coordinates, String arguments, String sign, String... options) {
      this.coordinates = coordinates;
      this.arguments = arguments;
      this.sign = sign;
      this.options = List.of(options);
    }

    List<String> options() {
      List<String> all = new ArrayList<>(List.of("-javaagent:" + Artifacts.file(coordinates) + arguments));
      all.addAll(options);
      return all;
    }
  }

  /** Datadog's; with AppSec it resolves the types of every class that is defined, through that class's loader. */
  private static final String DATADOG = "com.datadoghq:dd-java-agent:jar:1.40.0";
  private static final List<String> DATADOG_FEATURES = List.of("appsec", "iast", "profiling");

  private static Path meddler;
  private static Path resolver;
  private static Path spoiler;

  @BeforeAll
  static void compile() throws Exception {
    meddler = CompiledJar.of(WORK.resolve("meddler"), "Meddler", """
        import java.io.*;
        import java.lang.instrument.*;
        import java.nio.file.*;
        import java.security.ProtectionDomain;

        /** Retransforms every class of a container that is loaded, and then redefines it from its class file. */
        public class Meddler implements ClassFileTransformer, Runnable {
          private final Path trigger;
          private final Instrumentation instrumentation;

          private Meddler(String trigger, Instrumentation instrumentation) {
            this.trigger = Paths.get(trigger);
            this.instrumentation = instrumentation;
          }

          public static void premain(String trigger, Instrumentation instrumentation) {
            Meddler meddler = new Meddler(trigger, instrumentation);
            instrumentation.addTransformer(meddler, true);
            Thread thread = new Thread(meddler, "meddler");
            thread.setDaemon(true);
            thread.start();
          }

          public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain,
              byte[] code) {
            return isContainers(String.valueOf(name).replace('/', '.')) ? code.clone() : null;
          }

          private static boolean isContainers(String name) {
            return name.startsWith("org.apache.catalina.connector.") || name.startsWith("io.undertow.server.HttpServer")
                || name.startsWith("io.undertow.servlet.spec.Http") || name.equals("org.eclipse.jetty.server.Request")
                || name.startsWith("org.eclipse.jetty.ee8.nested.Req");
          }

          public void run() {
            try {
              while (!Files.exists(trigger)) {
                Thread.sleep(50);
              }
              int count = 0;
              for (Class<?> type : instrumentation.getAllLoadedClasses()) {
                if (isContainers(type.getName()) && instrumentation.isModifiableClass(type)) {
                  instrumentation.retransformClasses(type);
                  instrumentation.redefineClasses(new ClassDefinition(type, bytes(type)));
                  count++;
                }
              }
              System.out.println("meddled with " + count);
            } catch (Throwable e) {
              e.printStackTrace();
              System.out.println("meddled and failed");
            }
          }

          private static byte[] bytes(Class<?> type) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (InputStream in = type.getClassLoader().getResourceAsStream(
                type.getName().replace('.', '/') + ".class")) {
              for (int b = in.read(); b >= 0; b = in.read()) {
                bytes.write(b);
              }
            }
            return bytes.toByteArray();
          }
        }
        """);
    resolver = CompiledJar.of(WORK.resolve("resolver"), "Resolver", """
        import java.io.*;
        import java.lang.instrument.*;
        import java.net.URL;
        import java.security.ProtectionDomain;
        import java.util.Collections;

        /**
         * While a class is being defined, loads every class that it names through its own loader, and reads its class
         * file and others there.
         */
        public class Resolver implements ClassFileTransformer {
          public static void premain(String arguments, Instrumentation instrumentation) {
            instrumentation.addTransformer(new Resolver(), true);
          }

          public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain,
              byte[] code) {
            if (loader != null && loader.getClass().getName().equals("io.github.realip.HiddenClassLoader")) {
              try {
                read(loader.getResourceAsStream(name + ".class"), name);
                for (URL url : Collections.list(loader.getResources(name + ".class"))) {
                  read(url.openStream(), name);
                }
                loader.getResources("META-INF/MANIFEST.MF");
                read(loader.getResourceAsStream("java/lang/Object.class"), "java/lang/Object");
                resolve(loader, code);
              } catch (Throwable e) {
                e.printStackTrace();
              }
            }
            return null;
          }

          private static void read(InputStream in, String name) throws IOException {
            if (in == null || new DataInputStream(in).readInt() != 0xcafebabe) {
              System.err.println("not readable: " + name);
            }
            in.close();
          }

          private static void resolve(ClassLoader loader, byte[] code) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(code));
            in.readLong();
            int count = in.readUnsignedShort();
            String[] texts = new String[count];
            int[] classes = new int[count];
            for (int i = 1; i < count; i++) {
              int tag = in.readUnsignedByte();
              if (tag == 1) {
                texts[i] = in.readUTF();
              } else if (tag == 7) {
                classes[i] = in.readUnsignedShort();
              } else {
                int size = tag == 5 || tag == 6 ? 8 : tag == 15 ? 3 : tag == 8 || tag == 16 || tag > 18 ? 2 : 4;
                in.skipBytes(size);
                i += size / 8;
              }
            }
            for (int named : classes) {
              try {
                if (named != 0) {
                  loader.loadClass(texts[named].replace('/', '.'));
                }
              } catch (ClassNotFoundException | LinkageError notYet) {
                System.out.println("resolver: " + notYet);
              }
            }
          }
        }
        """);
    spoiler = CompiledJar.of(WORK.resolve("spoiler"), "Spoiler", """
        import java.lang.instrument.*;
        import java.security.ProtectionDomain;

        /** Makes classes of another agent impossible to define, the first so many times. */
        public class Spoiler implements ClassFileTransformer {
          private int times;

          private Spoiler(int times) {
            this.times = times;
          }

          public static void premain(String times, Instrumentation instrumentation) {
            instrumentation.addTransformer(new Spoiler(Integer.parseInt(times)), true);
          }

          public byte[] transform(ClassLoader loader, String name, Class<?> type, ProtectionDomain domain,
              byte[] code) {
            return "io/github/realip/config/Settings".equals(name) && times-- > 0 ? new byte[] {1} : null;
          }
        }
        """);
  }

  @ParameterizedTest(name = "{0}, ours {1}, {2} {3} on Java {4}")
  @CsvSource({
      "OPENTELEMETRY, first,  tomcat,   9.,  17",
      "OPENTELEMETRY, second, jetty,    12., 25",
      "ELASTIC,       first,  tomcat,   9.,  8",
      "ELASTIC,       second, undertow, 2.2, 17",
      "JACOCO,        first,  undertow, 2.3, 25",
      "JACOCO,        second, jetty,    9.4, 8"})
  void anotherAgentChangesNothing(Other other, String ours, String launcher, String version, int java)
      throws Exception {
    try (Site site = Site.start(Picked.launch(launcher, version, java, ordered(ours, other.options())))) {
      assertRight(site);
      ChildProcess process = site.server().process();
      assertTrue((process.stdout() + process.stderr()).contains(other.sign), process::log);
      assertFalse(OURS.matcher(process.stdout() + process.stderr()).find(), process::log);
    }
  }

  @ParameterizedTest(name = "ours {0}, {1} {2} on Java {3}")
  @CsvSource({
      "first,  tomcat,   9.,  8",
      "second, undertow, 2.2, 8",
      "first,  jetty,    12., 25",
      "second, tomcat,   9.,  27"})
  void retransformingAndRedefiningKeepsTheClassesWoven(String ours, String launcher, String version, int java)
      throws Exception {
    Path trigger = WORK.resolve("go-" + ours + "-" + launcher + "-" + java);
    Files.deleteIfExists(trigger);
    List<String> options = ordered(ours, List.of("-javaagent:" + meddler + "=" + trigger));
    try (Site site = Site.start(Picked.launch(launcher, version, java, options))) {
      assertRight(site);
      Files.createFile(trigger);
      ChildProcess process = site.server().process();
      for (int i = 0; i < 600 && !process.stdout().contains("meddled"); i++) {
        Thread.sleep(50);
      }
      assertTrue(Pattern.compile("meddled with [1-9]").matcher(process.stdout()).find(), process::log);
      assertRight(site);
      assertFalse(OURS.matcher(process.stdout() + process.stderr()).find(), process::log);
    }
  }

  @ParameterizedTest(name = "ours {0}, {1} {2} on Java {3}")
  @CsvSource({
      "first,  tomcat,   9.,  17",
      "second, tomcat,   9.,  8",
      "first,  jetty,    12., 25",
      "second, undertow, 2.2, 17"})
  void anAgentMayResolveTypesThroughOurLoaderWhileOurClassesAreDefined(String ours, String launcher, String version,
      int java) throws Exception {
    try (Site site = Site.start(
        Picked.launch(launcher, version, java, ordered(ours, List.of("-javaagent:" + resolver))))) {
      assertRight(site);
      ChildProcess process = site.server().process();
      assertTrue(process.stdout().contains("resolver: "), process::log);
      assertFalse(OURS.matcher(process.stderr()).find(), process::log);
    }
  }

  @ParameterizedTest
  @CsvSource({"8, tomcat, 9.", "17, undertow, 2.3", "25, jetty, 12."})
  void aFailureWhileOurClassesAreDefinedIsOverWhenItIsOver(int java, String launcher, String version)
      throws Exception {
    List<String> options = ordered("second", List.of("-javaagent:" + spoiler + "=2"));
    try (Site site = Site.start(Picked.launch(launcher, version, java, options))) {
      for (int i = 0; i < 100 && !"203.0.113.7".equals(site.proxied("203.0.113.7", "/whoami").address()); i++) {
        Thread.sleep(50);
      }
      for (int i = 0; i < 300; i++) { // what is tried again meanwhile takes back no answer
        assertEquals("203.0.113.7", site.proxied("203.0.113.7", "/whoami").address());
        Thread.sleep(5);
      }
      assertRight(site);
      assertFalse(OURS.matcher(site.server().process().stderr()).find(), site.server().process()::log);
    }
  }

  @Test
  void aFailureThatIsNotOverIsSaidOnce() throws Exception {
    List<String> options = ordered("second", List.of("-javaagent:" + spoiler + "=1000"));
    try (Site site = Site.start(Picked.launch("undertow", "2.3", 17, options))) {
      ChildProcess process = site.server().process();
      for (int i = 0; i < 200 && !process.stderr().contains("realip-agent: "); i++) {
        Thread.sleep(50);
      }
      assertEquals("127.0.0.10", site.proxied("203.0.113.7", "/async").address());
      List<String> lines = process.stderr().lines().filter(line -> OURS.matcher(line).find()).toList();
      assertTrue(lines.size() == 1 && lines.get(0).contains("ClassFormatError"), process::log);
    }
  }

  /** Every feature of it on and off, in both orders, with -Pall; a spread of that by itself. */
  static Stream<Arguments> datadogs() {
    if (!Selection.OF_THIS_RUN.isAll()) {
      return Stream.of(
          arguments("first", "tomcat", "9.", List.of("appsec")),
          arguments("second", "jetty", "12.", DATADOG_FEATURES),
          arguments("second", "undertow", "2.3", List.of("appsec", "iast")),
          arguments("first", "undertow", "2.3", List.of()));
    }
    List<Arguments> all = new ArrayList<>();
    for (String ours : List.of("first", "second")) {
      for (String[] server : new String[][] {{"tomcat", "9."}, {"jetty", "12."}, {"undertow", "2.3"}}) {
        for (int features = 0; features < 1 << DATADOG_FEATURES.size(); features++) {
          int chosen = features;
          all.add(arguments(ours, server[0], server[1], DATADOG_FEATURES.stream()
              .filter(each -> (chosen >> DATADOG_FEATURES.indexOf(each) & 1) == 1).toList()));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "ours {0}, {1} {2} with {3}")
  @MethodSource("datadogs")
  void datadogsAgentChangesNothing(String ours, String launcher, String version, List<String> features)
      throws Exception {
    List<String> options = new ArrayList<>(List.of("-javaagent:" + Artifacts.file(DATADOG),
        "-Ddd.jmxfetch.enabled=false", "-Ddd.instrumentation.telemetry.enabled=false",
        "-Ddd.remote_config.enabled=false"));
    for (String each : DATADOG_FEATURES) {
      options.add("-Ddd." + each + ".enabled=" + features.contains(each));
    }
    try (Site site = Site.start(Picked.launch(launcher, version, 17, ordered(ours, options)))) {
      assertRight(site);
      ChildProcess process = site.server().process();
      for (int i = 0; i < 200 && !process.stderr().contains("DATADOG TRACER CONFIGURATION"); i++) {
        Thread.sleep(50);
      }
      assertTrue(process.stderr().contains("DATADOG TRACER CONFIGURATION"), process::log);
      assertTrue(process.stderr().contains("\"appsec_enabled\":\""
          + (features.contains("appsec") ? "FULLY_ENABLED" : "FULLY_DISABLED")), process::log);
      assertFalse(OURS.matcher(process.stdout() + process.stderr()).find(), process::log);
    }
  }

  private static List<String> ordered(String ours, List<String> other) {
    List<String> options = new ArrayList<>();
    if (ours.equals("first")) {
      options.addAll(Site.agent("127.0.0.10"));
      options.addAll(other);
    } else {
      options.addAll(other);
      options.addAll(Site.agent("127.0.0.10"));
    }
    return options;
  }

  private static void assertRight(Site site) throws Exception {
    for (String path : List.of("/whoami", "/async?dispatch", "/forward")) {
      assertEquals("203.0.113.7", site.proxied("203.0.113.7", path, "X-Forwarded-For: 198.51.100.1").address());
    }
    assertEquals("127.0.0.66", site.direct("127.0.0.66", "/whoami", "X-Forwarded-For: 198.51.100.1").address());
    try (Connection connection = site.connect("127.0.0.10")) {
      for (int i = 0; i < 100; i++) {
        assertEquals("198.18.0." + i, connection.get("/whoami", "X-Forwarded-For: 198.18.0." + i).address());
      }
    }
  }
}
