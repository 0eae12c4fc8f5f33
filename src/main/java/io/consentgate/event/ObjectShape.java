package io.consentgate.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** An object of known members, and rules about which must come together. Built once per kind of event. */
final class ObjectShape implements Shape {

    private record Member(String name, Shape shape) {}

    /** When the condition holds, the member must be there. */
    private record Rule(Predicate<JsonNode> condition, Member member, String why) {}

    private final Map<String, Shape> members = new LinkedHashMap<>();
    private final List<Member> required = new java.util.ArrayList<>();
    private final List<Rule> rules = new java.util.ArrayList<>();
    private List<String> anyOf = List.of();

    ObjectShape required(String name, Shape shape) {
        required.add(new Member(name, shape));
        return optional(name, shape);
    }

    ObjectShape optional(String name, Shape shape) {
        members.put(name, shape);
        return this;
    }

    /** @param why completes "missing, ..." */
    ObjectShape requiredWhen(Predicate<JsonNode> condition, String name, String why) {
        rules.add(new Rule(condition, new Member(name, members.get(name)), why));
        return this;
    }

    ObjectShape anyOf(String... names) {
        anyOf = List.of(names);
        return this;
    }

    @Override
    public String expected() {
        return "an object";
    }

    @Override
    public void check(JsonNode value, Pointer at, List<Problem> found) {
        if (!value.isObject()) {
            refuse(Shape.classOf(value), at, found);
            return;
        }
        for (Iterator<Map.Entry<String, JsonNode>> fields = value.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            Pointer here = at.to(field.getKey());
            Shape shape = members.get(field.getKey());
            if (shape == null) {
                found.add(new Problem(here.toString(), "unknown member; expected only " + names()));
            } else {
                shape.check(field.getValue(), here, found);
            }
        }
        for (Member member : required) {
            if (!value.has(member.name)) {
                member.shape.missing(at.to(member.name), found);
            }
        }
        for (Rule rule : rules) {
            if (!value.has(rule.member.name) && rule.condition.test(value)) {
                rule.member.shape.refuse("missing, " + rule.why, at.to(rule.member.name), found);
            }
        }
        if (!anyOf.isEmpty() && anyOf.stream().noneMatch(value::has)) {
            found.add(new Problem(
                    at.to(anyOf.get(0)).toString(), "missing; expected at least one of " + String.join(", ", anyOf)));
        }
    }

    private String names() {
        return String.join(", ", members.keySet());
    }
}
