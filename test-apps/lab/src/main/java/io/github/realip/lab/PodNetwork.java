package io.github.realip.lab;

import java.util.Locale;

/** How pods of different nodes reach each other, and what kube-proxy is told. */
enum PodNetwork {
  /** Routes between the nodes. */
  HOST_GATEWAY(false, false),
  /** A VXLAN between the nodes, as flannel sets it up. */
  VXLAN(true, false),
  /** Routes, and kube-proxy with {@code --masquerade-all}. */
  MASQUERADE_ALL(false, true);

  private final boolean overlay;
  private final boolean masqueradeAll;

  PodNetwork(boolean overlay, boolean masqueradeAll) {
    this.overlay = overlay;
    this.masqueradeAll = masqueradeAll;
  }

  static PodNetwork named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  boolean isOverlay() {
    return overlay;
  }

  boolean masqueradesAll() {
    return masqueradeAll;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
