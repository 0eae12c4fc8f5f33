package io.consentgate.standin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Records of one kind that are few enough to be kept as JSON, by id. */
final class Shelf {

    private final String model;
    private final NavigableMap<Long, ObjectNode> records = new TreeMap<>();
    private long last;

    Shelf(String model, long firstId) {
        this.model = model;
        this.last = firstId - 1;
    }

    long nextId() {
        return ++last;
    }

    /** Keeps the record; its id string is put last, as the service does. */
    ObjectNode put(long id, ObjectNode shelved) {
        shelved.remove("id");
        shelved.put("id", String.valueOf(id));
        records.put(id, shelved);
        return shelved;
    }

    Optional<ObjectNode> find(long id) {
        return Optional.ofNullable(records.get(id));
    }

    ObjectNode get(String id, int statusWhenAbsent) {
        return find(Json.number(id)).orElseThrow(() -> Refusal.noResult(statusWhenAbsent, model, id));
    }

    void remove(String id, int statusWhenAbsent) {
        get(id, statusWhenAbsent);
        records.remove(Json.number(id));
    }

    List<ObjectNode> all() {
        return new ArrayList<>(records.values());
    }

    Optional<ObjectNode> first(Predicate<ObjectNode> condition) {
        return records.values().stream().filter(condition).findFirst();
    }

    int size() {
        return records.size();
    }

    /** One page under the given name, with meta.total as string. */
    ObjectNode page(String name, Call call, Predicate<ObjectNode> condition) {
        return page(name, call, records.values().stream().filter(condition).toList());
    }

    static ObjectNode page(String name, Call call, List<ObjectNode> matching) {
        ObjectNode body = Json.object();
        ArrayNode page = body.putArray(name);
        matching.stream()
                .skip(call.query().offset())
                .limit(call.query().limit())
                .forEach(page::add);
        body.putObject("meta").put("total", String.valueOf(matching.size()));
        return body;
    }
}
