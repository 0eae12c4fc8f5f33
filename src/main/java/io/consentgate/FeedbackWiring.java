package io.consentgate;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.feedback.Permitted;
import io.consentgate.feedback.Poll;
import io.consentgate.feedback.Reconcile;
import io.consentgate.feedback.RegisterStatements;
import io.consentgate.feedback.RemoteFeedback;
import io.consentgate.feedback.RemoteNoes;
import io.consentgate.feedback.SqlCursors;
import io.consentgate.feedback.SqlFindings;
import io.consentgate.feedback.SqlWebhookKeys;
import io.consentgate.feedback.Webhooks;

/** Puts together what hears of changes that were made in an account itself. */
final class FeedbackWiring {

    private final Wiring wiring;
    private final ActiveCampaign account;
    private final SqlWebhookKeys webhookKeys = new SqlWebhookKeys();
    private final RemoteFeedback noes;

    FeedbackWiring(Wiring wiring, ActiveCampaign account) {
        this.wiring = wiring;
        this.account = account;
        this.noes = new RemoteFeedback(
                wiring.configuration().sites(),
                wiring.facts(),
                new RegisterStatements(wiring.people(), wiring.register()),
                wiring.states(),
                wiring.changed(),
                wiring.clock());
    }

    /** From what was heard to a withdrawal in the register. */
    RemoteFeedback noes() {
        return noes;
    }

    Poll poll() {
        var sites = wiring.configuration().sites();
        return new Poll(
                account,
                wiring.database(),
                new SqlCursors(),
                webhookKeys,
                new RemoteNoes(
                        account,
                        wiring.database(),
                        wiring.states(),
                        wiring.changed(),
                        wiring.facts(),
                        noes,
                        sites,
                        wiring.clock()),
                sites,
                wiring.clock());
    }

    Webhooks webhooks() {
        return new Webhooks(
                account.account(),
                wiring.database(),
                webhookKeys,
                wiring.hashes(),
                wiring.states(),
                noes,
                wiring.changed(),
                account::directory,
                wiring.configuration().sites());
    }

    Reconcile reconcile() {
        return new Reconcile(
                account,
                wiring.database(),
                new SqlCursors(),
                new SqlFindings(),
                wiring.states(),
                wiring.changed(),
                Permitted.by(wiring.planning()),
                wiring.configuration().sites(),
                wiring.clock());
    }
}
