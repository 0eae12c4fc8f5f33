package io.consentgate;

import io.consentgate.access.Rate;
import io.consentgate.configuration.Configuration;
import io.consentgate.configuration.Notice;
import io.consentgate.configuration.Secret;
import io.consentgate.configuration.Settings;
import io.consentgate.confirmation.Asking;
import io.consentgate.confirmation.BounceMailbox;
import io.consentgate.confirmation.BounceRoute;
import io.consentgate.confirmation.Limits;
import io.consentgate.confirmation.MailRoute;
import io.consentgate.confirmation.MailServer;
import io.consentgate.confirmation.Sender;
import io.consentgate.operations.ConfirmationWatch;
import io.consentgate.operations.Meters;
import io.consentgate.operations.http.ConfirmPage;
import io.consentgate.site.Site;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Double opt-in in the running service: the page behind its links, and the mails that ask. */
final class ConfirmationWiring {

    /** Of one remote address: behind a proxy that is everybody. */
    private static final int CONFIRMATIONS_A_MINUTE = 600;

    private final Wiring wiring;
    private final Configuration configuration;
    private final Meters meters;

    ConfirmationWiring(Wiring wiring, Meters meters) {
        this.wiring = wiring;
        this.configuration = wiring.configuration();
        this.meters = meters;
    }

    /** Links of mails that were sent keep working, also when no mails are sent any more. */
    ConfirmPage page() {
        return new ConfirmPage(
                wiring.confirmations(meters::confirmation).answering(),
                site -> {
                    Notice.Controller controller = controller(site);
                    return new ConfirmPage.Sender(controller.name(), controller.rightsContact());
                },
                new Rate(CONFIRMATIONS_A_MINUTE, Duration.ofMinutes(1), wiring.clock()),
                configuration.settings().proxies());
    }

    /** @return what asks, to be stopped before the service ends */
    Asking addMails(ServiceParts parts, CamelContext camel, Settings.Mail mail) {
        MailRoute post = new MailRoute(camel);
        Asking asking = asking(mail, post);
        if (configuration.settings().databaseUrl().startsWith("jdbc:sqlite:")) {
            asking.recover();
        }
        parts.bean("confirmations", asking);
        parts.bean(MailRoute.BEAN, post);
        parts.bean(MailRoute.SERVER, MailRoute.sender(server(mail)));
        ConfirmationWatch watch = new ConfirmationWatch(asking, wiring.clock());
        parts.health("confirmations", watch::health);
        meters.confirmationsWaiting(() -> asking.waiting().people());
        meters.confirmationsOldestSeconds(watch::oldestSeconds);
        mail.bounces().ifPresent(bounces -> addBounces(parts, mailbox(bounces)));
        return asking;
    }

    /** What the route that reads the mailbox of bounces asks for; empty without one. */
    static Map<String, String> properties(Settings settings) {
        return settings.mail()
                .flatMap(Settings.Mail::bounces)
                .map(bounces -> Map.of(
                        "bounces.mailbox",
                        BounceRoute.endpoint(mailbox(bounces)),
                        "bounces.period",
                        String.valueOf(bounces.every().toMillis())))
                .orElse(Map.of());
    }

    private void addBounces(ServiceParts parts, BounceMailbox mailbox) {
        BounceRoute route = new BounceRoute(
                wiring.confirmations(meters::confirmation).returned(), meters::returnedMail, wiring.clock());
        parts.bean(BounceRoute.BEAN, route);
        parts.bean(BounceRoute.LOGIN, BounceRoute.login(mailbox));
        parts.bean(BounceRoute.CONNECTION, BounceRoute.connection(mailbox));
        parts.health("bounces", () -> ConfirmationWatch.bounces(route.trouble()));
    }

    private static BounceMailbox mailbox(Settings.Bounces bounces) {
        return new BounceMailbox(
                BounceMailbox.Protocol.valueOf(bounces.protocol().toUpperCase(Locale.ROOT)),
                new MailServer(
                        bounces.host(),
                        bounces.port(),
                        MailServer.Security.valueOf(bounces.security().toUpperCase(Locale.ROOT)),
                        bounces.user(),
                        bounces.password().reveal()));
    }

    private Asking asking(Settings.Mail mail, MailRoute post) {
        return wiring.confirmations(meters::confirmation)
                .asking(
                        configuration.mailTexts(),
                        site -> sender(controller(site), mail),
                        configuration.settings().publicUrl().orElseThrow(),
                        mail.bounces().map(Settings.Bounces::address).orElse(null),
                        new Limits(mail.perAddress(), mail.perHour()),
                        post);
    }

    private static Sender sender(Notice.Controller controller, Settings.Mail mail) {
        return new Sender(
                controller.name(),
                controller.address(),
                controller.rightsContact(),
                controller.website() == null ? "" : controller.website().toString(),
                mail.from());
    }

    private static MailServer server(Settings.Mail mail) {
        return new MailServer(
                mail.host(),
                mail.port(),
                MailServer.Security.valueOf(mail.security().toUpperCase(Locale.ROOT)),
                mail.user().orElse(null),
                mail.password().map(Secret::reveal).orElse(null));
    }

    private Notice.Controller controller(Site site) {
        return configuration.notice().controllers().get(site.controller());
    }
}
