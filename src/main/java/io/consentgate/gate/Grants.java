package io.consentgate.gate;

import io.consentgate.gate.Evidence.Weighed;
import io.consentgate.gate.Timeline.Closure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A person's grants, weighed; the newest stands for its cell, at equal instants the one that was registered first. */
final class Grants {

    private final List<Weighed> weighed;

    Grants(List<Timeline.Grant> grants, Evidence evidence) {
        this.weighed = new ArrayList<>(grants.size());
        for (int i = 0; i < grants.size(); i++) {
            weighed.add(evidence.weigh(grants.get(i)));
        }
    }

    List<Weighed> all() {
        return weighed;
    }

    /** The cells that any of them names. */
    long cells() {
        long mask = 0;
        for (int i = 0; i < weighed.size(); i++) {
            mask |= Cells.bit(weighed.get(i).grant().cell());
        }
        return mask;
    }

    /** Whether the person agreed to anything: an interest of somebody else's is no agreement. */
    boolean anyAgreed() {
        for (int i = 0; i < weighed.size(); i++) {
            if (weighed.get(i).valid() && weighed.get(i).agreed()) {
                return true;
            }
        }
        return false;
    }

    /** Null when there is none, as everywhere here. */
    Weighed newestValid(int cell) {
        Weighed newest = null;
        for (int i = 0; i < weighed.size(); i++) {
            Weighed grant = weighed.get(i);
            if (grant.grant().cell() == cell && grant.valid() && (newest == null || standsFor(grant, newest))) {
                newest = grant;
            }
        }
        return newest;
    }

    /** The newest that can answer an earlier no: an interest of somebody else's cannot (GDPR 21(2)-(3)), nor a sale. */
    Weighed newestAnswer(int cell) {
        Weighed newest = null;
        for (int i = 0; i < weighed.size(); i++) {
            Weighed grant = weighed.get(i);
            if (grant.grant().cell() == cell
                    && grant.valid()
                    && grant.answers()
                    && (newest == null || standsFor(grant, newest))) {
                newest = grant;
            }
        }
        return newest;
    }

    /**
     * The newest valid grant that has not expired and is newer than the no: an old one may outlive a newer one that rests
     * on an older sale. What the person agreed to stands before an interest of somebody else's, which the law asks more
     * of (opposition registers) and which must not close what the agreement opens.
     */
    Weighed open(int cell, Closure no, Instant now) {
        Weighed newest = null;
        for (int i = 0; i < weighed.size(); i++) {
            Weighed grant = weighed.get(i);
            if (grant.grant().cell() == cell
                    && grant.valid()
                    && now.isBefore(grant.expires())
                    && (no == null || (grant.answers() && grant.at().isAfter(no.at())))
                    && (newest == null || carries(grant, newest))) {
                newest = grant;
            }
        }
        return newest;
    }

    Weighed newestInvalid(int cell) {
        Weighed newest = null;
        for (int i = 0; i < weighed.size(); i++) {
            Weighed grant = weighed.get(i);
            if (grant.grant().cell() == cell && !grant.valid() && (newest == null || standsFor(grant, newest))) {
                newest = grant;
            }
        }
        return newest;
    }

    private static boolean carries(Weighed one, Weighed other) {
        return one.agreed() == other.agreed() ? standsFor(one, other) : one.agreed();
    }

    private static boolean standsFor(Weighed one, Weighed other) {
        if (one.at() == null || other.at() == null) {
            return one.at() != null || (other.at() == null && earlier(one, other));
        }
        int byTime = one.at().compareTo(other.at());
        return byTime > 0 || (byTime == 0 && earlier(one, other));
    }

    private static boolean earlier(Weighed one, Weighed other) {
        return one.grant().entry().seq() < other.grant().entry().seq();
    }
}
