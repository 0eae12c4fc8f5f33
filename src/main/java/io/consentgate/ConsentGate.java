package io.consentgate;

import io.consentgate.database.SqlDatabase;
import io.consentgate.operations.command.Commands;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.LoggerFactory;

/** The program: reads its command line and starts what it names. */
public final class ConsentGate {
    private ConsentGate() {}

    public static void main(String[] arguments) {
        // Before the first logger is made: the service writes JSON, a command plain lines.
        if (Arrays.asList(arguments).contains("run")) {
            System.setProperty("consentgate.log", System.getProperty("consentgate.log", "json"));
            System.setProperty("consentgate.log.level", System.getProperty("consentgate.log.level", "info"));
            // Each takes a tenth of the start and is needed only once command line and configuration are read.
            new Thread(ConsentGate::loadAhead, "load ahead").start();
        }
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = Commands.execute(new Installation(System.getenv(), Path.of("")), out, err, arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }

    private static void loadAhead() {
        LoggerFactory.getLogger(ConsentGate.class);
        if (!System.getenv().getOrDefault("CONSENTGATE_DB_URL", "").startsWith("jdbc:postgresql:")) {
            SqlDatabase.loadSqlite();
        }
    }
}
