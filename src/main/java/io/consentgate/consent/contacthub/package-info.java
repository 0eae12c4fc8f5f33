/**
 * Consents as Contactlab ContactHub holds them: 13 leaves of status, limitation and objection, and one disclaimer. Reads
 * them exactly, and writes them back without loss; what that model cannot say is told, never dropped in silence. Whether
 * anything of it opens a door is the gate's question.
 */
package io.consentgate.consent.contacthub;
