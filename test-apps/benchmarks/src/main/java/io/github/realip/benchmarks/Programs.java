package io.github.realip.benchmarks;

import io.github.realip.containers.ChildProcess;
import io.github.realip.containers.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** Java programs of a few lines, for every Java since 8. */
public final class Programs {

  private Programs() {
  }

  /** Compiles a class into the directory that its source is written to. */
  static void compile(Path directory, String name, String source) throws IOException {
    Files.createDirectories(directory);
    Path file = Files.writeString(directory.resolve(name + ".java"), source);
    int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "8", "-Xlint:-options",
        "-d", directory.toString(), file.toString());
    if (result != 0) {
      throw new IllegalStateException(file + " does not compile");
    }
  }

  /** The directory with the class {@code Hello}. */
  public static Path hello(Path directory) throws IOException {
    compile(directory, "Hello",
        "public class Hello { public static void main(String[] arguments) { System.out.println(\"hello\"); } }");
    return directory;
  }

  /** A key store of the kind that every Java reads. */
  public static Path keyStore(Path directory) throws IOException, InterruptedException {
    Path file = directory.resolve("keys.jks");
    Files.createDirectories(directory);
    Files.deleteIfExists(file);
    List<String> command = List.of(Jdk.current().tool("keytool").toString(), "-genkeypair", "-alias", "key", "-keyalg",
        "RSA", "-dname", "CN=test", "-storetype", "JKS", "-keystore", file.toString(), "-storepass", "changeit");
    try (ChildProcess keytool = ChildProcess.start(directory, Map.of(), command)) {
      if (keytool.exitCode(60) != 0) {
        throw new IllegalStateException(keytool.log());
      }
    }
    return file;
  }
}
