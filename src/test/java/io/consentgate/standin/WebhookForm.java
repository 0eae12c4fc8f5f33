package io.consentgate.standin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The body of a webhook: bracketed keys, every value a string (16). */
final class WebhookForm {

    private final Setting setting;
    private final Tags tags;
    private final Fields fields;

    WebhookForm(Setting setting, Tags tags, Fields fields) {
        this.setting = setting;
        this.tags = tags;
        this.fields = fields;
    }

    String of(String type, Contact contact, Origin origin, long list, Map<String, String> details) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("type", type);
        form.put("date_time", setting.date(setting.now()));
        form.put("initiated_from", origin.source());
        form.put("initiated_by", origin.source());
        form.put("list", String.valueOf(list));
        form.put("contact[id]", String.valueOf(contact.id));
        form.put("contact[email]", contact.email);
        form.put("contact[first_name]", contact.firstName);
        form.put("contact[last_name]", contact.lastName);
        form.put("contact[phone]", contact.phone);
        form.put("contact[ip]", "0.0.0.0");
        form.put(
                "contact[tags]",
                contact.taggings.keySet().stream().map(tags::name).collect(Collectors.joining(", ")));
        form.put("contact[customer_acct_name]", contact.organization);
        form.put("contact[orgname]", contact.organization);
        putFields(contact, form);
        form.put("customer_acct_name", contact.organization);
        form.put("customer_acct_id", "0");
        form.put("orgname", contact.organization);
        if (type.equals("subscribe") || type.equals("unsubscribe")) {
            form.put("form[id]", "0");
        }
        if (type.equals("unsubscribe")) {
            Contact.Membership membership = contact.memberships.get(list);
            form.put("unsubscribe[reason]", membership == null || membership.reason == null ? "" : membership.reason);
            form.put("campaign[id]", "0");
            int index = 0;
            for (Contact.Membership other : contact.memberships.values()) {
                if (other.status == 1) {
                    form.put("active_subscriptions[" + index++ + "]", String.valueOf(other.list));
                }
            }
            form.put("list[][id]", String.valueOf(list));
        }
        form.putAll(details);
        return encoded(form);
    }

    /** Received payloads have a bare list without any identity, the documentation keys by tag: a contradiction. */
    private void putFields(Contact contact, Map<String, String> form) {
        boolean bare = setting.isOn(Quirk.WEBHOOK_FIELDS_AS_BARE_LIST);
        int index = 0;
        for (Contact.FieldValue value : contact.values.values()) {
            String key = bare ? String.valueOf(index++) : fields.tag(value.field);
            form.put("contact[fields][" + key + "]", value.value);
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
