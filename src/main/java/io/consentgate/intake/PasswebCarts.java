package io.consentgate.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.event.EventReader;
import io.consentgate.event.Reading;
import java.util.List;
import java.util.Set;

/** Passweb's list of abandoned carts ({@code Elenco Carrelli}, shop-sources.md 1.4): one cart per row. */
final class PasswebCarts implements RowReader {

    private static final Set<String> COLUMNS = Set.of("id", "codice utente", "email", "sub totale", "valuta", "data");

    private final List<String> keys;
    private final CanonicalEvents events;
    private final EventReader reader;

    PasswebCarts(List<String> keys, CanonicalEvents events, EventReader reader) {
        this.keys = keys;
        this.events = events;
        this.reader = reader;
    }

    static boolean describedBy(List<String> keys) {
        return keys.containsAll(COLUMNS);
    }

    /** {@code Elenco Righe}: it repeats the people of the carts without saying more about them. */
    static boolean onlyArticles(List<String> keys) {
        return keys.contains("id carrello");
    }

    static int date(List<String> keys) {
        return keys.indexOf("data");
    }

    @Override
    public List<Reading> read(CsvRow row) {
        ObjectNode cart = JsonNodeFactory.instance.objectNode();
        ObjectNode person = JsonNodeFactory.instance.objectNode();
        cart.put("external_id", row.text(keys.indexOf("id")));
        put(person, "external_id", row.text(keys.indexOf("codice utente")));
        put(person, "email", row.email(keys.indexOf("email")));
        if (!person.isEmpty()) {
            cart.set("person", person);
        }
        cart.put("status", "abandoned");
        put(cart, "currency", row.text(keys.indexOf("valuta")));
        put(cart, "total", total(row));
        String date = row.instant(date(keys));
        cart.put("created_at", date);
        cart.put("updated_at", date);
        if (date == null && row.problems().isEmpty()) {
            row.refuse(date(keys), "nothing; expected the date of the cart");
        }
        if (!row.problems().isEmpty()) {
            return List.of(new Reading.Refused(null, row.problems()));
        }
        return List.of(reader.read(events.event("cart", cart)));
    }

    private String total(CsvRow row) {
        int column = keys.indexOf("sub totale");
        String text = row.text(column);
        String total = text == null ? null : Amount.of(text);
        if (text != null && total == null) {
            row.refuse(column, "text that is no amount; expected one such as 1.234,50");
        }
        return total;
    }

    private static void put(ObjectNode object, String member, String value) {
        if (value != null) {
            object.put(member, value);
        }
    }
}
