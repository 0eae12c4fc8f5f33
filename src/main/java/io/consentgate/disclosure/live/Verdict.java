package io.consentgate.disclosure.live;

import java.util.List;

/**
 * What a look at one page said about one section of the notice.
 *
 * @param shown the version that the page shows; null when it is none, or unknown
 * @param why in a sentence, for people; null when it is current and there is nothing to say
 * @param lacking sentences of the notice in force that the page does not show
 * @param instead sentences that the page shows in its place and that are not in force
 */
record Verdict(Standing standing, Integer shown, String why, List<String> lacking, List<String> instead) {

    Verdict {
        lacking = List.copyOf(lacking);
        instead = List.copyOf(instead);
    }

    static Verdict of(Standing standing, String why) {
        return new Verdict(standing, null, why, List.of(), List.of());
    }

    static Verdict current(int shown, String why) {
        return new Verdict(Standing.CURRENT, shown, why, List.of(), List.of());
    }

    Verdict remarking(String more) {
        return new Verdict(standing, shown, why + "; " + more, lacking, instead);
    }
}
