package io.consentgate.activecampaign;

import java.util.concurrent.TimeUnit;

/** Time that only runs forward, and waiting for it. */
public interface Ticker {

    long nanos();

    /** Returns at once when that is past. */
    void sleepUntil(long nanos) throws InterruptedException;

    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleepUntil(long nanos) throws InterruptedException {
            for (long left = nanos - nanos(); left > 0; left = nanos - nanos()) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
        }
    };
}
