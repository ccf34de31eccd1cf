package io.github.realip.benchmarks.start;

/**
 * What one start took.
 *
 * @param wallMillis from the start of the process to its end, or to the first answer
 * @param cpuMillis user and system time of all its threads until then
 * @param residentMiB what it had of the memory then; {@code NaN} if it had ended
 */
record Measured(double wallMillis, double cpuMillis, double residentMiB) {
}
