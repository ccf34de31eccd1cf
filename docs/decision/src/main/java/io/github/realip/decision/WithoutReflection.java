package io.github.realip.decision;

import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.MethodDescriptor;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Leaves out what Gson does by reflection, which TeaVM does not have: nothing of the page calls it, but any
 * {@code toString()} might. TeaVM finds this by its name in {@code META-INF/services}.
 */
public final class WithoutReflection implements TeaVMPlugin, ClassHolderTransformer {

  @Override
  public void install(TeaVMHost host) {
    host.add(this);
  }

  @Override
  public void transformClass(ClassHolder type, ClassHolderTransformerContext context) {
    if (type.getName().equals("com.google.gson.JsonElement")) {
      type.removeMethod(type.getMethod(new MethodDescriptor("toString", String.class)));
    }
  }
}
