/**
 * A stateful stand-in for ActiveCampaign that behaves as {@code activecampaign-api.md} describes the real service, so
 * that tests, the demo and benchmarks can run against it through HTTP. Every doubtful behaviour of the service sits
 * behind a {@link io.consentgate.standin.Quirk}, every failure behind a {@link io.consentgate.standin.Fault}. Nothing of
 * the connector may be used here: the stand-in judges it and must not share its mistakes.
 */
package io.consentgate.standin;
