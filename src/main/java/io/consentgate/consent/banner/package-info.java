/**
 * Reads what consent banners store in browsers (consent.md chapter 2): one decoder per tool turns a cookie or storage
 * value into a state, and a state into statements for the register. Pure: no clock, no I/O, no exception leaves. Only an
 * explicit, dated choice that names what the site maps can open; whatever else a value says, closes or stays silent, and
 * whether a statement opens anything is still the gate's question.
 */
package io.consentgate.consent.banner;
