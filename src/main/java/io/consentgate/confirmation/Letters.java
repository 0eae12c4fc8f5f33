package io.consentgate.confirmation;

import io.consentgate.confirmation.text.Language;
import io.consentgate.confirmation.text.MailTexts;
import io.consentgate.confirmation.text.MailValues;
import io.consentgate.person.KeyedHash;
import io.consentgate.site.Site;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.function.Function;

/** Writes the mail: the site's texts, its sender, the link. */
final class Letters {

    private final MailTexts texts;
    private final Function<Site, Sender> senders;
    private final Links links;
    private final KeyedHash hashes;
    private final Function<byte[], Post.Back> back;

    /** @param back where the mail of this number comes back to; null when nobody reads it there */
    Letters(
            MailTexts texts,
            Function<Site, Sender> senders,
            Links links,
            KeyedHash hashes,
            Function<byte[], Post.Back> back) {
        this.back = back;
        this.texts = texts;
        this.senders = senders;
        this.links = links;
        this.hashes = hashes;
    }

    record Written(Post.Letter letter, String textsHash) {}

    Written write(Site site, byte[] id, Language wanted, Instant until) {
        MailTexts.Chosen chosen = texts.choose(site.name(), wanted, Language.ofCountry(site.country()));
        Sender sender = senders.apply(site);
        String day = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                .withLocale(chosen.language().locale())
                .withZone(site.zone())
                .format(until);
        MailValues values = new MailValues(
                sender.name(), sender.postalAddress(), sender.contact(), sender.website(), links.address(id), day);
        Post.Letter letter = new Post.Letter(
                Links.messageId(hashes, id, sender.from()),
                sender.from(),
                sender.name(),
                sender.contact(),
                back.apply(id),
                chosen.language(),
                chosen.text().fill(values));
        return new Written(letter, chosen.text().hash());
    }
}
