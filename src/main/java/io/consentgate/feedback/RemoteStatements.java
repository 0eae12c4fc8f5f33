package io.consentgate.feedback;

import io.consentgate.consent.Statement;
import io.consentgate.database.Transaction;
import io.consentgate.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the register takes down what was found in ActiveCampaign. */
@FunctionalInterface
public interface RemoteStatements {

    /**
     * Appends to the site's chain.
     *
     * @param address normalised; somebody unknown to the site becomes known by this no alone
     * @param evidence what was seen, nothing that names a person
     * @return the address, and every other one whose facts may change with it (READINGS 20)
     */
    Set<String> append(
            Transaction tx,
            Site site,
            String address,
            List<Statement> statements,
            Map<String, Object> evidence,
            Instant receivedAt);
}
