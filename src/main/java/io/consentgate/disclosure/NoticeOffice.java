package io.consentgate.disclosure;

import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.database.Transaction;
import io.consentgate.database.Transactions;
import io.consentgate.disclosure.NoticeAuthor.Complete;
import io.consentgate.disclosure.NoticeAuthor.Draft;
import io.consentgate.disclosure.NoticeAuthor.Incomplete;
import io.consentgate.disclosure.NoticeVersions.Kept;
import io.consentgate.event.Purpose;
import io.consentgate.gate.NoticeChanges;
import io.consentgate.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Plans and writes the versions of notices. The content's hash alone decides whether there is something to write. */
public final class NoticeOffice {

    private final Transactions transactions;
    private final NoticeVersions versions;
    private final NoticeAuthor author;
    private final List<Rendering> renderings;
    private final NoticeTexts texts;
    private final NoticeFolder folder;
    private final Clock clock;

    /** @param renderings every format, in the order of the manifest's making */
    public NoticeOffice(
            Transactions transactions,
            NoticeVersions versions,
            NoticeAuthor author,
            List<Rendering> renderings,
            NoticeTexts texts,
            Path dataDir,
            Clock clock) {
        this.transactions = transactions;
        this.versions = versions;
        this.author = author;
        this.renderings = List.copyOf(renderings);
        this.texts = texts;
        this.folder = new NoticeFolder(dataDir);
        this.clock = clock;
    }

    /** What writing would do. */
    public sealed interface Plan {
        List<Gap> gaps();
    }

    /** Nothing can be written: items are missing, contradictory or expired. */
    public record Refused(List<Gap> gaps) implements Plan {}

    /**
     * The content is the one of the newest version.
     *
     * @param texts whether it would be said in other words now
     */
    public record Unchanged(Kept newest, NoticeModel model, boolean texts, List<Gap> gaps) implements Plan {}

    /**
     * @param version the number it gets
     * @param before null for the first
     * @param asksAgain purposes for which consents given before no longer count
     */
    public record Changed(
            NoticeModel model,
            int version,
            String contentHash,
            Kept before,
            List<NoticeChange> changes,
            Grade grade,
            Set<Purpose> asksAgain,
            List<Gap> gaps)
            implements Plan {}

    /** @param folder where its files are */
    public record Written(Kept version, List<NoticeFile> files, Path folder) {}

    public Plan plan(Site site, AccountSwitches switches) {
        Draft draft = author.write(site, switches, clock.instant());
        if (draft instanceof Incomplete incomplete) {
            return new Refused(incomplete.gaps());
        }
        Complete complete = (Complete) draft;
        String hash = ContentHash.of(complete.model());
        Optional<Kept> newest = newest(site);
        if (newest.isEmpty()) {
            return new Changed(complete.model(), 1, hash, null, List.of(), Grade.MINOR, Set.of(), complete.gaps());
        }
        Kept before = newest.get();
        if (before.edition().contentHash().equals(hash)) {
            return new Unchanged(before, complete.model(), saidDifferently(before), complete.gaps());
        }
        List<NoticeChange> changes = NoticeDiff.between(before.edition().model(), complete.model());
        return new Changed(
                complete.model(),
                before.edition().version() + 1,
                hash,
                before,
                changes,
                NoticeDiff.grade(changes),
                asksAgain(changes, before.edition().model()),
                complete.gaps());
    }

    /** A purpose that is new has no consents that could end. */
    private static Set<Purpose> asksAgain(List<NoticeChange> changes, NoticeModel before) {
        Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
        changes.forEach(change -> purposes.addAll(change.purposes()));
        purposes.removeIf(purpose -> before.purpose(purpose).isEmpty());
        return purposes;
    }

    /** Whether the files of the newest version, made now, would be others. */
    private boolean saidDifferently(Kept newest) {
        List<NoticeFile> kept = transactions.read(tx -> versions.files(
                tx, newest.edition().model().site(), newest.edition().version()));
        for (Rendering rendering : List.of(new HtmlFragments())) {
            for (NoticeFile file : rendering.render(newest.edition(), texts)) {
                if (kept.stream()
                        .noneMatch(one ->
                                one.name().equals(file.name()) && Arrays.equals(one.content(), file.content()))) {
                    return true;
                }
            }
        }
        return false;
    }

    public Optional<Kept> newest(Site site) {
        return transactions.read(tx -> versions.newest(tx, site.name()));
    }

    /** The same content in other words, as a version of its own: nobody is asked again. */
    public Changed reworded(Unchanged unchanged) {
        return new Changed(
                unchanged.model(),
                unchanged.newest().edition().version() + 1,
                unchanged.newest().edition().contentHash(),
                unchanged.newest(),
                List.of(new NoticeChange(Grade.WORDING, "texts.changed", List.of(), Set.of())),
                Grade.WORDING,
                Set.of(),
                unchanged.gaps());
    }

    /** What the gate would say of older consents once the plan is written. */
    public NoticeChanges afterwards(Site site, Changed plan, LocalDate effectiveFrom) {
        List<Kept> all = new ArrayList<>(transactions.read(tx -> versions.of(tx, site.name())));
        all.add(kept(site, plan, effectiveFrom, clock.instant()));
        return KeptChanges.with(all);
    }

    /**
     * Renders and keeps a version, in the database first, then in its folder.
     *
     * @param also done in the same transaction: whoever is concerned is marked
     */
    public Written write(Site site, Changed plan, LocalDate effectiveFrom, Consumer<Transaction> also)
            throws IOException {
        Kept version = kept(site, plan, effectiveFrom, clock.instant());
        List<NoticeFile> files = new ArrayList<>();
        renderings.forEach(rendering -> files.addAll(rendering.render(version.edition(), texts)));
        files.add(Manifest.of(
                version.edition(),
                plan.before() == null ? "first" : plan.grade().wire(),
                files,
                texts));
        transactions.write(tx -> {
            versions.add(tx, version, files);
            also.accept(tx);
            return null;
        });
        return new Written(version, List.copyOf(files), folder.keep(site.name(), plan.version(), files));
    }

    /** Makes the folders of versions that were written by another node, or whose folder was lost. */
    public void restore(Site site) throws IOException {
        for (Kept kept : transactions.read(tx -> versions.of(tx, site.name()))) {
            int version = kept.edition().version();
            folder.keep(site.name(), version, transactions.read(tx -> versions.files(tx, site.name(), version)));
        }
    }

    private static Kept kept(Site site, Changed plan, LocalDate effectiveFrom, Instant now) {
        Instant effectiveAt = effectiveFrom.atStartOfDay(site.zone()).toInstant();
        NoticeEdition edition = new NoticeEdition(
                plan.model(),
                plan.version(),
                plan.contentHash(),
                effectiveFrom,
                plan.before() == null ? null : plan.before().edition().version(),
                now);
        // A day that has begun already: consents of this morning were given under the old text too.
        return new Kept(edition, plan.grade(), plan.asksAgain(), effectiveAt.isBefore(now) ? now : effectiveAt);
    }
}
