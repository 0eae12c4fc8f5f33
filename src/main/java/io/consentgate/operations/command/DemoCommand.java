package io.consentgate.operations.command;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The demo itself ships in a jar of its own, with the stand-in ActiveCampaign: the product does not carry them. */
@Command(
        name = "demo",
        description = "Runs the whole connector against a stand-in ActiveCampaign on real shop data.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: consentgate demo --exit"})
final class DemoCommand implements Callable<Integer> {
    private static final String DEMO = "io.consentgate.demo.Demo";

    @Option(names = "--exit", description = "End when everything was shown; otherwise stay up until Ctrl-C.")
    private boolean exit;

    /** Whether it can be started; what cannot is not listed (READINGS 36). */
    static boolean isThere() {
        return DemoCommand.class.getResource("/" + DEMO.replace('.', '/') + ".class") != null;
    }

    @Override
    public Integer call() throws Exception {
        try {
            Object status = Class.forName(DEMO).getMethod("run", boolean.class).invoke(null, exit);
            return (Integer) status;
        } catch (ClassNotFoundException e) {
            throw new Commands.UsageProblem("the demo is not on the class path; start it with ./consentgate demo");
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
