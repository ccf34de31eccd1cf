package io.github.realip.woven.liberty.stub.com.ibm.wsspi.channelfw;

import java.util.Map;

/** What templates name of it. */
public interface VirtualConnection {
  Map<Object, Object> getStateMap();
}
