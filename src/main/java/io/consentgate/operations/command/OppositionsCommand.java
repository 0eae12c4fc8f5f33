package io.consentgate.operations.command;

import io.consentgate.consent.OppositionLists.Loaded;
import io.consentgate.gate.CountryRules;
import io.consentgate.gate.OppositionRegister;
import io.consentgate.operations.OppositionAges;
import io.consentgate.operations.OppositionAges.Age;
import io.consentgate.operations.OppositionLoading;
import io.consentgate.operations.OppositionLoading.Order;
import io.consentgate.operations.OppositionLoading.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies of the registers of people who do not want to be called or written to. */
@Command(
        name = "oppositions",
        description =
                "Loads opposition registers (Registro pubblico delle opposizioni, Robinson, TPS) and tells how old"
                        + " they are.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: consentgate oppositions import RPO answer.csv --date 2026-11-22"})
final class OppositionsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: import or list.");
    }

    @Command(
            name = "import",
            description = {
                "Loads a file, gzip too: one number or e-mail address a line for a copy of the whole register; or columns"
                        + " under a head with number or email, and since (the day of registration) or listed (yes or no).",
                "With a column listed the file is the answer to your own numbers, and says nothing of others. Numbers are"
                        + " kept as keyed hashes. A copy replaces the one before it, once all of it was read."
            },
            mixinStandardHelpOptions = true,
            footer = {"", "Example: consentgate oppositions import TPS tps.txt.gz --date 2026-11-20"})
    static final class Import implements Callable<Integer> {
        private final Tools.Opener opener;

        @Parameters(index = "0", paramLabel = "REGISTER", description = "As in config/rules: RPO, Robinson, TPS ...")
        private String register;

        @Parameters(index = "1", paramLabel = "FILE", description = "The file.")
        private Path file;

        @Option(names = "--date", required = true, paramLabel = "DAY", description = "Of the copy or answer.")
        private String date;

        @Option(
                names = "--skip-unreadable",
                description =
                        "Let the file count though lines of it cannot be read; whoever stands there may be called.")
        private boolean skip;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        Import(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() throws IOException {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new Commands.UsageProblem("cannot read " + file);
            }
            try (Tools tools = opener.open();
                    Progress progress = Progress.counting(spec.commandLine().getErr(), !json)) {
                List<CountryRules> laws = tools.configuration().laws().all();
                OppositionRegister asked = OppositionAges.register(register, laws)
                        .orElseThrow(() -> new Commands.UsageProblem(
                                "no country's rules ask for a register " + register + "; known are " + known(laws)));
                Order order = new Order(
                        asked.name(),
                        asked.channels(),
                        region(asked, laws),
                        file,
                        day(tools.clock().instant()),
                        skip);
                Result result = tools.oppositions()
                        .load(order, lines -> progress.show(asked.name() + ": " + lines + " lines read"));
                progress.close();
                print(asked, result);
                return result.counts() && result.unreadableLines() == 0 ? Commands.DONE : Commands.WITH_REFUSALS;
            } catch (ZipException | java.io.EOFException damaged) {
                throw new Commands.UsageProblem(
                        file.getFileName() + " is damaged or cut off; the list before it counts");
            } catch (UncheckedIOException unreadable) {
                throw new Commands.UsageProblem(file.getFileName() + " cannot be read; the list before it counts");
            }
        }

        private Instant day(Instant now) {
            try {
                Instant day = LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
                if (day.isAfter(now)) {
                    throw new Commands.UsageProblem("--date lies ahead");
                }
                return day;
            } catch (DateTimeException notADay) {
                throw new Commands.UsageProblem("--date takes a day like 2026-11-22");
            }
        }

        private static String known(List<CountryRules> laws) {
            return laws.stream()
                    .flatMap(rules -> rules.registers().stream())
                    .map(OppositionRegister::name)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", "));
        }

        /** Numbers without a prefix are those of the register's country; ISO calls the UK GB. */
        private static String region(OppositionRegister asked, List<CountryRules> laws) {
            String country = laws.stream()
                    .filter(rules -> rules.registers().contains(asked))
                    .map(CountryRules::country)
                    .findFirst()
                    .orElseThrow();
            return country.equals("UK") ? "GB" : country;
        }

        private void print(OppositionRegister asked, Result result) {
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Map<String, Object> wire = new LinkedHashMap<>();
                wire.put("register", asked.name());
                wire.put("counts", result.counts());
                wire.put("lines", result.lines());
                wire.put("unreadable", result.unreadableLines());
                wire.put("unreadable_lines", result.unreadable());
                if (result.counts()) {
                    wire.put("entries", result.list().entries());
                }
                Output.json(out, wire);
                return;
            }
            if (result.unreadableLines() > 0) {
                out.println(result.unreadableLines() + " of " + result.lines() + " lines cannot be read: "
                        + result.unreadable().stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + (result.unreadableLines() > result.unreadable().size() ? " ..." : ""));
            }
            out.println(
                    result.counts()
                            ? asked.name() + ": " + result.list().entries() + " entries of " + date + " count for "
                                    + asked.maxAgeDays() + " days"
                            : asked.name()
                                    + ": nothing was taken, the list before it counts; correct the lines, or accept"
                                    + " them with --skip-unreadable");
            out.flush();
        }
    }

    @Command(
            name = "list",
            description = "Which registers were loaded, and until when they count.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: consentgate oppositions list --json"})
    static final class Listing implements Callable<Integer> {
        private final Tools.Opener opener;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        Listing(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() {
            try (Tools tools = opener.look()) {
                Instant now = tools.clock().instant();
                OppositionLoading loading = tools.oppositions();
                List<Age> ages = OppositionAges.of(
                        loading.loaded(), tools.configuration().laws().all());
                PrintWriter out = spec.commandLine().getOut();
                if (json) {
                    Output.json(
                            out,
                            Map.of(
                                    "registers",
                                    ages.stream().map(age -> wire(age, now)).toList()));
                } else if (ages.isEmpty()) {
                    out.println("No register was loaded: what needs one stays closed.");
                    out.flush();
                } else {
                    Output.table(
                            out,
                            List.of("register", "of", "kind", "entries", "until", "state"),
                            ages.stream().map(age -> row(age, now)).toList());
                }
                return Commands.DONE;
            }
        }

        private static List<String> row(Age age, Instant now) {
            Loaded list = age.list();
            return List.of(
                    list.register(),
                    list.checkedAt().toString(),
                    list.copy() ? "copy" : "answer",
                    String.valueOf(list.entries()),
                    age.until() == null ? "" : age.until().toString(),
                    state(age, now));
        }

        private static String state(Age age, Instant now) {
            return age.until() == null
                    ? "asked by no rules"
                    : age.tooOld(now) ? "too old" : age.soon(now) ? "old" : "good";
        }

        private static Map<String, Object> wire(Age age, Instant now) {
            Map<String, Object> wire = new LinkedHashMap<>();
            wire.put("register", age.list().register());
            wire.put("checked_at", age.list().checkedAt().toString());
            wire.put("kind", age.list().copy() ? "copy" : "answer");
            wire.put("entries", age.list().entries());
            wire.put("until", age.until() == null ? null : age.until().toString());
            wire.put("state", state(age, now).toLowerCase(Locale.ROOT).replace(' ', '_'));
            return wire;
        }
    }
}
