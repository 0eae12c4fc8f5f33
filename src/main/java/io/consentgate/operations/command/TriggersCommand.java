package io.consentgate.operations.command;

import io.consentgate.configuration.Role;
import io.consentgate.operations.TriggerDesk;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
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
        name = "triggers",
        description = "What marketers have started when something happens in a shop (config/sites/*.yaml, triggers).",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  consentgate triggers list",
            "  consentgate triggers preview cart-reminder",
            "  consentgate triggers pause cart-reminder"
        })
final class TriggersCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: list, preview, pause or resume.");
    }

    @Command(
            name = "list",
            description = "All of them, and which are paused.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: consentgate triggers list --json"})
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
            PrintWriter out = spec.commandLine().getOut();
            try (Tools tools = opener.look()) {
                List<Map<String, Object>> lines = tools.triggers().list().stream()
                        .filter(line -> chosen.means(line.get("account").toString()))
                        .toList();
                if (json) {
                    Output.json(out, lines);
                } else if (lines.isEmpty()) {
                    out.println("None: config/sites/shop.yaml shows how they are declared.");
                } else {
                    Output.table(
                            out,
                            List.of("site", "trigger", "on", "action", ""),
                            lines.stream()
                                    .map(line -> List.of(
                                            line.get("site").toString(),
                                            line.get("trigger").toString(),
                                            line.get("on").toString(),
                                            line.get("action").toString(),
                                            line.get("paused").equals(true) ? "paused" : ""))
                                    .toList());
                }
                out.flush();
                return Commands.DONE;
            }
        }
    }

    /** What the commands about one trigger share. */
    abstract static class OfOne implements Callable<Integer> {
        private final Tools.Opener opener;

        @Parameters(paramLabel = "NAME", description = "Its name.")
        private String name;

        @Option(names = "--site", paramLabel = "SITE", description = "Where several sites have one of that name.")
        private String site;

        @Option(names = "--json", description = "Print JSON.")
        private boolean json;

        @Spec
        private CommandSpec spec;

        OfOne(Tools.Opener opener) {
            this.opener = opener;
        }

        abstract boolean looks();

        abstract Map<String, Object> result(Tools tools, TriggerDesk.Named named);

        abstract void print(PrintWriter out, Map<String, Object> result);

        @Override
        public Integer call() {
            try (Tools tools = looks() ? opener.look() : opener.open()) {
                TriggerDesk.Named named = tools.triggers()
                        .find(site, name)
                        .orElseThrow(() -> new Commands.UsageProblem("no trigger \"" + name
                                + "\", or several: consentgate triggers list names them, --site" + " chooses"));
                Map<String, Object> result = result(tools, named);
                PrintWriter out = spec.commandLine().getOut();
                if (json) {
                    Output.json(out, result);
                } else {
                    print(out, result);
                    out.flush();
                }
                return Commands.DONE;
            }
        }
    }

    @Command(
            name = "preview",
            description = {
                "Whom it would reach now, whom not, and why, in numbers; nothing is sent.",
                "With a key of role dpo (CONSENTGATE_ROLE_KEY) also the addresses."
            },
            mixinStandardHelpOptions = true,
            footer = {"", "Example: consentgate triggers preview cart-reminder --json"})
    static final class Previewing extends OfOne {
        Previewing(Tools.Opener opener) {
            super(opener);
        }

        @Override
        boolean looks() {
            return true;
        }

        @Override
        Map<String, Object> result(Tools tools, TriggerDesk.Named named) {
            return tools.triggers().preview(named, tools.holds(Role.DPO));
        }

        @Override
        void print(PrintWriter out, Map<String, Object> result) {
            out.println(result.get("trigger") + " would reach " + result.get("would_reach") + " of "
                    + result.get("looked_at") + " people now"
                    + (result.get("paused").equals(true) ? ", but it is paused." : "."));
            List<List<String>> rows = new ArrayList<>();
            ((Map<?, ?>) result.get("would_not_reach"))
                    .forEach((reason, count) -> rows.add(List.of(count.toString(), "not, " + reason)));
            ((Map<?, ?>) result.get("so_far"))
                    .forEach((state, count) -> rows.add(List.of(count.toString(), "so far " + state)));
            if (!rows.isEmpty()) {
                Output.table(out, List.of("people", ""), rows);
            }
            if (result.get("people") instanceof List<?> people) {
                people.forEach(out::println);
            }
        }
    }

    @Command(
            name = "pause",
            description = "Nothing starts any more until it is resumed; what comes due meanwhile is dropped, not kept.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: consentgate triggers pause cart-reminder"})
    static final class Pausing extends Turning {
        Pausing(Tools.Opener opener) {
            super(opener, true);
        }
    }

    @Command(
            name = "resume",
            description = "Starts again what was paused, here or in the site's file.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: consentgate triggers resume cart-reminder"})
    static final class Resuming extends Turning {
        Resuming(Tools.Opener opener) {
            super(opener, false);
        }
    }

    abstract static class Turning extends OfOne {
        private final boolean paused;

        Turning(Tools.Opener opener, boolean paused) {
            super(opener);
            this.paused = paused;
        }

        @Override
        boolean looks() {
            return false;
        }

        @Override
        Map<String, Object> result(Tools tools, TriggerDesk.Named named) {
            return tools.triggers().turn(named, paused);
        }

        @Override
        void print(PrintWriter out, Map<String, Object> result) {
            out.println(result.get("trigger") + (paused ? " is paused." : " runs."));
        }
    }
}
