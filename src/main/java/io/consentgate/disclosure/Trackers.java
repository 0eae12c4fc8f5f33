package io.consentgate.disclosure;

import io.consentgate.configuration.SiteNotice;
import io.consentgate.event.Purpose;

/** Which of the trackers that an operator lists can be set by what is switched on. */
final class Trackers {

    private Trackers() {}

    static boolean inUse(SiteNotice.Tracker tracker, NoticeSource source) {
        if (tracker.purpose() == Purpose.EMAIL_OPEN_TRACKING || "pixel".equals(tracker.type())) {
            return NoticeSource.measured(source.said().opens());
        }
        return source.script() || "technical".equals(tracker.category());
    }
}
