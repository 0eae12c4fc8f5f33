package io.consentgate;

/** The program: reads its command line and starts what it names. */
public final class ConsentGate {

    private ConsentGate() {}

    public static void main(String[] arguments) {
        System.exit(0);
    }
}
