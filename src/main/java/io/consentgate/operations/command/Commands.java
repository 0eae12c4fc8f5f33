package io.consentgate.operations.command;

import io.consentgate.configuration.ConfigurationException;
import io.consentgate.configuration.ConfigurationProblem;
import io.consentgate.database.DatabaseUnavailable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The program's commands, and what their failures mean for the exit status. */
@Command(
        name = "consentgate",
        description = "Sends people to ActiveCampaign, and only what each of them agreed to.",
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {HelpCommand.class},
        footer = {
            "",
            "Help on one: consentgate help import",
            "",
            "Exit status: 0 done; 1 finished with refused records or failed checks;",
            "             2 usage or configuration error; 3 a remote system is unavailable."
        })
public final class Commands implements Runnable {
    static final int DONE = 0;
    static final int WITH_REFUSALS = 1;
    static final int USAGE = 2;
    static final int REMOTE_UNAVAILABLE = 3;

    private static final int WIDTH = 110;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    public static int execute(Tools.Opener tools, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Commands());
        if (DemoCommand.isThere()) {
            line.addSubcommand(new DemoCommand());
        }
        line.addSubcommand(new RunCommand(tools));
        // The service starts a tenth sooner without reading what the other commands understand.
        if (arguments.length == 0 || !arguments[0].equals("run")) {
            addOthers(line, tools);
        }
        return line.setOut(out)
                .setErr(err)
                .setUsageHelpWidth(WIDTH)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Commands::failed)
                .execute(arguments);
    }

    private static void addOthers(CommandLine line, Tools.Opener tools) {
        line.addSubcommand(new SetupCommand(tools))
                .addSubcommand(new ImportCommand(tools))
                .addSubcommand(new ExplainCommand(tools))
                .addSubcommand(new CommandLine(new RegisterCommand())
                        .addSubcommand(new RegisterCommand.Show(tools))
                        .addSubcommand(new RegisterCommand.Verify(tools))
                        .addSubcommand(new RegisterCommand.Export(tools))
                        .addSubcommand(new ExpiringCommand(tools))
                        .addSubcommand(new DecisionsCommand(tools)))
                .addSubcommand(new CommandLine(new OppositionsCommand())
                        .addSubcommand(new OppositionsCommand.Import(tools))
                        .addSubcommand(new OppositionsCommand.Listing(tools)))
                .addSubcommand(new CommandLine(new EvidenceCommand())
                        .addSubcommand(new EvidenceCommand.Add(tools))
                        .addSubcommand(new EvidenceCommand.Told(tools))
                        .addSubcommand(new EvidenceCommand.Get(tools)))
                .addSubcommand(new CommandLine(new DeadLettersCommand())
                        .addSubcommand(new DeadLettersCommand.Listing(tools))
                        .addSubcommand(new DeadLettersCommand.Show(tools))
                        .addSubcommand(new DeadLettersCommand.Replay(tools))
                        .addSubcommand(new DeadLettersCommand.Drop(tools)))
                .addSubcommand(new SiteScriptCommand(tools))
                .addSubcommand(new CommandLine(new TriggersCommand())
                        .addSubcommand(new TriggersCommand.Listing(tools))
                        .addSubcommand(new TriggersCommand.Previewing(tools))
                        .addSubcommand(new TriggersCommand.Pausing(tools))
                        .addSubcommand(new TriggersCommand.Resuming(tools)))
                .addSubcommand(new CommandLine(new DisclosureCommand())
                        .addSubcommand(new DisclosureWriteCommand(tools))
                        .addSubcommand(new DisclosureDiffCommand(tools))
                        .addSubcommand(new DisclosureCheckCommand(tools)))
                .addSubcommand(new ReconcileCommand(tools))
                .addSubcommand(new DoctorCommand(tools));
    }

    /** A sentence each, never a stack trace; for programs the same as JSON. */
    private static int failed(Exception failure, CommandLine line, ParseResult parsed) {
        Failed told = Failed.of(failure);
        if (told.unforeseen()) {
            LoggerFactory.getLogger(Commands.class).debug("a command failed", failure);
        }
        line.getErr().println(told.message());
        if (innermost(parsed).hasMatchedOption("--json")) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("status", told.status());
            error.put("message", told.message());
            List<ConfigurationProblem> problems =
                    failure instanceof ConfigurationException wrong ? wrong.problems() : List.of();
            if (!problems.isEmpty()) {
                error.put("problems", problems);
            }
            Output.json(line.getOut(), Map.of("error", error));
        }
        line.getErr().flush();
        return told.status();
    }

    private static ParseResult innermost(ParseResult parsed) {
        return parsed.hasSubcommand() ? innermost(parsed.subcommand()) : parsed;
    }

    /** What a failure is for the person at the keyboard. */
    private record Failed(int status, String message, boolean unforeseen) {

        static Failed of(Exception failure) {
            if (failure instanceof ConfigurationException) {
                return new Failed(USAGE, failure.getMessage(), false);
            }
            if (failure instanceof DatabaseUnavailable) {
                return new Failed(
                        REMOTE_UNAVAILABLE,
                        "consentgate: the database is unavailable: " + failure.getMessage()
                                + "; check CONSENTGATE_DB_URL, the disk, and whether another program holds it",
                        false);
            }
            if (failure instanceof RemoteProblem) {
                return new Failed(REMOTE_UNAVAILABLE, "consentgate: " + failure.getMessage(), false);
            }
            if (failure instanceof UsageProblem) {
                return new Failed(USAGE, "consentgate: " + failure.getMessage(), false);
            }
            return Accidents.sentence(failure)
                    .map(sentence -> new Failed(USAGE, "consentgate: " + sentence, false))
                    .orElseGet(() ->
                            new Failed(WITH_REFUSALS, "consentgate: unforeseen: " + Accidents.where(failure), true));
        }
    }

    /** Something that the person at the keyboard can set right. */
    static final class UsageProblem extends RuntimeException {
        private static final long serialVersionUID = 1;

        UsageProblem(String message) {
            super(message);
        }
    }

    /** A remote system that does not answer. */
    static final class RemoteProblem extends RuntimeException {
        private static final long serialVersionUID = 1;

        RemoteProblem(String message) {
            super(message);
        }
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {"ConsentGate " + (version == null ? "(from classes)" : version)};
        }
    }
}
