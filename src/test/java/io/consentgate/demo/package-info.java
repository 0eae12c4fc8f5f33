/**
 * The demonstration: real shop history, made-up people, the whole connector in a process of its own, and a stand-in
 * ActiveCampaign. It uses the connector only as a shop and an operator would: its commands and its HTTP surface.
 */
package io.consentgate.demo;
