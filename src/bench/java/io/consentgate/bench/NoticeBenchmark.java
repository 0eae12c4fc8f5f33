package io.consentgate.bench;

import io.consentgate.NoticeWiring;
import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.activecampaign.AccountSwitches.Switch;
import io.consentgate.configuration.Configuration;
import io.consentgate.disclosure.NoticeAuthor;
import io.consentgate.disclosure.NoticeEdition;
import io.consentgate.disclosure.NoticeFile;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.NoticeTexts;
import io.consentgate.disclosure.Rendering;
import io.consentgate.site.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every rendering of the shipped site's notice in its five languages, from the first reading of the texts on, each time
 * in a process that has never rendered anything. Median of five; then again in the same process, which is what the
 * schedule does.
 */
public final class NoticeBenchmark {

    private static final int TIMES = 5;
    private static final String COLD = "cold";

    private NoticeBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length > 0 && arguments[0].equals(COLD)) {
            System.out.println(cold());
            return;
        }
        Bench.machine();
        long[] took = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            took[i] = child();
        }
        Bench.against("all renderings of a site, cold", Bench.percentile(took, 0.5) / 1000.0, "s", false, 3);
        cold();
        Bench.figure("again, warm", cold() / 1000.0, "s");
    }

    private static long child() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        NoticeBenchmark.class.getName(),
                        COLD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (child.waitFor() != 0) {
            throw new IllegalStateException("the rendering failed");
        }
        return Long.parseLong(said.strip().lines().reduce((first, last) -> last).orElseThrow());
    }

    /** Milliseconds; each format's own on the error stream with {@code -Dbench.notice.each}. */
    private static long cold() {
        Configuration configuration = Configuration.load(Map.of());
        Instant now = Instant.now();
        long start = System.nanoTime();
        NoticeTexts texts = NoticeWiring.texts(configuration);
        Site site = configuration.sites().all().get(0);
        AccountSwitches off = new AccountSwitches(Switch.OFF, Switch.OFF, Switch.OFF, Switch.OFF, now);
        NoticeModel model = ((NoticeAuthor.Complete)
                        NoticeWiring.author(configuration, texts).write(site, off, now))
                .model();
        NoticeEdition edition = new NoticeEdition(
                model, 1, "sha256:" + "0".repeat(64), LocalDate.ofInstant(now, ZoneOffset.UTC), null, now);
        List<NoticeFile> files = new ArrayList<>();
        for (Rendering rendering : NoticeWiring.renderings()) {
            long one = System.nanoTime();
            files.addAll(rendering.render(edition, texts));
            if (Boolean.getBoolean("bench.notice.each")) {
                System.err.printf(
                        Locale.ROOT,
                        "%-28s %5d ms%n",
                        rendering.getClass().getSimpleName(),
                        (System.nanoTime() - one) / 1_000_000);
            }
        }
        long took = (System.nanoTime() - start) / 1_000_000;
        if (files.size() < 30) {
            throw new IllegalStateException("only " + files.size() + " files");
        }
        return took;
    }
}
