package io.consentgate.cart;

import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.DeepData;
import io.consentgate.activecampaign.Lane;
import io.consentgate.cart.Shoppers.Claim;
import io.consentgate.gate.Removal;
import io.consentgate.gate.ShopCustomer;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the steps about the customer that carts and orders hang on, and about whether it accepts marketing. */
final class CustomerSteps {

    private static final Logger LOG = LoggerFactory.getLogger(CustomerSteps.class);

    private static final Duration REFUSED_CUSTOMER = Duration.ofMinutes(5);

    private final DeepData account;
    private final SentRecords records;
    private final CallWriting writing;

    CustomerSteps(DeepData account, SentRecords records, CallWriting writing) {
        this.account = account;
        this.records = records;
        this.writing = writing;
    }

    Outcome make(Claim claim, Shopper shopper, Step.OfCustomer step) {
        Removal person = new Removal(shopper.address(), null);
        if (step instanceof Step.SettleCustomer settle) {
            return settle(person, settle.customer());
        }
        if (step instanceof Step.RemoveCustomer remove) {
            SentCustomer customer = remove.customer();
            return writing.ended(
                    account.removeCustomer(Lane.WITHDRAWAL, person, customer.remoteId()),
                    tx -> records.remove(tx, customer),
                    tx -> records.remove(tx, customer));
        }
        if (step instanceof Step.Reject reject) {
            SentCustomer customer = reject.customer();
            return writing.ended(
                    account.rejectMarketing(Lane.WITHDRAWAL, person, customer.remoteId()),
                    tx -> records.save(tx, accepting(customer, customer.remoteId(), false)),
                    tx -> records.remove(tx, customer));
        }
        return step instanceof Step.AddCustomer add
                ? add(claim, shopper, add)
                : change(claim, (Step.ChangeCustomer) step);
    }

    private Outcome change(Claim claim, Step.ChangeCustomer step) {
        SentCustomer known = step.known();
        boolean accepts = step.customer().value().acceptsMarketing();
        return writing.ended(
                account.updateCustomer(
                        accepts ? Lane.CONTACT : Lane.WITHDRAWAL,
                        step.customer(),
                        known.remoteId(),
                        writing.still(claim, step.customer())),
                tx -> records.save(tx, accepting(known, known.remoteId(), accepts)),
                tx -> records.remove(tx, known));
    }

    private Outcome add(Claim claim, Shopper shopper, Step.AddCustomer step) {
        ShopCustomer value = step.customer().value();
        SentCustomer asked =
                new SentCustomer(claim.account(), value.connection(), shopper.address(), claim.site(), null, null);
        Answer<String> answer = account.addCustomer(
                step.lane(), step.customer(), writing.writing(claim, step.customer(), tx -> records.save(tx, asked)));
        if (answer instanceof Answer.Done<String> done) {
            return writing.write(tx -> records.save(tx, accepting(asked, done.value(), value.acceptsMarketing())));
        }
        if (!CallWriting.inDoubt(answer)) {
            writing.write(tx -> records.remove(tx, asked));
        }
        if (answer instanceof Answer.Refused<String> refused && !refused.stale()) {
            LOG.warn("ActiveCampaign refuses a customer: {} {}", claim, refused.why());
            return new Outcome.Later(REFUSED_CUSTOMER, true);
        }
        return Outcome.of(answer);
    }

    private static SentCustomer accepting(SentCustomer known, String remoteId, boolean accepts) {
        return new SentCustomer(known.account(), known.connection(), known.address(), known.site(), remoteId, accepts);
    }

    private Outcome settle(Removal person, SentCustomer customer) {
        Answer<Optional<String>> found = account.findCustomer(Lane.CART, person, customer.connection());
        if (!(found instanceof Answer.Done<Optional<String>> done)) {
            return Outcome.of(found);
        }
        return writing.write(tx -> done.value()
                .ifPresentOrElse(
                        id -> records.save(
                                tx,
                                new SentCustomer(
                                        customer.account(),
                                        customer.connection(),
                                        customer.address(),
                                        customer.site(),
                                        id,
                                        null)),
                        () -> records.remove(tx, customer)));
    }
}
