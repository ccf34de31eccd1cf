package io.github.realip;

import java.io.File;
import java.util.Locale;
import java.util.Properties;

/**
 * Whether the PROXY protocol may have to be read in this JVM. Classes of connections serve clients, too, so they must
 * not bring in the rest of the agent where nobody has asked for it; no file is read for the answer.
 */
final class MayReadProxyProtocol {

  private static final String[] KEYS = {"proxy-protocol", "config-file"};

  private MayReadProxyProtocol() {
  }

  /** Tells whether it is set, or a file is there in which it may be. */
  static boolean here(Properties properties, String arguments) {
    try {
      for (String key : KEYS) {
        if (properties.getProperty("realip." + key) != null || arguments != null && arguments.contains(key)
            || System.getenv("REALIP_" + key.replace('-', '_').toUpperCase(Locale.ROOT)) != null) {
          return true;
        }
      }
      String place = RealIpAgent.place();
      File jar = place == null ? null : HiddenClassLoader.file(place);
      return new File("/realip-config").exists()
          || jar != null && new File(jar.getParentFile(), "realip.properties").exists();
    } catch (SecurityException notToBeKnown) {
      return true;
    }
  }
}
