package io.consentgate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.disclosure.NoticeModel;
import io.consentgate.disclosure.NoticeModel.DataCategory;
import io.consentgate.disclosure.NoticeModel.SentField;
import io.consentgate.event.Purpose;
import io.consentgate.standin.RecordedRequest;
import io.consentgate.standin.StandInAccount;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What requests tell ActiveCampaign about people, each looked up in a notice. A request or a member of one that nobody
 * here can read is an error: whoever makes the connector say more has to say what that is.
 */
final class ToldInTraffic {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> STANDARD = Map.of(
            "email", "email",
            "firstName", "first_name",
            "first_name", "first_name",
            "lastName", "last_name",
            "last_name", "last_name",
            "phone", "phone");
    /** What the account is made of; about nobody. */
    private static final Set<String> SET_UP = Set.of(
            "connections",
            "fields",
            "fieldRels",
            "lists",
            "listGroups",
            "tags",
            "webhooks",
            "eventTrackingEvents",
            "siteTrackingDomains");

    private final NoticeModel notice;
    private final Map<String, String> emails;
    private final Map<String, String> lists;
    private final Map<String, String> tags;
    private final Map<String, String> fields;
    private final List<Told> told = new ArrayList<>();

    /**
     * Something told about somebody.
     *
     * @param named purposes with which the notice names it, each group one of which the person must have agreed to;
     *     empty = it is not named
     */
    record Told(String email, String what, List<Set<Purpose>> named, String request) {}

    ToldInTraffic(NoticeModel notice, StandInAccount account) {
        this.notice = notice;
        this.emails = Stream.concat(account.contacts().stream(), account.deletedContacts().stream())
                .collect(Collectors.toMap(contact -> contact.id(), contact -> contact.email(), (one, two) -> one));
        this.lists = names(account.lists(), "name");
        this.tags = names(account.tags(), "tag");
        this.fields = names(account.fields(), "title");
    }

    private static Map<String, String> names(List<JsonNode> all, String member) {
        Map<String, String> names = new HashMap<>();
        all.forEach(one -> names.put(one.path("id").asText(), one.path(member).asText()));
        return names;
    }

    List<Told> in(List<RecordedRequest> requests) {
        requests.forEach(this::read);
        return List.copyOf(told);
    }

    private void read(RecordedRequest request) {
        String line = request.method() + " " + request.path();
        if (request.path().equals("/event")) {
            event(request, line);
            return;
        }
        String path = request.path().replaceFirst("^/api/3/", "");
        // What is asked, ended or deleted tells nothing new: it only finds somebody who is there.
        if (request.method().equals("GET") || request.method().equals("DELETE")) {
            return;
        }
        JsonNode body = json(request);
        switch (path.replaceAll("/\\d+$", "/id")) {
            case "contact/sync", "contacts", "contacts/id" -> contact(body.path("contact"), line);
            case "import/bulk_import" -> body.path("contacts").forEach(one -> contact(one, line));
            case "contactLists" -> list(body.path("contactList"), line);
            case "contactTags" ->
                tag(
                        emails.get(body.at("/contactTag/contact").asText()),
                        tags.get(body.at("/contactTag/tag").asText()),
                        line);
            case "contactAutomations" ->
                category(
                        emails.get(body.at("/contactAutomation/contact").asText()),
                        "enrolment",
                        line,
                        having(DataCategory.LISTS_AND_TAGS));
            case "ecomCustomers" -> customer(body.path("ecomCustomer"), line);
            case "ecomCustomers/id" -> {}
            case "ecomOrders", "ecomOrders/id" -> purchase(body.path("ecomOrder"), line);
            default -> {
                if (!SET_UP.contains(path)) {
                    throw new AssertionError("nobody knows what this tells: " + line + " " + request.bodyText());
                }
            }
        }
    }

    private void contact(JsonNode contact, String line) {
        String email = contact.path("email").asText();
        contact.fields().forEachRemaining(member -> {
            switch (member.getKey()) {
                case "fieldValues" ->
                    member.getValue().forEach(value -> field(email, custom(value, "field"), value.path("value"), line));
                case "fields" ->
                    member.getValue().forEach(value -> field(email, custom(value, "id"), value.path("value"), line));
                case "tags" -> member.getValue().forEach(tag -> tag(email, tag.asText(), line));
                case "subscribe" ->
                    member.getValue()
                            .forEach(list ->
                                    listed(email, lists.get(list.path("listid").asText()), line));
                default -> {
                    String standard = STANDARD.get(member.getKey());
                    if (standard == null) {
                        throw new AssertionError("nobody knows what " + member.getKey() + " of " + line + " tells");
                    }
                    field(email, standard, member.getValue(), line);
                }
            }
        });
    }

    private String custom(JsonNode value, String id) {
        return "custom:" + fields.get(value.path(id).asText());
    }

    /** An empty value ends what was there. */
    private void field(String email, String target, JsonNode value, String line) {
        if (!value.asText().isEmpty()) {
            told.add(new Told(
                    email,
                    "field " + target,
                    notice.fields().stream()
                            .filter(field -> field.target().equals(target))
                            .map(SentField::purposes)
                            .map(ToldInTraffic::set)
                            .toList(),
                    line));
        }
    }

