package io.consentgate.cart;

import io.consentgate.database.SqlInstallation;
import io.consentgate.database.Transaction;
import java.util.Optional;

/**
 * How the orders of an account go: one by one, or in groups. The first order that leaves chooses for all later ones:
 * ActiveCampaign never brings together what came both ways (activecampaign-api.md 14).
 */
public final class OrderWay {

    private static final String ONE_BY_ONE = "rest";
    private static final String IN_GROUPS = "bulk";

    private final SqlInstallation installation;
    private final String name;
    private final String way;

    public OrderWay(SqlInstallation installation, String account, boolean inGroups) {
        this.installation = installation;
        this.name = "orders." + account;
        this.way = inGroups ? IN_GROUPS : ONE_BY_ONE;
    }

    boolean inGroups() {
        return way.equals(IN_GROUPS);
    }

    /** With the first order; another node may have been started with another setting. */
    void chosen(Transaction tx) {
        if (!installation.madeWith(tx, name, way)) {
            throw new IllegalStateException(name + " went another way than " + way);
        }
    }

    /** The way that earlier orders went, when it was another: {@code rest} or {@code bulk}. */
    public Optional<String> another() {
        return installation.madeWith(name).filter(before -> !before.equals(way));
    }
}
