package io.consentgate.operations.command;

import io.consentgate.configuration.ConfigurationException;
import io.consentgate.database.DatabaseUnavailable;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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
            "Start with:  consentgate demo",
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

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command.");
    }

    public static int execute(Tools.Opener tools, PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Commands())
                .addSubcommand(new DemoCommand())
                .addSubcommand(new RunCommand(tools))
                .addSubcommand(new ImportCommand(tools))
                .addSubcommand(new ExplainCommand(tools))
                .addSubcommand(new CommandLine(new RegisterCommand())
                        .addSubcommand(new RegisterCommand.Show(tools))
                        .addSubcommand(new RegisterCommand.Verify(tools)))
                .addSubcommand(new CommandLine(new DeadLettersCommand())
                        .addSubcommand(new DeadLettersCommand.Listing(tools))
                        .addSubcommand(new DeadLettersCommand.Show(tools))
                        .addSubcommand(new DeadLettersCommand.Replay(tools))
                        .addSubcommand(new DeadLettersCommand.Drop(tools)))
                .addSubcommand(new DoctorCommand(tools))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line.getErr()))
                .execute(arguments);
    }

    private static int failed(Exception failure, PrintWriter err) throws Exception {
        if (failure instanceof ConfigurationException) {
            err.println(failure.getMessage());
            return USAGE;
        }
        if (failure instanceof DatabaseUnavailable) {
            err.println("consentgate: " + failure.getMessage());
            return REMOTE_UNAVAILABLE;
        }
        if (failure instanceof UsageProblem) {
            err.println("consentgate: " + failure.getMessage());
            return USAGE;
        }
        throw failure;
    }

    /** Something that the person at the keyboard can set right. */
    static final class UsageProblem extends RuntimeException {
        private static final long serialVersionUID = 1;

        UsageProblem(String message) {
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
