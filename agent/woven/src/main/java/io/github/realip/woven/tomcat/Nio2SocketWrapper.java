package io.github.realip.woven.tomcat;

import io.github.realip.woven.RealIp;
import io.github.realip.woven.tomcat.stub.org.apache.tomcat.util.net.Nio2Channel;
import java.net.InetSocketAddress;

/** Writes an IPv6 source as the settings have it; the container writes peers as Java does. */
abstract class Nio2SocketWrapper {

  String remoteAddr;

  abstract Object getSocket();

  void populateRemoteAddr() {
    RealIp.original();
    try {
      Object source = RealIp.source.apply(null, ((Nio2Channel) getSocket()).getIOChannel());
      if (source != null) {
        remoteAddr = ((InetSocketAddress) source).getHostString();
      }
    } catch (Throwable any) {
      // then as the container has it
    }
  }
}
