package io.github.realip.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The expected names are in kube-proxy's own tests. */
class ChainNameTest {

  @Test
  void aServicePortHasTheNameThatKubeProxyGivesIt() {
    assertEquals("KUBE-SVC-XPGD46QRK7WJZT7O", ChainName.of("KUBE-SVC-", "ns1/svc1:p80"));
  }

  @Test
  void anEndpointHasTheNameThatKubeProxyGivesIt() {
    assertEquals("KUBE-SEP-SXIVWICOYRO3J4NJ", ChainName.ofEndpoint("ns1/svc1:p80", "10.180.0.1:80"));
  }
}