    private void list(JsonNode membership, String line) {
        if (membership.path("status").asInt() == 1) {
            listed(
                    emails.get(membership.path("contact").asText()),
                    lists.get(membership.path("list").asText()),
                    line);
        }
    }

    private void listed(String email, String list, String line) {
        told.add(new Told(
                email,
                "list " + list,
                notice.lists().stream()
                        .filter(one -> one.name().equals(list))
                        .map(one -> set(List.of(one.purpose())))
                        .toList(),
                line));
    }

    private void tag(String email, String tag, String line) {
        told.add(new Told(
                email,
                "tag " + tag,
                notice.tags().stream()
                        .filter(one -> one.name().equals(tag))
                        .map(one -> set(one.purposes()))
                        .toList(),
                line));
    }

    private void customer(JsonNode customer, String line) {
        Set<Purpose> selling = having(DataCategory.CARTS);
        selling.addAll(having(DataCategory.PURCHASES));
        category(customer.path("email").asText(), "shop customer", line, selling);
    }

    private void purchase(JsonNode order, String line) {
        boolean cart = !order.has("orderNumber");
        DataCategory category = cart ? DataCategory.CARTS : DataCategory.PURCHASES;
        String email = order.path("email").asText();
        Set<Purpose> having = having(category);
        category(email, category.wire(), line, having);
        for (JsonNode article : order.path("orderProducts")) {
            if (article.size() > 4
                    || !Set.of("Cart", "Order").contains(article.path("name").asText())) {
                having.retainAll(Set.of(Purpose.PROFILING_CLASSIC));
                category(email, "article", line, having);
            }
        }
    }

    private void event(RecordedRequest request, String line) {
        Map<String, String> form = Stream.of(request.bodyText().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
        String email = parsed(form.get("visit")).path("email").asText();
        Set<Purpose> behaviour = having(DataCategory.BEHAVIOUR);
        for (Purpose needed : List.of(Purpose.SITE_TRACKING, Purpose.PROFILING_ONLINE)) {
            Set<Purpose> one = EnumSet.copyOf(behaviour);
            one.retainAll(Set.of(needed));
            category(email, "event", line, one);
        }
    }

    private void category(String email, String what, String line, Set<Purpose> named) {
        told.add(new Told(email, what, named.isEmpty() ? List.of() : List.of(Set.copyOf(named)), line));
    }

    /** Purposes of the notice that use a category. */
    Set<Purpose> having(DataCategory category) {
        Set<Purpose> having = EnumSet.noneOf(Purpose.class);
        notice.purposes().stream()
                .filter(used -> used.categories().contains(category))
                .forEach(used -> having.add(used.purpose()));
        return having;
    }

    /** Values of a person that stand in requests though the notice names nothing that they could be. */
    List<String> strangers(List<RecordedRequest> requests, MadeUpPerson person) {
        List<String> strangers = new ArrayList<>();
        person.values().forEach((what, value) -> {
            List<String> lines = requests.stream()
                    .filter(request -> holds(request, value))
                    .map(request -> request.method() + " " + request.path())
                    .distinct()
                    .toList();
            if (!lines.isEmpty() && !named(person, what)) {
                strangers.add(what + " of " + person + " in " + lines);
            }
        });
        return strangers;
    }

    private static boolean holds(RecordedRequest request, String value) {
        String text = request.path() + "?" + request.query() + "\n" + request.headers() + "\n" + request.bodyText();
        Predicate<String> found = spelled -> spelled.contains(value);
        return found.test(text) || found.test(URLDecoder.decode(text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), UTF_8));
    }

    private boolean named(MadeUpPerson person, String what) {
        Set<Purpose> agreed = person.purposes();
        Predicate<Set<Purpose>> agrees = purposes -> purposes.stream().anyMatch(agreed::contains);
        return switch (what) {
            case "order" -> agrees.test(having(DataCategory.PURCHASES));
            case "cart" -> agrees.test(having(DataCategory.CARTS));
            case "item", "sku", "code" -> {
                Set<Purpose> bought = having(DataCategory.PURCHASES);
                bought.addAll(having(DataCategory.CARTS));
                yield bought.contains(Purpose.PROFILING_CLASSIC) && agreed.contains(Purpose.PROFILING_CLASSIC);
            }
            case "event" ->
                agreed.containsAll(Set.of(Purpose.SITE_TRACKING, Purpose.PROFILING_ONLINE))
                        && having(DataCategory.BEHAVIOUR).contains(Purpose.SITE_TRACKING);
            default ->
                notice.fields().stream()
                        .filter(field -> field.key().equals("contact." + what))
                        .anyMatch(field -> agrees.test(set(field.purposes())));
        };
    }

    private static Set<Purpose> set(List<Purpose> purposes) {
        return Set.copyOf(purposes);
    }

    private static JsonNode json(RecordedRequest request) {
        return parsed(request.bodyText());
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new AssertionError("not JSON: " + text, wrong);
        }
    }
}
