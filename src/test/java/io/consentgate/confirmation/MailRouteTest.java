package io.consentgate.confirmation;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentgate.activecampaign.RouteHarness;
import io.consentgate.confirmation.Post.Answer;
import io.consentgate.confirmation.text.Language;
import io.consentgate.confirmation.text.MailText;
import io.consentgate.consent.RegisterEntry;
import io.consentgate.consent.Statement;
import io.consentgate.event.RequestKind;
import io.consentgate.gate.Clearances;
import io.consentgate.gate.Unconfirmed;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailRouteTest {

    private static final String INJECTED = "Esempio\r\nBcc: all@example.com\r\n\r\nbody";

    private ScriptedMailServer server;
    private RouteHarness routes;
    private MailRoute post;
    private Post.Back back;

    @BeforeEach
    void start() {
        server = new ScriptedMailServer();
        routes = new RouteHarness();
        start(new MailServer("127.0.0.1", server.port(), MailServer.Security.NONE, null, null));
    }

    private void start(MailServer mailServer) {
        post = new MailRoute(routes.camel());
        routes.bean(MailRoute.BEAN, post)
                .bean(MailRoute.SERVER, MailRoute.sender(mailServer))
                .start("confirmation/send-mail.camel.yaml");
    }

    @AfterEach
    void stop() {
        routes.close();
        server.close();
    }

    private Answer send(String fromName, String subject) {
        Unconfirmed anna = new Unconfirmed(
                "anna@example.com",
                new RegisterEntry(
                        "shop", 1, 1, Instant.EPOCH, new Statement.Request(RequestKind.ACCESS, null, null, null)),
                Instant.EPOCH,
                true,
                Instant.MAX);
        return post.send(
                Clearances.of(anna),
                new Post.Letter(
                        "<1@shop.example.com>",
                        "news@shop.example.com",
                        fromName,
                        "https://shop.example.com/privacy",
                        back,
                        Language.IT,
                        new MailText.Filled(subject, "Perché sì.\n.\n..\n", "<p>Perché sì.</p>")));
    }

    private Answer send() {
        return send("Esempio", "Conferma");
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 5.1.1 no such user, NoSuchMailbox[code=550; status=5.1.1]",
        "RCPT, 550 no such user here, NoSuchMailbox[code=550; status=null]",
        "RCPT, 553 5.1.3 bad mailbox, NoSuchMailbox[code=553; status=5.1.3]",
        "RCPT, 550 5.7.1 blocked by policy, Refused[why=recipient answered with 550 5.7.1]",
        "RCPT, 552 5.2.2 mailbox full, NotNow[why=mailbox full]",
        "RCPT, 450 4.2.1 greylisted, NotNow[why=recipient answered with 450 4.2.1]",
        "MAIL, 451 4.3.0 later, NotNow[why=mail answered with 451 4.3.0]",
        "MAIL, 550 5.7.1 sender refused, Refused[why=mail answered with 550 5.7.1]",
        "MAIL, 530 5.7.0 authentication required, Unreachable[why=mail answered with 530 5.7.0]",
        "DATA, 451 4.3.2 later, NotNow[why=mail answered with 451 4.3.2]",
        "MESSAGE, 550 5.1.1 no such user, NoSuchMailbox[code=550; status=5.1.1]",
        "MESSAGE, 554 5.6.0 refused, Refused[why=mail answered with 554 5.6.0]",
        "MESSAGE, 250 queued as 17, Taken[]"
    })
    void what_the_mail_server_says_is_understood(String command, String said, String understood) {
        assertThat(send0(command, said)).isEqualTo(understood);
    }

    private String send0(String command, String said) {
        server.answers(command, said);
        return send().toString().replace(", ", "; ");
    }

    @Test
    void a_connection_that_is_cut_after_the_message_leaves_it_in_doubt() {
        server.answers("MESSAGE", ScriptedMailServer.CUT);
        assertThat(send()).isInstanceOf(Answer.InDoubt.class);
        assertThat(server.messages()).hasSize(1);
    }

    @Test
    void nobody_there_is_not_about_the_mail() throws Exception {
        int nobody;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = taken.getLocalPort();
        }
        routes.close();
        routes = new RouteHarness();
        start(new MailServer("127.0.0.1", nobody, MailServer.Security.NONE, null, null));
        assertThat(send()).isEqualTo(new Answer.Unreachable("no connection"));
    }

    @Test
    void a_server_that_offers_no_encryption_gets_neither_password_nor_mail() {
        routes.close();
        routes = new RouteHarness();
        start(new MailServer("127.0.0.1", server.port(), MailServer.Security.STARTTLS, "shop", "secret"));
        assertThat(send()).isInstanceOf(Answer.Unreachable.class);
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void a_mail_comes_back_to_a_path_of_its_own_with_its_headers_only() {
        back = new Post.Back("bounces+token@shop.example.com", "token");
        server.answers("EHLO", "250-mx.example.net\r\n250 DSN");
        assertThat(send()).isEqualTo(new Answer.Taken());
        assertThat(server.commands())
                .contains("MAIL FROM:<bounces+token@shop.example.com> RET=HDRS")
                .noneMatch(command -> command.contains("news@"));
        assertThat(server.messages().get(0))
                .contains("X-Confirmation-Return: token", "From: Esempio <news@shop.example.com>");
    }

    @Test
    void without_a_mailbox_for_bounces_mails_come_back_to_where_they_came_from() {
        assertThat(send()).isEqualTo(new Answer.Taken());
        assertThat(server.commands()).contains("MAIL FROM:<news@shop.example.com>");
        assertThat(server.messages().get(0)).doesNotContain("X-Confirmation-Return");
    }

    @Test
    void names_and_subjects_make_no_header_of_their_own() {
        assertThat(send(INJECTED, "Conferma\r\nBcc: all@example.com")).isEqualTo(new Answer.Taken());
        String message = server.messages().get(0);
        String head = message.substring(0, message.indexOf("\n\n"));
        assertThat(head.lines()).noneMatch(line -> line.toLowerCase().startsWith("bcc"));
        assertThat(head)
                .contains("To: anna@example.com", "Message-ID: <1@shop.example.com>", "Auto-Submitted: auto-generated")
                .doesNotContain("Reply-To");
        assertThat(message).contains("multipart/alternative").contains("Perch=C3=A9 s=C3=AC.");
    }
}
