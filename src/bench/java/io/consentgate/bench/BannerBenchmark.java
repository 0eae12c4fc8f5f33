package io.consentgate.bench;

import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerReader;
import io.consentgate.consent.banner.BannerSettings;
import io.consentgate.consent.banner.BannerState;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** How many banner values a second one thread reads, per format; each an explicit yes of usual length. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class BannerBenchmark {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final BannerSettings SETTINGS = new BannerSettings(null, Set.of(), null, null, null, Set.of(1));

    @Param
    BannerFormat format;

    private String raw;

    @Setup
    public void value() {
        raw = switch (format) {
            case COOKIEBOT ->
                "{stamp:%27q7Hk3ZbT0yWcN5rVx1LmPd8sJ2fGa9QeUo4tIiYhBnCzKw6vMxRl+A==%27%2Cnecessary:true"
                        + "%2Cpreferences:true%2Cstatistics:true%2Cmarketing:true%2Cmethod:%27explicit%27%2Cver:1"
                        + "%2Cutc:1789374600000%2Cregion:%27it%27}";
            case IUBENDA ->
                "%7B%22timestamp%22%3A%222026-09-14T08%3A30%3A00.000Z%22%2C%22version%22%3A%221.90.0%22%2C"
                        + "%22purposes%22%3A%7B%221%22%3Atrue%2C%222%22%3Atrue%2C%224%22%3Atrue%2C%225%22%3Atrue%7D%2C"
                        + "%22id%22%3A70010020%7D";
            case ONETRUST ->
                "isGpcEnabled=0&datestamp=Mon+Sep+14+2026+10%3A30%3A00+GMT%2B0200+(CEST)&version=202506.1.0"
                        + "&browserGpcFlag=0&isIABGlobal=false&hosts=&consentId=5b0c6f2e-7d41-4f7a-9b11-2f3a4c5d6e7f"
                        + "&interactionCount=3&landingPath=NotLandingPage"
                        + "&groups=C0001%3A1%2CC0002%3A1%2CC0003%3A1%2CC0004%3A1&geolocation=IT%3B25"
                        + "&AwaitingReconsent=false";
            case COOKIEYES ->
                "consentid%3ARm9yT3VyT3duVGVzdHM%2Cconsent%3Ayes%2Caction%3Ayes%2Cnecessary%3Ayes"
                        + "%2Cfunctional%3Ayes%2Canalytics%3Ayes%2Cperformance%3Ano%2Cadvertisement%3Ayes"
                        + "%2ClastRenewedDate%3A1789374600000";
            case COMPLIANZ ->
                "cmplz_functional=allow; cmplz_statistics=allow; cmplz_preferences=allow;"
                        + " cmplz_marketing=allow; cmplz_policy_id=7; cmplz_banner-status=dismissed";
            case KLARO -> "%7B%22activecampaign%22%3Atrue%2C%22matomo%22%3Atrue%2C%22youtube%22%3Afalse%7D";
            case USERCENTRICS ->
                "{\"controllerId\":\"c0ffee00\",\"id\":\"Set1\",\"language\":\"it\",\"services\":["
                        + "{\"history\":[{\"action\":\"onAcceptAllServices\",\"language\":\"it\",\"status\":true,"
                        + "\"timestamp\":1789374600000,\"type\":\"explicit\",\"versions\":{}}],\"id\":\"activecampaign\","
                        + "\"processorId\":\"p\",\"status\":true}],\"version\":\"3.1.0\"}";
            case DIDOMI ->
                "eyJ1c2VyX2lkIjoiMThmMCIsImNyZWF0ZWQiOiIyMDI2LTA5LTE0VDA4OjI5OjAwLjAwMFoiLCJ1cGRhdGVkIjoiMj"
                        + "AyNi0wOS0xNFQwODozMDowMC4wMDBaIiwidmVuZG9ycyI6eyJlbmFibGVkIjpbImFjdGl2ZWNhbXBhaWduIl19LCJ2ZXJ"
                        + "zaW9uIjoyfQ==";
            case ORESTBIDA ->
                "%7B%22categories%22%3A%5B%22necessary%22%2C%22marketing%22%5D%2C%22revision%22%3A2%2C"
                        + "%22consentTimestamp%22%3A%222026-09-14T08%3A30%3A00.000Z%22%2C%22consentId%22%3A%227c9e6679%22"
                        + "%2C%22services%22%3A%7B%22marketing%22%3A%5B%22activecampaign%22%5D%7D%2C%22expirationTime%22"
                        + "%3A1805099400000%7D";
            case OSANO -> "cookieconsent_status_ESSENTIAL=ALLOW; cookieconsent_status_MARKETING=ALLOW";
            case GOOGLE_CONSENT_MODE -> "gcs=G111&gcd=13r3r3r3r5l1";
            case IAB_TCF -> "CQqiDoAQqiDoANwADBITC1FgAP_gAAAAABCYAAAAAAAA.IAOABAAB.YAAAAAAAAUA";
            case IAB_GPP -> "DBABMA~CQqiDoAQqiDoANwADBITC1FgAP_gAAAAABCYAAAAAAAA.IAOABAAB.YAAAAAAAAUA";
            case CONSENTGATE ->
                "{\"version\":1,\"receipt_id\":\"r-1\",\"recorded_at\":\"2026-09-14T08:30:00Z\","
                        + "\"choices\":{\"site_tracking\":true,\"profiling_online\":false}}";
        };
        BannerState state = BannerReader.read(format, raw, SETTINGS, false, NOW);
        if (state.activeCampaignTracking() == (format == BannerFormat.GOOGLE_CONSENT_MODE)) {
            throw new IllegalStateException(format + ": " + state.reason());
        }
    }

    @Benchmark
    public BannerState read() {
        return BannerReader.read(format, raw, SETTINGS, false, NOW);
    }

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(BannerBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
