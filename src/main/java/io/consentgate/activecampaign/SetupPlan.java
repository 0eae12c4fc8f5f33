package io.consentgate.activecampaign;

import io.consentgate.mapping.FieldMapping;
import io.consentgate.mapping.MappedField;
import io.consentgate.mapping.MappedList;
import io.consentgate.mapping.MappedTag;
import io.consentgate.mapping.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an account has to hold for the sites on it.
 *
 * @param senderUrl the shop's address, which a new list must name (chapter 8)
 * @param webhookUrl where ActiveCampaign reports changes, with its secret; null = no webhook, polling only
 * @param eventNames behaviour events to be registered
 * @param shops connections for carts and orders
 * @param domains where ActiveCampaign's site tracking may run
 */
public record SetupPlan(
        SortedSet<String> lists,
        SortedSet<Target.Custom> fields,
        SortedSet<String> tags,
        String senderUrl,
        String webhookUrl,
        SortedSet<String> eventNames,
        List<Shop> shops,
        SortedSet<String> domains) {

    /**
     * A shop as ActiveCampaign's Deep Data knows it.
     *
     * @param name its externalid, unique in the account
     */
    public record Shop(String name, String page, String logo) {}

    /** With these shops, these further tags and these domains too. */
    public SetupPlan selling(Collection<Shop> more, Collection<String> moreTags, Collection<String> moreDomains) {
        TreeSet<String> allTags = new TreeSet<>(tags);
        allTags.addAll(moreTags);
        return new SetupPlan(
                lists,
                fields,
                allTags,
                senderUrl,
                webhookUrl,
                eventNames,
                List.copyOf(more),
                new TreeSet<>(moreDomains));
    }

    public static SetupPlan of(
            Collection<FieldMapping> mappings, String senderUrl, String webhookUrl, Collection<String> eventNames) {
        return new SetupPlan(
                mappings.stream()
                        .flatMap(mapping -> mapping.lists().stream())
                        .map(MappedList::name)
                        .collect(Collectors.toCollection(TreeSet::new)),
                mappings.stream()
                        .flatMap(mapping -> mapping.fields().stream())
                        .map(MappedField::target)
                        .filter(Target.Custom.class::isInstance)
                        .map(Target.Custom.class::cast)
                        .collect(Collectors.toCollection(TreeSet::new)),
                mappings.stream()
                        .flatMap(mapping -> mapping.tags().stream())
                        .map(MappedTag::name)
                        .collect(Collectors.toCollection(TreeSet::new)),
                senderUrl,
                webhookUrl,
                new TreeSet<>(eventNames),
                List.of(),
                new TreeSet<>());
    }

    /** What is mapped and not known there yet, with its kind: whoever needs one of these waits until setup has run. */
    public List<String> missing(Directory directory) {
        List<String> missing = new ArrayList<>();
        lists.stream()
                .filter(name -> !directory.lists().containsKey(name))
                .forEach(name -> missing.add("list " + name));
        tags.stream().filter(name -> !directory.tags().containsKey(name)).forEach(name -> missing.add("tag " + name));
        fields.stream()
                .map(Target.Custom::title)
                .filter(title -> !directory.fields().containsKey(title))
                .forEach(title -> missing.add("field " + title));
        return missing;
    }

    /** The webhook's address holds a secret. */
    @Override
    public String toString() {
        return "SetupPlan[lists " + lists + ", fields " + fields + ", tags " + tags + "]";
    }
}
