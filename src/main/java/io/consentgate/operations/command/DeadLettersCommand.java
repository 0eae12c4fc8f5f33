package io.consentgate.operations.command;

import io.consentgate.activecampaign.Lane;
import io.consentgate.database.Transaction;
import io.consentgate.delivery.DeadLetters.DeadLetter;
import io.consentgate.delivery.DeadLetters.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "dead-letters",
        description =
                "People, carts and orders that could not be delivered: whose and why; what to send is decided anew on"
                        + " replay.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  consentgate dead-letters list", "  consentgate dead-letters replay --all"})
final class DeadLettersCommand implements Runnable {
    private static final int PAGE = 1000;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: list, show, replay or drop.");
    }

    private static Map<String, Object> wire(DeadLetter letter) {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("id", letter.id());
        wire.put("account", letter.account());
        wire.put("about", about(letter));
        wire.put("reason", letter.reason());
        wire.put("attempts", letter.attempts());
        wire.put("first_at", letter.firstAt().toString());
        wire.put("last_at", letter.lastAt().toString());
        return wire;
    }

    private static String about(DeadLetter letter) {
        return letter.subject().kind().name().toLowerCase(Locale.ROOT);
    }

    private static List<DeadLetter> all(Tools tools, AccountOption chosen) {
        List<DeadLetter> letters = new ArrayList<>();
        List<DeadLetter> page;
        do {
            long after = letters.isEmpty() ? 0 : letters.get(letters.size() - 1).id();
            page = tools.transactions().read(tx -> tools.deadLetters().list(tx, after, PAGE));
            letters.addAll(page);
        } while (page.size() == PAGE);
        return letters.stream().filter(letter -> chosen.means(letter.account())).toList();
    }

    /** Every one that was named, or none is touched: a mistyped number must not leave half of the work done. */
    private static List<DeadLetter> chosen(Tools tools, List<Long> ids) {
        return ids.stream().map(id -> find(tools, id)).toList();
    }

    private static DeadLetter find(Tools tools, long id) {
        return tools.transactions()
                .read(tx -> tools.deadLetters().find(tx, id))
                .orElseThrow(() -> new Commands.UsageProblem("there is no dead letter " + id));
    }

    @Command(
            name = "list",
            description = "All of them, without addresses.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: consentgate dead-letters list --json"})
    static final class Listing implements Callable<Integer> {
        private final Tools.Opener opener;

        @Mixin
        private AccountOption chosen;

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
                List<DeadLetter> letters = all(tools, chosen);
                if (!json && letters.isEmpty()) {
                    spec.commandLine().getOut().println("None: everybody could be delivered.");
                    spec.commandLine().getOut().flush();
                } else if (json) {
                    Output.json(
                            spec.commandLine().getOut(),
                            letters.stream().map(DeadLettersCommand::wire).toList());
                } else {
                    Output.table(
                            spec.commandLine().getOut(),
                            List.of("id", "account", "about", "attempts", "last", "reason"),
                            letters.stream()
                                    .map(letter -> List.of(
                                            String.valueOf(letter.id()),
                                            letter.account(),
                                            about(letter),
                                            String.valueOf(letter.attempts()),
                                            letter.lastAt().toString(),
                                            letter.reason()))
                                    .toList());
                }
                return Commands.DONE;
            }
        }
    }

    @Command(
            name = "show",
            description = "One of them, with its address, and of a cart or an order the shop's number.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: consentgate dead-letters show 4711"})
    static final class Show implements Callable<Integer> {
        private final Tools.Opener opener;

        @Parameters(paramLabel = "ID", description = "Its number, from the list.")
        private long id;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        Show(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() {
            try (Tools tools = opener.look()) {
                DeadLetter letter = find(tools, id);
                Map<String, Object> wire = wire(letter);
                wire.put("email", letter.address());
                if (letter.subject().kind() != Kind.PERSON) {
                    wire.put("site", letter.subject().site());
                    wire.put("shop", letter.subject().shop());
                    wire.put("external_id", letter.subject().id());
                }
                if (json) {
                    Output.json(spec.commandLine().getOut(), wire);
                } else {
                    List<List<String>> rows = new ArrayList<>();
                    wire.forEach((member, value) -> rows.add(List.of(member.replace('_', ' '), String.valueOf(value))));
                    Output.table(spec.commandLine().getOut(), List.of("", ""), rows);
                }
                return Commands.DONE;
            }
        }
    }

    @Command(
            name = "replay",
            description = "Plans them again; consent is decided anew, and the running service sends.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Examples:",
                "  consentgate dead-letters replay 4711 4712",
                "  consentgate dead-letters replay --all --account north"
            })
    static final class Replay extends Ending {
        Replay(Tools.Opener opener) {
            super(opener, "replayed");
        }

        @Override
        void end(Tools tools, Transaction tx, DeadLetter letter, Instant now) {
            if (letter.subject().kind() == Kind.PERSON) {
                tools.changed().mark(tx, letter.account(), List.of(letter.address()), Lane.CONTACT, now, now);
            } else {
                tools.refusedPurchases().replay(tx, letter, now);
            }
            tools.deadLetters().remove(tx, letter.id());
        }
    }

    @Command(
            name = "drop",
            description =
                    "Forgets that they failed; the next change of the person, cart or order is delivered as usual.",
            mixinStandardHelpOptions = true,
            footer = {"", "Examples:", "  consentgate dead-letters drop 4711", "  consentgate dead-letters drop --all"})
    static final class Drop extends Ending {
        Drop(Tools.Opener opener) {
            super(opener, "dropped");
        }

        @Override
        void end(Tools tools, Transaction tx, DeadLetter letter, Instant now) {
            tools.deadLetters().remove(tx, letter.id());
        }
    }

    /** What replay and drop share: which ones, and that each is a transaction of its own. */
    abstract static class Ending implements Callable<Integer> {
        private final Tools.Opener opener;
        private final String done;

        @Parameters(paramLabel = "ID", arity = "0..*", description = "Their numbers, from the list.")
        private List<Long> ids = List.of();

        @Option(names = "--all", description = "Every one.")
        private boolean all;

        @Mixin
        private AccountOption account;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        Ending(Tools.Opener opener, String done) {
            this.opener = opener;
            this.done = done;
        }

        abstract void end(Tools tools, Transaction tx, DeadLetter letter, Instant now);

        @Override
        public Integer call() {
            if (all == !ids.isEmpty()) {
                throw new Commands.UsageProblem("name them by their numbers, or take --all");
            }
            try (Tools tools = opener.open()) {
                List<DeadLetter> letters = all ? all(tools, account) : chosen(tools, ids);
                for (DeadLetter letter : letters) {
                    Instant now = tools.clock().instant();
                    tools.transactions().write(tx -> {
                        end(tools, tx, letter, now);
                        return null;
                    });
                }
                if (json) {
                    Output.json(spec.commandLine().getOut(), Map.of(done, letters.size()));
                } else {
                    spec.commandLine().getOut().println(letters.size() + " " + done + ".");
                    spec.commandLine().getOut().flush();
                }
                return Commands.DONE;
            }
        }
    }
}
