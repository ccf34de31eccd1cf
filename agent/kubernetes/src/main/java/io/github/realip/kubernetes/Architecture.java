package io.github.realip.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A processor that the copy program runs on. */
public enum Architecture {
  /** 64-bit x86. */
  AMD64("x86_64-linux-gnu"),
  /** 64-bit ARM. */
  ARM64("aarch64-linux-gnu");

  private final String triplet;

  Architecture(String triplet) {
    this.triplet = triplet;
  }

  /** The name in an image's platform and in Dockerfile's {@code TARGETARCH}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The C compiler for it, as Debian names it for every machine. */
  public String compiler() {
    return triplet + "-gcc";
  }

  /** The compiler that this machine has for it: the one named after it, or plain gcc if that is for it. */
  Optional<String> installedCompiler() {
    return List.of(compiler(), "gcc").stream().filter(this::isMadeFor).findFirst();
  }

  private boolean isMadeFor(String compiler) {
    try {
      Process process = new ProcessBuilder(compiler, "-dumpmachine").start();
      String machine = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 && machine.startsWith(triplet.substring(0, triplet.indexOf('-')));
    } catch (IOException notInstalled) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
