package io.github.realip.config;

import java.util.ArrayList;
import java.util.List;

/** From the configuration in force to the next one: what was in force must not go by a slip. */
final class Change {

  private static final String SWITCH_OFF = "to switch the rewriting off, write mode=off";

  private final Configuration before;
  private final Configuration now;
  private final Settings atStart;

  /**
   * A change.
   *
   * @param atStart the settings with which the JVM was started; some are read then only
   */
  Change(Configuration before, Configuration now, Settings atStart) {
    this.before = before;
    this.now = now;
    this.atStart = atStart;
  }

  /** Says what is wrong with it. */
  void check(Problems problems) {
    if (!now.isSwitchedOff() && now.isValid()) {
      checkWhatIsMissing(problems);
    }
    if (!now.isSwitchedOff() && now.isValid() && before.isActive() && !now.isActive()) {
      problems.add(Problem.error(now.setting(Key.TRUSTED_PROXIES).origin() + ": nobody would be trusted any more",
          SWITCH_OFF));
    }
    for (Key key : Key.values()) {
      Setting setting = now.setting(key);
      if (key.isReadAtStartOnly() && !setting.value().equals(atStart.get(key).value())) {
        problems.add(Problem.warning((setting.layer() == null ? key.label() : setting.origin()) + ": "
            + Printable.quote(setting.value()) + " is not in force until the JVM is restarted",
            "restart it, or put the setting back"));
      }
    }
  }

  private void checkWhatIsMissing(Problems problems) {
    String file = null;
    List<String> gone = new ArrayList<String>();
    List<String> defaults = new ArrayList<String>();
    for (Key key : Key.values()) {
      boolean isGone = before.setting(key).file() != null && now.setting(key).layer() == null;
      if (isGone && key.decidesTrust() && key != Key.MODE) {
        file = before.setting(key).file();
        gone.add(key.label());
        defaults.add(key.label() + "=" + (key == Key.TRUSTED_HOPS ? Values.NO_HOPS : key.defaultValue()));
      }
    }
    if (file == null) {
      return;
    }
    String remedy = gone.contains(Key.TRUSTED_PROXIES.label()) ? SWITCH_OFF
        : gone.contains(Key.ALLOWED_HOSTS.label()) ? "put it back, or start the JVM again to do without it"
        : "to go back to the default, write " + String.join(", ", defaults);
    problems.add(Problem.error(file + " no longer has " + String.join(", ", gone), remedy));
  }
}
