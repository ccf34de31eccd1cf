package io.github.realip.woven.liberty.stub.com.ibm.wsspi.channelfw;

/** What templates name of it. */
public interface ConnectionLink {
  Object getChannelAccessor();
}
