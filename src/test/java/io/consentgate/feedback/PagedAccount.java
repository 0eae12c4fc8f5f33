package io.consentgate.feedback;

import io.consentgate.activecampaign.ActiveCampaign;
import io.consentgate.activecampaign.Answer;
import io.consentgate.activecampaign.Directory;
import io.consentgate.activecampaign.RemoteContact;
import io.consentgate.activecampaign.RemoteContact.Membership;
import io.consentgate.gate.Removal;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An account that answers pages and readings from a map; anything else it is asked for fails the test. */
final class PagedAccount {

    private static final int PAGE = 100;

    final Map<Long, RemoteContact> contacts = new TreeMap<>();
    final List<String> calls = new ArrayList<>();
    private final Directory directory;
    boolean available = true;
    boolean ignoresStatus;

    PagedAccount(Directory directory) {
        this.directory = directory;
    }

    void has(long id, String email, Map<String, Membership> lists) {
        has(id, email, lists, false);
    }

    void has(long id, String email, Map<String, Membership> lists, boolean bounced) {
        contacts.put(
                id,
                new RemoteContact(String.valueOf(id), email, Instant.EPOCH, new HashMap<>(lists), Map.of(), bounced));
    }

    static Membership active() {
        return new Membership(1, null);
    }

    static Membership left(Instant at) {
        return new Membership(2, at);
    }

    ActiveCampaign asAccount() {
        return (ActiveCampaign) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ActiveCampaign.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "account" -> FeedbackFixture.ACCOUNT;
                    case "directory" -> directory;
                    case "page" ->
                        page((String) arguments[1], (int) arguments[2], (String) arguments[3], (String) arguments[4]);
                    case "read" -> read((Removal) arguments[1]);
                    default -> throw new AssertionError("not expected: " + method.getName());
                });
    }

    private Answer<List<RemoteContact>> page(String list, int status, String idGreater, String since) {
        calls.add("page list=" + list + " status=" + status + " after=" + idGreater + (since == null ? "" : " recent"));
        if (!available) {
            return new Answer.Unavailable<>("maintenance", Duration.ofSeconds(30), false);
        }
        return new Answer.Done<>(contacts.entrySet().stream()
                .filter(entry -> entry.getKey() > Long.parseLong(idGreater))
                .map(Map.Entry::getValue)
                .filter(contact -> matches(contact, list, status))
                .limit(PAGE)
                .map(contact -> new RemoteContact(
                        contact.id(), contact.email(), contact.createdAt(), Map.of(), Map.of(), contact.hardBounced()))
                .toList());
    }

    private boolean matches(RemoteContact contact, String list, int status) {
        if (list == null) {
            return true;
        }
        Membership membership = contact.lists().get(list);
        return membership != null && (ignoresStatus || membership.status() == status);
    }

    private Answer<RemoteContact> read(Removal person) {
        calls.add("read " + person.remoteId());
        RemoteContact contact = contacts.get(Long.parseLong(person.remoteId()));
        return contact == null ? new Answer.Gone<>() : new Answer.Done<>(contact);
    }

    List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }
}
