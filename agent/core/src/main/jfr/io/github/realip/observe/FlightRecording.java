package io.github.realip.observe;

import jdk.jfr.FlightRecorder;

/** Whether anybody has begun to record; loads next to nothing, and nothing can be linked where there is no JFR. */
final class FlightRecording {

  private FlightRecording() {
  }

  static boolean hasBegun() {
    return FlightRecorder.isInitialized();
  }
}
