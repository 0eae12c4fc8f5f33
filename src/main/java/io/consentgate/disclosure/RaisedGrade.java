package io.consentgate.disclosure;

import io.consentgate.disclosure.NoticeModel.UsedPurpose;
import io.consentgate.disclosure.NoticeOffice.Changed;
import io.consentgate.disclosure.NoticeOffice.Unchanged;
import io.consentgate.disclosure.NoticeVersions.Kept;
import io.consentgate.event.Purpose;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A grade set by hand: what the rules call small can be great for those concerned (disclosure.md 4.4). It is only ever
 * raised.
 *
 * @param purposes whose consents a material change ends; empty = every purpose that rests on consent
 */
public record RaisedGrade(Grade grade, Set<Purpose> purposes) {

    public RaisedGrade {
        purposes = Set.copyOf(purposes);
    }

    /** A grade or purpose that cannot be set for this version. */
    public static final class Impossible extends RuntimeException {
        private static final long serialVersionUID = 1;

        Impossible(String why) {
            super(why);
        }
    }

    /** @throws Impossible when it would be lower than what the changes are, or nobody can have consented before */
    public Changed of(Changed plan) {
        if (plan.before() == null) {
            throw new Impossible("this is the first version: nobody consented under an earlier one");
        }
        if (grade.compareTo(plan.grade()) < 0) {
            throw new Impossible("the changes are " + plan.grade().wire() + ", and a grade can only be raised; "
                    + grade.wire() + " is less");
        }
        List<NoticeChange> changes = new ArrayList<>(plan.changes());
        Set<Purpose> asksAgain = EnumSet.noneOf(Purpose.class);
        asksAgain.addAll(plan.asksAgain());
        asksAgain.addAll(concerned(plan.before()));
        changes.add(raised(asksAgain));
        return new Changed(
                plan.model(),
                plan.version(),
                plan.contentHash(),
                plan.before(),
                changes,
                grade,
                asksAgain,
                plan.gaps());
    }

    /** The same content again, as a version of its own: the one before was taken for less than it is. */
    public Changed of(Unchanged unchanged) {
        Set<Purpose> concerned = concerned(unchanged.newest());
        return new Changed(
                unchanged.model(),
                unchanged.newest().edition().version() + 1,
                unchanged.newest().edition().contentHash(),
                unchanged.newest(),
                List.of(raised(concerned)),
                grade,
                concerned,
                unchanged.gaps());
    }

    private NoticeChange raised(Set<Purpose> concerned) {
        return new NoticeChange(grade, "grade.raised", List.of(grade.wire()), concerned);
    }

    private Set<Purpose> concerned(Kept before) {
        if (grade != Grade.MATERIAL) {
            return Set.of();
        }
        Set<Purpose> consented = before.edition().model().purposes().stream()
                .filter(UsedPurpose::consentBased)
                .map(UsedPurpose::purpose)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Purpose.class)));
        if (!consented.containsAll(purposes)) {
            throw new Impossible("in version " + before.edition().version() + " these rest on consent: "
                    + consented.stream().map(Purpose::wire).collect(Collectors.joining(", ")));
        }
        return purposes.isEmpty() ? consented : purposes;
    }
}
