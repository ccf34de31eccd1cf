package io.github.realip.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two places where settings are found without an option, and mounts that are never updated. */
class MachineTest {

  @TempDir
  Path directory;

  private Path mounted;
  private Path besideTheJar;

  private Configuration with(String... namesAndValues) throws IOException {
    mounted = Files.createDirectories(directory.resolve("mounted")).resolve("realip.properties");
    Path jar = Files.createDirectories(directory.resolve("jar")).resolve("realip-agent.jar");
    Files.write(jar, new byte[0]);
    besideTheJar = jar.resolveSibling("realip.properties");
    return Configuration.of(
        List.of(Layer.systemProperties(ConfigurationTest.properties(namesAndValues))),
        new Machine(List.of(), Machine.defaultFiles(mounted.getParent().toFile(), jar.toFile()), ""));
  }

  @Test
  void theMountedFileCountsThenTheOneBesideTheJar() throws IOException {
    assertFalse(with().isActive());
    Files.writeString(besideTheJar, "trusted-proxies=192.0.2.1\n");
    assertEquals("rewriting is on: trusts 192.0.2.1; reads X-Forwarded-For; settings from " + besideTheJar,
        with().summary());
    Files.writeString(mounted, "realip.trusted-proxies=192.0.2.2\n");
    Configuration configuration = with();
    assertEquals("rewriting is on: trusts 192.0.2.2; reads X-Forwarded-For; settings from " + mounted,
        configuration.summary());
    assertEquals(mounted.toString(), configuration.setting(Key.CONFIG_FILE).value());
    assertEquals("default place", configuration.setting(Key.CONFIG_FILE).origin());
    assertEquals(List.of(), configuration.problems());

    Path named = Files.writeString(directory.resolve("named"), "trusted-proxies=192.0.2.3\n");
    assertEquals(named.toString(), with("realip.config-file", named.toString()).setting(Key.TRUSTED_PROXIES).file());
    assertFalse(with("realip.config-file", directory.resolve("none").toString()).isActive(), "no other in its place");
    assertEquals("192.0.2.4",
        with("realip.trusted-proxies", "192.0.2.4").setting(Key.TRUSTED_PROXIES).value());
  }

  @Test
  void aMountedFileMayComeLaterAndMustNotGo() throws IOException {
    Configuration before = with();
    assertTrue(before.readsFiles() && before.mayEverBeActive());
    assertTrue(before.summary().endsWith(", or write trusted-proxies=10.0.0.7 into " + mounted), before.summary());
    Files.writeString(mounted, "trusted-proxies=192.0.2.1\n");
    assertTrue(before.filesHaveChanged());
    Configuration after = before.reload();
    assertTrue(after.isActive());
    Files.delete(mounted);
    assertTrue(after.filesHaveChanged());
    Configuration gone = after.reload();
    assertFalse(gone.isValid());
    assertTrue(gone.problems().toString().contains("\"" + mounted + "\": there is no such file"),
        gone.problems()::toString);
  }

  @Test
  void whereNothingIsMountedNothingIsWatched() throws IOException {
    Path jar = Files.write(directory.resolve("realip-agent.jar"), new byte[0]);
    assertEquals(List.of(), Machine.defaultFiles(directory.resolve("none").toFile(), jar.toFile()));
    assertEquals(List.of(), Machine.defaultFiles(directory.resolve("none").toFile(), null));
    assertFalse(Configuration.load(ConfigurationTest.properties(), Map.of(), null).readsFiles());
  }

  @Test
  void aFileThatIsAMountOfItsOwnIsNeverUpdated() throws IOException {
    Path file = Files.writeString(directory.resolve("a file"), "trusted-proxies=192.0.2.1\n");
    String mounts = "1 0 0:1 / / rw - overlay overlay rw\n"
        + "2 1 8:1 /var/lib/kubelet/pods/1/volume-subpaths/realip/app/0 " + file.toString().replace(" ", "\\040")
        + " ro,relatime - ext4 /dev/sda1 rw\n";
    List<Layer> layers = List.of(Layer.systemProperties(
        ConfigurationTest.properties("realip.config-file", file.toString())));
    Configuration configuration = Configuration.of(layers, new Machine(List.of(), List.of(), mounts));
    assertTrue(configuration.isActive());
    assertEquals(1, configuration.problems().size());
    assertTrue(configuration.problems().get(0).toString().contains("(subPath)"), configuration.problems()::toString);
    assertEquals(List.of(), configuration.reload().problems(), "said at the start");
    assertEquals(List.of(), Configuration.of(layers, List.of()).problems());
  }
}
