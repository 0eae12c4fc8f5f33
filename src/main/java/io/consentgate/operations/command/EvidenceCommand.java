package io.consentgate.operations.command;

import io.consentgate.configuration.Role;
import io.consentgate.consent.Document;
import io.consentgate.event.Channel;
import io.consentgate.event.Purpose;
import io.consentgate.event.When;
import io.consentgate.interest.Interests;
import io.consentgate.interest.Interests.Interest;
import io.consentgate.interest.Interests.Noted;
import io.consentgate.interest.Refused;
import io.consentgate.person.EmailAddress;
import io.consentgate.site.Site;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Legitimate interests with what shows them, and the notice that their people are owed. */
@Command(
        name = "evidence",
        description = {
            "Enters a legitimate interest with reason, assessment and document, and that its person was sent the notice.",
            "For operators and the data protection officer; a document is shown to the officer alone."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  consentgate evidence add anna@example.com --channel post --reason 'card, fair of Bologna' \\",
            "      --assessment LIA-2026-3 --document card.jpg",
            "  consentgate evidence told anna@example.com --notice 2026-03"
        })
final class EvidenceCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: add, told or get.");
    }

    private static void require(Tools tools, Role... roles) {
        for (Role role : roles) {
            if (tools.holds(role)) {
                return;
            }
        }
        throw new Commands.UsageProblem("evidence is for "
                + (roles.length > 1 ? "operators and the data protection officer" : "the data protection officer")
                + ": set CONSENTGATE_KEY_DPO" + (roles.length > 1 ? " or CONSENTGATE_KEY_OPERATOR" : "")
                + ", or put such a key from config/keys.yaml into CONSENTGATE_ROLE_KEY");
    }

    private static String address(String email) {
        return EmailAddress.normalise(email).orElseThrow(() -> new Commands.UsageProblem("not an e-mail address"));
    }

    private static Site site(Tools tools, String name) {
        List<Site> all = tools.configuration().sites().all();
        if (name == null && all.size() > 1) {
            throw new Commands.UsageProblem("there are several sites: name one with --site");
        }
        return name == null
                ? all.get(0)
                : tools.configuration()
                        .sites()
                        .named(name)
                        .orElseThrow(
                                () -> new Commands.UsageProblem("there is no site " + name + "; see config/sites/"));
    }

    private static When when(String option, String written) {
        try {
            return written == null ? null : When.parse(written);
        } catch (IllegalArgumentException unreadable) {
            throw new Commands.UsageProblem(
                    option + " takes a day like 2026-11-22 or a time like 2026-11-22T10:00:00+01:00");
        }
    }

    @Command(
            name = "add",
            description = {
                "Enters that somebody may be reached on the ground of a legitimate interest, on the channels that the law"
                        + " of the person's country leaves to it: post, in some countries the telephone, never e-mail.",
                "Without --notice the person has to be sent the notice within a month; until then it counts, afterwards"
                        + " it does not."
            },
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Example: consentgate evidence add anna@example.com --channel post --reason 'card, fair of Bologna' \\",
                "             --assessment LIA-2026-3 --document card.jpg"
            })
    static final class Add implements Callable<Integer> {
        private final Tools.Opener opener;

        @Parameters(paramLabel = "EMAIL", description = "The person's address.")
        private String email;

        @Option(
                names = "--purpose",
                paramLabel = "PURPOSE",
                description = "direct_marketing (default) or direct_marketing_own_similar.")
        private String purpose = Purpose.DIRECT_MARKETING.wire();

        @Option(names = "--channel", required = true, paramLabel = "CHANNEL", description = "post or phone_operator.")
        private String channel;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "How the contact came about.")
        private String reason;

        @Option(
                names = "--assessment",
                required = true,
                paramLabel = "ID",
                description = "Of the written assessment of interest, necessity and balance.")
        private String assessment;

        @ArgGroup(multiplicity = "1")
        private Shown shown;

        private static final class Shown {
            @Option(
                    names = "--document",
                    paramLabel = "FILE",
                    description = "Scan or mail: PDF, PNG, JPEG, TIFF or .eml, 10 MB at most.")
            private Path document;

            @Option(names = "--message-id", paramLabel = "ID", description = "Of the mail that shows it.")
            private String messageId;
        }

        @Option(names = "--recorded-at", paramLabel = "DAY", description = "When the contact came about; default now.")
        private String recordedAt;

        @Option(
                names = "--notice",
                paramLabel = "VERSION",
                description = "The privacy notice that the person was given then.")
        private String notice;

        @Option(names = "--site", paramLabel = "SITE", description = "Whose person; needed with several sites.")
        private String site;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        Add(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() throws IOException {
            String address = address(email);
            Interest interest = new Interest(
                    purpose(),
                    channel(),
                    some("--reason", reason),
                    some("--assessment", assessment),
                    shown.messageId == null ? null : some("--message-id", shown.messageId),
                    shown.document == null ? null : content(shown.document),
                    when("--recorded-at", recordedAt),
                    notice);
            try (Tools tools = opener.open()) {
                require(tools, Role.OPERATOR, Role.DPO);
                Noted noted = tools.interests().add(site(tools, site), address, interest);
                Audit.note("legitimate interest entered: record {}, user {}", noted.record(), Audit.user());
                print(noted);
                return noted.decision().allowed() ? Commands.DONE : Commands.WITH_REFUSALS;
            } catch (Refused refused) {
                throw new Commands.UsageProblem(refused.getMessage());
            }
        }

        private Purpose purpose() {
            try {
                return Purpose.of(purpose);
            } catch (IllegalArgumentException unknown) {
                throw new Commands.UsageProblem("--purpose takes direct_marketing or direct_marketing_own_similar");
            }
        }

        private Channel channel() {
            try {
                return Channel.of(channel);
            } catch (IllegalArgumentException unknown) {
                throw new Commands.UsageProblem("--channel takes post or phone_operator");
            }
        }

        private static String some(String option, String text) {
            if (text.isBlank() || text.length() > 500) {
                throw new Commands.UsageProblem(option + " takes 1 to 500 characters");
            }
            return text;
        }

        private static byte[] content(Path file) throws IOException {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new Commands.UsageProblem("cannot read " + file);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(Interests.LARGEST + 1);
            }
        }

        private void print(Noted noted) {
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Map<String, Object> wire = new LinkedHashMap<>();
                wire.put("record", noted.record());
                wire.put("decision", noted.decision().allowed() ? "allowed" : "denied");
                wire.put("reason", noted.decision().reason());
                wire.put("rule_id", noted.decision().ruleId());
                wire.put("document_sha256", noted.sha256());
                wire.put("notice_due", noted.decision().noticeDue());
                wire.values().removeIf(value -> value == null);
                wire.replaceAll((key, value) -> value.toString());
                Output.json(out, wire);
                return;
            }
            out.println("Entered as " + noted.record()
                    + (noted.sha256() == null ? "" : ", document sha256:" + noted.sha256()) + ".");
            out.println(
                    noted.decision().allowed()
                            ? "Allowed by " + noted.decision().ruleId() + " ("
                                    + noted.decision().source() + ")."
                            : "Not allowed as it stands: " + noted.decision().reason() + " ("
                                    + noted.decision().source() + ").");
            if (noted.decision().noticeDue() != null) {
                out.println("The person has to be sent the notice by "
                        + noted.decision().noticeDue() + "; then: consentgate evidence told EMAIL --notice VERSION");
            }
            out.flush();
        }
    }

    @Command(
            name = "told",
            description = "Enters that the person was sent the notice about data that rest on an interest (GDPR 14).",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: consentgate evidence told anna@example.com --notice 2026-03"})
    static final class Told implements Callable<Integer> {
        private final Tools.Opener opener;

        @Parameters(paramLabel = "EMAIL", description = "The person's address.")
        private String email;

        @Option(names = "--notice", required = true, paramLabel = "VERSION", description = "The version that was sent.")
        private String notice;

        @Option(names = "--at", paramLabel = "DAY", description = "When it was sent; default now.")
        private String at;

        @Option(names = "--site", paramLabel = "SITE", description = "Whose person; needed with several sites.")
        private String site;

        @Spec
        private CommandSpec spec;

        Told(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() {
            String address = address(email);
            When sent = when("--at", at);
            try (Tools tools = opener.open()) {
                require(tools, Role.OPERATOR, Role.DPO);
                Site whose = site(tools, site);
                if (!whose.noticeVersions().isEmpty() && !whose.noticeVersions().contains(notice)) {
                    throw new Commands.UsageProblem("the notice is not one of the site's: "
                            + String.join(
                                    ", ",
                                    whose.noticeVersions().stream().sorted().toList()));
                }
                String record = tools.interests().told(whose, address, notice, sent);
                Audit.note("notice sent: record {}, user {}", record, Audit.user());
                spec.commandLine().getOut().println("Entered as " + record + ".");
                spec.commandLine().getOut().flush();
                return Commands.DONE;
            } catch (Refused refused) {
                throw new Commands.UsageProblem(refused.getMessage());
            }
        }
    }

    @Command(
            name = "get",
            description = "Writes the document of a row of the register into a new file; each reading is logged.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: consentgate evidence get shop/17 card.pdf"})
    static final class Get implements Callable<Integer> {
        private final Tools.Opener opener;

        @Parameters(index = "0", paramLabel = "RECORD", description = "Like shop/17: site and number of the row.")
        private String record;

        @Parameters(index = "1", paramLabel = "FILE", description = "A file that is not there yet.")
        private Path file;

        @Spec
        private CommandSpec spec;

        Get(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() throws IOException {
            int slash = record.lastIndexOf('/');
            if (slash < 1 || !record.substring(slash + 1).matches("[0-9]{1,18}")) {
                throw new Commands.UsageProblem("a record is written like shop/17");
            }
            try (Tools tools = opener.look()) {
                require(tools, Role.DPO);
                Document document = tools.transactions()
                        .read(tx -> tools.register()
                                .documentOf(
                                        tx, record.substring(0, slash), Long.parseLong(record.substring(slash + 1))))
                        .orElseThrow(() -> new Commands.UsageProblem("no document lies with " + record));
                Audit.note("document read: record {}, role dpo, user {}", record, Audit.user());
                Files.write(file, document.content(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                spec.commandLine().getOut().println(document.type() + ", sha256:" + document.sha256());
                spec.commandLine().getOut().flush();
                return Commands.DONE;
            } catch (FileAlreadyExistsException there) {
                throw new Commands.UsageProblem(file + " is there already");
            }
        }
    }
}
