package io.consentgate.operations.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "disclosure",
        description = {
            "The privacy and cookie notice that your site must publish, written from what is really sent.",
            "What is missing for it is named with its legal source and the key to fill in; nothing half is written."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  consentgate disclosure diff       what changed since the version in force, and how much it matters",
            "  consentgate disclosure write      write the next version, if there is something new to say",
            "  consentgate disclosure check      whether the site's own pages show the notice in force"
        })
final class DisclosureCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command: write, diff or check.");
    }
}
