package io.consentgate.activecampaign;

import java.time.Duration;

/** Hears of every call, for the metrics {@code consentgate_calls_total} and {@code consentgate_budget_wait_seconds}. */
public interface CallObserver {

    CallObserver NONE = new CallObserver() {
        @Override
        public void answered(String endpoint, String answer) {}

        @Override
        public void waited(Duration forSlot) {}
    };

    /**
     * @param endpoint as in the reference, without ids: {@code contact/sync}, {@code contacts/id}, ...
     * @param answer see {@link Answer#label()}
     */
    void answered(String endpoint, String answer);

    void waited(Duration forSlot);
}
