/**
 * The written notice as the world reads it: which file stands under which path, in which language, for how long it may
 * be kept. What is in force is held in memory; earlier versions are read where they lie. Nothing is written here, and
 * nothing that is the controller's own business goes out.
 */
package io.consentgate.disclosure.publish;
