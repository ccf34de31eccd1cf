/**
 * What no library can repair, the agent explains: where the network has lost the client's address, it says what to
 * change.
 *
 * <p>{@link io.github.realip.findings.StatisticsWindow} adds up what requests show of their peers, a
 * {@link io.github.realip.findings.Finding} concludes from it and has the words, and
 * {@link io.github.realip.findings.Repetition} keeps the log short. A further finding is one more constant of
 * {@code Finding}, with a section of its name in docs/diagnosis.md.
 */
package io.github.realip.findings;
