package io.github.realip.config;

import io.github.realip.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said about settings, word for word, to be read as its reader will read it. Which mistake is an error and what
 * it does is told by the other tests.
 */
class MessagesTest {

  /** Settings, one or several, separated by {@code |}: {@code KEY=VALUE} as system properties, or as it begins. */
  private static final String[] SETTINGS = {
    "",
    "trusted-proxies=10.0.0.7",
    "trusted-proxies=10.0.0.0/24,2001:db8::/64,loopback,dns:gateway,unix: | trusted-hops=2 | defer-to=remote-ip-valve",
    "trusted-proxies=google-lb",
    "trusted-proxies=google-lb,10.0.0.7",
    "trusted-proxies= ",
    "trusted-proxies=10.0.0.7 | enabled=false",
    "trusted-proxies=10.0.0.0/33",
    "trusted-proxies=10.0.0.7/24",
    "trusted-proxies=010.0.0.7",
    "trusted-proxies=ingress",
    "trusted-proxies=cloudfare",
    "trusted-proxies=azure-frontdoor",
    "trusted-proxies=dns:",
    "trusted-proxies=dns:10.0.0.7",
    "trusted-proxies=@/no/such/file",
    "trusted-proxies=0.0.0.0/0",
    "trusted-proxies=private",
    "trusted-proxies=\"10.0.0.7\"",
    "trusted-proxies=10.0.0.7;10.0.0.8",
    "trusted-proxies=$(PROXIES)",
    "trusted-proxies=10.0.0.7 | headers=X-Client",
    "trusted-proxies=10.0.0.7 | headers=X-Forwarded-Fro",
    "trusted-proxies=10.0.0.7 | headers=X-Real-IP=many",
    "trusted-proxies=10.0.0.7 | headers=X Real IP",
    "trusted-proxies=10.0.0.7 | headers=X-Real-IP,x-real-ip",
    "trusted-proxies=10.0.0.7 | headers=Fastly-Client-IP",
    "trusted-proxies=10.0.0.7 | trusted-hops=0",
    "trusted-hops=1",
    "trusted-proxies=10.0.0.7 | log=loud",
    "trusted-proxies=10.0.0.7 | ipv6-format=short",
    "trusted-proxies=10.0.0.7 | dns-refresh=0s",
    "trusted-proxies=10.0.0.7 | diagnose=perhaps",
    "trusted-proxies=10.0.0.7 | enabled=flase",
    "trusted-proxies=10.0.0.7 | defer-to=remote-ip-vale",
    "trusted-proxy=10.0.0.7",
    "trusted-proxies=10.0.0.7 | lgo=debug",
    "trusted-proxies=10.0.0.7 | colour=blue",
    "REALIP_TRUSTED_PROXY=10.0.0.7",
    "REALIP_TRUSTED_PROXIES=10.0.0.x",
    "agent:trusted-proxies=10.0.0.x",
    "agent:trusted-proxies",
    "agent:trusted-proxies=10.0.0.7;trusted-proxies=10.0.0.8",
    "proxy-protocol=10.0.0.9",
    "proxy-protocol=10.0.0.9,dns:lb | trusted-proxies=10.0.0.7",
    "proxy-protocol=10.0.0.9 | proxy-protocol-missing=accept",
    "proxy-protocol=10.0.0.9 | proxy-protocol-missing=accept | trusted-proxies=10.0.0.0/24",
    "proxy-protocol=10.0.0.9 | proxy-protocol-missing=never",
    "proxy-protocol-missing=close",
    "proxy-protocol=10.0.0.0/33 | trusted-proxies=10.0.0.7",
    "proxy-protocol=0.0.0.0/0",
    "proxy-protocol=private",
    "proxy-protocol=unix:,10.0.0.9",
    "proxy-protocol=lb",
    "proxy-protcol=10.0.0.9",
    "proxy-protocol=true",
    "file:proxy-protocol=10.0.0.9,\n10.0.0.8",
    "config-file=/no/such/file",
    "file:trusted-proxies=10.0.0.7",
    "file:trusted-proxies=10.0.0.x",
    "file:realip.trusted-proxy=10.0.0.7",
    "file:trusted-proxies=10.0.0.7,\n10.0.0.8",
    "file:trusted-proxies=10.0.0.7\ntrusted-proxies=10.0.0.8",
    "file:",
  };

  @TempDir
  Path directory;

  @Test
  void whatIsSaidIsThisWordForWord() throws IOException {
    Path file = directory.resolve("realip.properties");
    List<String> said = new ArrayList<>();
    for (String settings : SETTINGS) {
      Properties properties = new Properties();
      Map<String, String> environment = new HashMap<>();
      String arguments = null;
      for (String each : settings.split(" \\| ")) {
        if (each.startsWith("agent:")) {
          arguments = each.substring(6);
        } else if (each.startsWith("file:")) {
          Files.writeString(file, each.substring(5));
          properties.setProperty("realip.config-file", file.toString());
        } else if (each.contains("=")) {
          String name = each.substring(0, each.indexOf('='));
          String value = each.substring(each.indexOf('=') + 1);
          if (name.startsWith("REALIP_")) {
            environment.put(name, value);
          } else {
            properties.setProperty("realip." + name, value);
          }
        }
      }
      Configuration configuration = Configuration.load(properties, environment, arguments);
      said.add("# " + settings.replace("\n", "\\n"));
      for (Problem problem : configuration.problems()) {
        said.add(problem.toString().replace(file.toString(), "FILE"));
      }
      said.add(configuration.summary().replace(file.toString(), "FILE"));
      said.add("");
    }
    GoldenFile.assertSame("settings.txt", said.subList(0, said.size() - 1));
  }
}
