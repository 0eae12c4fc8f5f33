package io.consentgate.operations.command;

import io.consentgate.activecampaign.Lane;
import io.consentgate.delivery.DeadLetters.DeadLetter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "dead-letters",
        description = "People who could not be delivered: who and why; what to send is decided anew on replay.",
        mixinStandardHelpOptions = true)
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
        wire.put("reason", letter.reason());
        wire.put("attempts", letter.attempts());
        wire.put("first_at", letter.firstAt().toString());
        wire.put("last_at", letter.lastAt().toString());
        return wire;
    }

    private static DeadLetter find(Tools tools, long id) {
        return tools.transactions()
                .read(tx -> tools.deadLetters().find(tx, id))
                .orElseThrow(() -> new Commands.UsageProblem("there is no dead letter " + id));
    }

    @Command(name = "list", description = "All of them, without addresses.", mixinStandardHelpOptions = true)
    static final class Listing implements Callable<Integer> {
        private final Tools.Opener opener;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Option(names = "--after", paramLabel = "ID", description = "Only those after this one; a page has 1000.")
        private long after;

        @Spec
        private CommandSpec spec;

        Listing(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() {
            try (Tools tools = opener.open()) {
                List<DeadLetter> letters =
                        tools.transactions().read(tx -> tools.deadLetters().list(tx, after, PAGE));
                if (json) {
                    Output.json(
                            spec.commandLine().getOut(),
                            letters.stream().map(DeadLettersCommand::wire).toList());
                } else {
                    Output.table(
                            spec.commandLine().getOut(),
                            List.of("id", "account", "attempts", "last", "reason"),
                            letters.stream()
                                    .map(letter -> List.of(
                                            String.valueOf(letter.id()),
                                            letter.account(),
                                            String.valueOf(letter.attempts()),
                                            letter.lastAt().toString(),
                                            letter.reason()))
                                    .toList());
                }
                return Commands.DONE;
            }
        }
    }

    @Command(name = "show", description = "One of them, with its address.", mixinStandardHelpOptions = true)
    static final class Show implements Callable<Integer> {
        private final Tools.Opener opener;

        @Parameters(paramLabel = "ID")
        private long id;

        @Spec
        private CommandSpec spec;

        Show(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() {
            try (Tools tools = opener.open()) {
                DeadLetter letter = find(tools, id);
                Map<String, Object> wire = wire(letter);
                wire.put("email", letter.address());
                Output.json(spec.commandLine().getOut(), wire);
                return Commands.DONE;
            }
        }
    }

    @Command(
            name = "replay",
            description = "Plans the person again; consent is decided anew.",
            mixinStandardHelpOptions = true)
    static final class Replay implements Callable<Integer> {
        private final Tools.Opener opener;

        @Parameters(paramLabel = "ID", arity = "1..*")
        private List<Long> ids;

        Replay(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() {
            try (Tools tools = opener.open()) {
                for (long id : ids) {
                    DeadLetter letter = find(tools, id);
                    Instant now = Instant.now();
                    tools.transactions().write(tx -> {
                        tools.changed().mark(tx, letter.account(), List.of(letter.address()), Lane.CONTACT, now, now);
                        return tools.deadLetters().remove(tx, id);
                    });
                }
                return Commands.DONE;
            }
        }
    }

    @Command(name = "drop", description = "Forgets that it failed.", mixinStandardHelpOptions = true)
    static final class Drop implements Callable<Integer> {
        private final Tools.Opener opener;

        @Parameters(paramLabel = "ID", arity = "1..*")
        private List<Long> ids;

        Drop(Tools.Opener opener) {
            this.opener = opener;
        }

        @Override
        public Integer call() {
            try (Tools tools = opener.open()) {
                for (long id : ids) {
                    find(tools, id);
                    tools.transactions().write(tx -> tools.deadLetters().remove(tx, id));
                }
                return Commands.DONE;
            }
        }
    }
}
