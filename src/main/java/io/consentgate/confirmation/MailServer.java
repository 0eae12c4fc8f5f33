package io.consentgate.confirmation;

/**
 * The mail server that takes what we send.
 *
 * @param user null when it asks for none
 * @param password null likewise
 */
public record MailServer(String host, int port, Security security, String user, String password) {

    public enum Security {
        /** Encrypted after the greeting; a server that does not offer it gets nothing. */
        STARTTLS,
        /** Encrypted from the first byte. */
        TLS,
        /** In clear, on this machine only. */
        NONE
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "MailServer[" + host + ":" + port + "]";
    }
}
