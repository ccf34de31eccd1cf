package io.github.realip.decision;

import org.teavm.classlib.ResourceSupplier;
import org.teavm.classlib.ResourceSupplierContext;

/** Puts the presets into the script; TeaVM finds this by its name in {@code META-INF/services}. */
public final class Presets implements ResourceSupplier {

  @Override
  public String[] supplyResources(ResourceSupplierContext context) {
    return new String[] {"io/github/realip/config/presets.txt"};
  }
}
