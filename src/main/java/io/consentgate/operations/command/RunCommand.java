package io.consentgate.operations.command;

import io.consentgate.configuration.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = "Runs the connector as a service until SIGTERM; finishes what is in flight, loses nothing.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: CONSENTGATE_KEY_SITE=... ACTIVECAMPAIGN_URL=... ACTIVECAMPAIGN_API_TOKEN=... consentgate run"
        })
final class RunCommand implements Callable<Integer> {
    private static final String LOOPBACK = "127.0.0.1";

    private final Tools.Opener opener;

    @Option(names = "--until-ready", description = "Start, say so, and stop: a check of the installation.")
    private boolean untilReady;

    @Spec
    private CommandSpec spec;

    RunCommand(Tools.Opener opener) {
        this.opener = opener;
    }

    @Override
    public Integer call() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    told.countDown();
                    awaitQuietly(ended);
                    // Being told to stop is no failure: without this the status would be that of the signal.
                    Runtime.getRuntime().halt(Commands.DONE);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (Tools tools = opener.openToRun(RunCommand::free);
                Tools.Service service = tools.start()) {
            spec.commandLine()
                    .getErr()
                    .println("consentgate: ready; events at port " + service.httpPort()
                            + ", health at http://127.0.0.1:" + service.observePort() + "/observe/health");
            if (!untilReady) {
                told.await();
            }
        } finally {
            ended.countDown();
            // Whoever ends by himself, as it should be or by a failure, ends with a status of his own.
            if (told.getCount() > 0) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
        return Commands.DONE;
    }

    private static void free(Settings settings) {
        free("CONSENTGATE_HTTP_PORT", settings.httpHost(), settings.httpPort());
        free("CONSENTGATE_OBSERVE_PORT", LOOPBACK, settings.observePort());
    }

    /** The server would only log it, and the service would run where nobody reaches it. */
    private static void free(String variable, String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException taken) {
            throw new Commands.UsageProblem("nothing can listen on " + host + ":" + port + ": set " + variable
                    + " to a free port, or end the program that holds it");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
