package io.consentgate.feedback;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares without repairing, and says in the log what an operator could repair. */
public final class NightlyReconcile {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyReconcile.class);

    private final Reconcile reconcile;
    private volatile Reconcile.Report last;

    public NightlyReconcile(Reconcile reconcile) {
        this.reconcile = reconcile;
    }

    public void run() {
        Reconcile.Report report = reconcile.run(false, false, progress -> {});
        last = report;
        if (report.stopped() != null) {
            LOG.warn("comparing account {} stopped: {}", report.account(), report.stopped());
        } else if (report.people() > 0) {
            LOG.warn(
                    "account {} differs for {} people of {} compared: {}; repair with: reconcile --repair",
                    report.account(),
                    report.people(),
                    report.compared(),
                    report.found());
        } else {
            LOG.info("account {} is as agreed: {} contacts compared", report.account(), report.compared());
        }
    }

    /** For health and metrics; null before the first night. */
    public Reconcile.Report last() {
        return last;
    }
}
