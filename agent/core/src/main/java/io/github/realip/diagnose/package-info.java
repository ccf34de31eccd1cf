/**
 * What no library can repair, the agent explains: where the network has lost the client's address, it says what to
 * change. It counts every decision, looks closer at a few requests, and says one line per kind of finding.
 *
 * <p>{@link io.github.realip.diagnose.Sampler} chooses the requests, {@link io.github.realip.diagnose.Probe} reads
 * them, {@link io.github.realip.diagnose.EvidenceBook} adds them up, {@link io.github.realip.diagnose.FindingRules}
 * concludes, {@link io.github.realip.diagnose.Wording} says it.
 */
package io.github.realip.diagnose;
