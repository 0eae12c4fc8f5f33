package io.consentgate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A site's configuration as somebody could have written it, in place of the shipped one.
 *
 * @param fields purposes by member of the contact, each to a custom field {@code F <member>} or a standard one
 * @param standard members whose field is one that every account has
 * @param states members of the consent summary
 * @param tags purposes of a tag, one tag each
 * @param sms whether consent to SMS alone puts somebody into ActiveCampaign
 * @param events whether an event key is there
 * @param triggers as their YAML stands in one line
 */
record MadeUpSite(
        Map<String, Set<String>> fields,
        Set<String> standard,
        Set<String> states,
        boolean ownProducts,
        List<Set<String>> tags,
        boolean sms,
        boolean orders,
        boolean carts,
        boolean events,
        boolean customerTag,
        List<String> triggers) {

    static final List<String> STANDARD = List.of("first_name", "last_name", "phone");

    /** Writes the whole configuration. @return its folder */
    Path write(Path folder) throws IOException {
        Path config = folder.resolve("config");
        try (Stream<Path> files = Files.walk(Path.of("config"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = config.resolve(Path.of("config").relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.writeString(config.resolve("sites/shop.yaml"), yaml());
        Path notice = config.resolve("notice/sites/shop.yaml");
        Files.writeString(
                notice,
                Files.readString(notice)
                        .replace("languages: [it, en, de, fr, es]", "languages: [it]")
                        .replaceAll("(?m)^    (en|de|fr|es): https://.*\n", "")
                        .replace(
                                "legitimate_interests:\n",
                                "legitimate_interests:\n  direct_marketing:\n    it: scrivere ai propri clienti\n")
                        .replace("field_names: {}", "field_names: {" + labels() + "}"));
        return config;
    }

    private String labels() {
        return fields.keySet().stream()
                .filter(member -> member.startsWith("attributes."))
                .map(member -> member.substring("attributes.".length()))
                .map(name -> name + ": {it: 'Campo " + name + "'}")
                .collect(Collectors.joining(", "));
    }

    private String yaml() {
        StringBuilder yaml = new StringBuilder("""
                account: main
                controller: shop
                shops: ['*']
                country: IT
                phone_region: IT
                zone: Europe/Rome
                double_opt_in: by_country
                confirmation_mails: false
                tracking_only_contacts: false
                notice_versions: []
                gate_on_disclosure: false
                forms: []
                sensitive_categories: []
                tracking_domains: []
                """);
        yaml.append("justifying_channels: [email").append(sms ? ", sms" : "").append("]\n");
        yaml.append("lists:\n  - {name: Newsletter, purpose: direct_marketing, channel: email}\n");
        if (sms) {
            yaml.append("  - {name: Text messages, purpose: direct_marketing, channel: sms}\n");
        }
        if (ownProducts) {
            yaml.append("  - {name: Own products, purpose: direct_marketing_own_similar, channel: email,"
                    + " own_and_similar: true, refusal_in_every_message: true}\n");
        }
        yaml.append(customerTag ? "customer_tag: bought here\n" : "");
        yaml.append(orders ? "orders: {send: true}\n" : "");
        yaml.append(carts ? "cart: {send: true, idle_minutes: 10, pause_hours: 1}\n" : "");
        yaml.append(tags.isEmpty() ? "tags: []\n" : "tags:\n");
        for (int i = 0; i < tags.size(); i++) {
            yaml.append("  - {name: tag " + i + ", purposes: " + tags.get(i) + "}\n");
        }
        yaml.append(fields.isEmpty() && states.isEmpty() ? "fields: []\n" : "fields:\n");
        new TreeMap<>(fields)
                .forEach((member, purposes) -> yaml.append("  - {source: contact." + member + ", "
                        + (standard.contains(member) ? "target: " + member : "custom_field: F " + member)
                        + ", purposes: " + new TreeSet<>(purposes) + "}\n"));
        new TreeSet<>(states)
                .forEach(state -> yaml.append("  - {source: " + state + ", custom_field: F " + state + "}\n"));
        yaml.append(triggers.isEmpty() ? "triggers: []\n" : "triggers:\n");
        triggers.forEach(trigger -> yaml.append("  - " + trigger + "\n"));
        return yaml.toString();
    }
}
