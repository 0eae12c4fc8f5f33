package io.consentgate.operations.command;

import io.consentgate.Installation;
import io.consentgate.demo.ConnectorProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The command line as a person sees it: words in, text and status out; a data folder of its own. */
final class CommandLineHarness {

    final Path data;
    private final Map<String, String> environment = new LinkedHashMap<>();

    CommandLineHarness(Path data) {
        this.data = data;
        environment.put("CONSENTGATE_DATA_DIR", data.toString());
        // Another program of this machine may hold the usual ones.
        environment.put("CONSENTGATE_HTTP_PORT", String.valueOf(ConnectorProcess.freePort()));
        environment.put("CONSENTGATE_OBSERVE_PORT", String.valueOf(ConnectorProcess.freePort()));
    }

    CommandLineHarness with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    record Said(int status, String out, String err) {}

    Installation installation() {
        return new Installation(environment, Path.of(""));
    }

    Said run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Commands.execute(installation(), new PrintWriter(out), new PrintWriter(err), words);
        return new Said(status, out.toString(), err.toString());
    }
}
