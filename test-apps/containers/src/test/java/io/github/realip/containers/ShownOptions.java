package io.github.realip.containers;

import java.nio.file.Path;

/** A program that prints which agents and which settings of ours its JVM was started with, as options. */
final class ShownOptions {

  private ShownOptions() {
  }

  static Path program(Path directory) throws Exception {
    return CompiledJar.of(directory.resolve("program"), "Shown", """
        import java.lang.management.ManagementFactory;
        import java.util.TreeSet;

        public class Shown {
          public static void main(String[] arguments) {
            for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
              if (option.startsWith("-javaagent:")) {
                System.out.println(option);
              }
            }
            for (String name : new TreeSet<String>(System.getProperties().stringPropertyNames())) {
              if (name.startsWith("realip.")) {
                System.out.println("-D" + name + "=" + System.getProperty(name));
              }
            }
          }
        }
        """);
  }
}
