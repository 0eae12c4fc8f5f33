package io.consentgate.activecampaign;

/** A list, field or tag has no id yet: {@code setup} was not run since the configuration named it. */
final class NotSetUp extends RuntimeException {

    private NotSetUp(String message) {
        super(message, null, false, false);
    }

    static String unless(String id, String kind, String name) {
        if (id == null) {
            throw new NotSetUp("the " + kind + " '" + name + "' is not known in the account yet: run setup");
        }
        return id;
    }
}
