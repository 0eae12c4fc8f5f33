package io.consentgate.confirmation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A mail server that says what it is told, word for word: by the command that is answered ({@code RCPT}, {@code DATA},
 * {@code MESSAGE} for the end of the data), or {@link #CUT} and {@link #SILENT}.
 */
public final class ScriptedMailServer implements AutoCloseable {

    public static final String CUT = "cut";
    public static final String SILENT = "silent";

    private final ServerSocket socket;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public ScriptedMailServer() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread listening = new Thread(this::listen, "scripted-mail-server");
        listening.setDaemon(true);
        listening.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    public ScriptedMailServer answers(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    public void answersAsUsual() {
        answers.clear();
    }

    /** Every message that came whole, whatever it was answered with. */
    public List<String> messages() {
        return messages;
    }

    /** Every line that was said outside of messages. */
    List<String> commands() {
        return commands;
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket peer = socket.accept();
                Thread talking = new Thread(() -> talk(peer), "scripted-mail-talk");
                talking.setDaemon(true);
                talking.start();
            } catch (IOException over) {
                return;
            }
        }
    }

    private void talk(Socket peer) {
        try (peer;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.ISO_8859_1));
                Writer out = new java.io.OutputStreamWriter(peer.getOutputStream(), StandardCharsets.ISO_8859_1)) {
            say(out, answers.getOrDefault("CONNECT", "220 ready"));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String command = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                if (command.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                }
                String answer = answers.getOrDefault(command, command.equals("DATA") ? "354 go on" : "250 ok");
                if (!answered(out, answer)) {
                    return;
                }
                if (command.equals("DATA") && answer.startsWith("354")) {
                    messages.add(message(in));
                    if (!answered(out, answers.getOrDefault("MESSAGE", "250 queued"))) {
                        return;
                    }
                }
            }
        } catch (IOException gone) {
            // The other side went away: that is what some tests are about.
        }
    }

    private static String message(BufferedReader in) throws IOException {
        StringBuilder message = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            message.append(line).append('\n');
        }
        return message.toString();
    }

    private boolean answered(Writer out, String answer) throws IOException {
        if (answer.equals(CUT)) {
            return false;
        }
        if (answer.equals(SILENT)) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
        say(out, answer);
        return true;
    }

    private static void say(Writer out, String line) throws IOException {
        out.write(line + "\r\n");
        out.flush();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
