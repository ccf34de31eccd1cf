package io.github.realip.kubernetes;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/**
 * What an image consists of, as <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX</a> lists it: the jar, the
 * jar's parts, which it lists itself, and the program that copies it.
 */
final class ImageParts {
  private static final Gson JSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final Path jar;

  /**
   * Names the jar.
   *
   * @param jar the agent, whose manifest says where its list is
   */
  ImageParts(Path jar) {
    this.jar = jar;
  }

  /**
   * Writes the list beside the image's archive.
   *
   * @param program the name of the program in the image, or {@code null} if it has none
   * @throws IOException if the jar has no list, or it cannot be written
   */
  void write(OciArchive image, String name, String program) throws IOException {
    JsonObject parts = ofJar();
    JsonObject metadata = parts.getAsJsonObject("metadata");
    JsonObject agent = metadata.getAsJsonObject("component");
    String version = agent.get("version").getAsString();
    JsonArray components = parts.getAsJsonArray("components");
    components.add(agent);
    if (program != null) {
      components.add(component("application", program, version));
    }
    JsonObject container = component("container", name, version);
    container.addProperty("purl", "pkg:oci/" + name + "@" + image.digest().replace(":", "%3A"));
    metadata.add("component", container);
    parts.remove("serialNumber"); // it is the jar's
    Files.writeString(image.file().resolveSibling(name + ".cdx.json"), JSON.toJson(parts) + "\n");
  }

  private JsonObject ofJar() throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      String place = file.getManifest().getMainAttributes().getValue("Sbom-Location");
      try (Reader in = new InputStreamReader(file.getInputStream(file.getEntry(place)), StandardCharsets.UTF_8)) {
        return JsonParser.parseReader(in).getAsJsonObject();
      }
    }
  }

  private static JsonObject component(String type, String name, String version) {
    JsonObject component = new JsonObject();
    component.addProperty("type", type);
    component.addProperty("name", name);
    component.addProperty("version", version);
    return component;
  }
}
