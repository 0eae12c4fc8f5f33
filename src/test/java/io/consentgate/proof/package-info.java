/**
 * The whole connector from outside: crowds with known right answers, every byte that leaves it recorded, faults, and
 * {@code kill -9}. Right answers are written down while the people are made up, never asked of the code under test.
 */
package io.consentgate.proof;
