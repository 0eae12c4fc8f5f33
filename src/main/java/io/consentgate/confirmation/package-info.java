/**
 * Double opt-in: asks a person by mail whether an address is theirs, and takes the answer. Who may be asked, and whether
 * a link still opens anything, is the gate's decision, made at that moment; a confirmation becomes a statement of the
 * register. Nothing that a stranger could have typed stands in a mail, and no mail advertises.
 */
package io.consentgate.confirmation;
