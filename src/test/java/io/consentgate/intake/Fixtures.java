package io.consentgate.intake;

import io.consentgate.event.EventReader;
import io.consentgate.event.InboundEvent;
import io.consentgate.event.Problem;
import io.consentgate.event.Reading;
import io.consentgate.site.Site;
import io.consentgate.site.TestSites;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A site, a reader for it, and files in memory. */
final class Fixtures {

    static final Site SITE = TestSites.site("shop").build();

    static final EventReader READER = EventFiles.eventReader(shop -> Optional.of(SITE));

    private Fixtures() {}

    static EventFile open(String name, byte[] content) {
        try {
            return new EventFiles(READER).open(new ByteArrayInputStream(content), name, "shop.example.com", SITE);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    static EventFile open(String name, String content) {
        return open(name, content.getBytes(StandardCharsets.UTF_8));
    }

    static List<InboundRecord> records(EventFile file) {
        try (file) {
            List<InboundRecord> records = new ArrayList<>();
            file.forEachBatch(records::addAll);
            return records;
        } catch (IOException cutOff) {
            throw new UncheckedIOException(cutOff);
        }
    }

    static List<InboundRecord> records(String name, String content) {
        return records(open(name, content));
    }

    static List<InboundEvent> events(List<InboundRecord> records) {
        return records.stream()
                .flatMap(record -> record.readings().stream())
                .filter(Reading.Accepted.class::isInstance)
                .map(reading -> ((Reading.Accepted) reading).event())
                .toList();
    }

    static List<InboundEvent.Consent> consents(List<InboundRecord> records) {
        return events(records).stream()
                .filter(InboundEvent.Consent.class::isInstance)
                .map(InboundEvent.Consent.class::cast)
                .toList();
    }

    static List<InboundEvent.Contact> contacts(List<InboundRecord> records) {
        return events(records).stream()
                .filter(InboundEvent.Contact.class::isInstance)
                .map(InboundEvent.Contact.class::cast)
                .toList();
    }

    static List<Problem> problems(List<InboundRecord> records) {
        return records.stream()
                .flatMap(record -> record.readings().stream())
                .filter(Reading.Refused.class::isInstance)
                .flatMap(reading -> ((Reading.Refused) reading).problems().stream())
                .toList();
    }
}
