/** The measurements of {@code docs/benchmarks.md}; each is started by {@code src/bench/run NAME}. */
package io.consentgate.bench;
