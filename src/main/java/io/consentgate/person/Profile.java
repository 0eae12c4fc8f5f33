package io.consentgate.person;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * What shops said about a person, member by member: the latest word counts by the object's own time, at equal times
 * the greater text, so that the order of arrival never matters. A member that was cleared is kept as such.
 *
 * @param members by the schema's name
 * @param createdAt when this profile began to wait for a consent
 */
public record Profile(Map<String, Member> members, Instant createdAt) {

    /** @param value null = cleared */
    public record Member(String value, Instant at) {

        public Member {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }

        private boolean beats(Member other) {
            int byTime = at.compareTo(other.at);
            return byTime > 0 || (byTime == 0 && text().compareTo(other.text()) > 0);
        }

        private String text() {
            return value == null ? "" : value;
        }
    }

    public Profile {
        members = new TreeMap<>(members);
    }

    public static Profile empty(Instant createdAt) {
        return new Profile(Map.of(), createdAt);
    }

    public Profile with(Map<String, String> said, Instant at) {
        Map<String, Member> merged = new TreeMap<>(members);
        said.forEach(
                (name, value) -> merged.merge(name, new Member(value, at), (old, now) -> now.beats(old) ? now : old));
        return new Profile(merged, createdAt);
    }

    /** Without everything said up to a moment: what an erasure leaves (READINGS 22). */
    public Profile after(Instant moment) {
        Map<String, Member> left = new TreeMap<>(members);
        left.values().removeIf(member -> !member.at().isAfter(moment));
        return new Profile(left, createdAt);
    }

    /** What it says now. */
    public Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        members.forEach((name, member) -> {
            if (member.value() != null) {
                facts.put(name, member.value());
            }
        });
        return facts;
    }

    public String phone() {
        Member phone = members.get("phone");
        return phone == null ? null : phone.value();
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Never its members: they are personal data. */
    @Override
    public String toString() {
        return "Profile[" + members.size() + " members]";
    }
}
