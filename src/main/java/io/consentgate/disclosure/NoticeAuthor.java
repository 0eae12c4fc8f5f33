package io.consentgate.disclosure;

import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.configuration.Configuration;
import io.consentgate.disclosure.NoticeModel.Feature;
import io.consentgate.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Writes the model of a site's notice, or says everything that keeps it from being written. */
public final class NoticeAuthor {

    private final Configuration configuration;
    private final NoticeTexts texts;
    private final Function<Site, Set<Feature>> features;

    /** @param features what is switched on for a site; each room that has a switch adds it where parts are put together */
    public NoticeAuthor(Configuration configuration, NoticeTexts texts, Function<Site, Set<Feature>> features) {
        this.configuration = configuration;
        this.texts = texts;
        this.features = features;
    }

    public sealed interface Draft {

        /** Everything that was found, warnings too. */
        List<Gap> gaps();
    }

    /** @param gaps warnings only */
    public record Complete(NoticeModel model, List<Gap> gaps) implements Draft {}

    /** Nothing is published that is not whole. */
    public record Incomplete(List<Gap> gaps) implements Draft {}

    public Draft write(Site site, AccountSwitches switches, Instant now) {
        NoticeSource source = NoticeSource.of(
                site,
                configuration.laws().of(site.country()),
                configuration.notice(),
                features.apply(site),
                switches,
                texts.languages(),
                now);
        List<Gap> gaps = new Checklist(source).gaps();
        return gaps.stream().anyMatch(Gap::stops)
                ? new Incomplete(gaps)
                : new Complete(new ModelMaker(source).make(), gaps);
    }
}
