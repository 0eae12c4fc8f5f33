package io.consentgate.standin;

import static io.consentgate.standin.Quirk.IMPORT_LABELLED_TEXT_HTML;
import static io.consentgate.standin.Quirk.IMPORT_STATUS_FALSE_FIRST;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;

/** Bulk import (7): queued at once, written later, reported by batch id. */
final class Imports {

    private final Setting setting;
    private final Limits limits;
    private final Lock lock;
    private final ScheduledExecutorService worker;
    private final ImportWriter writer;
    private final ImportValidation validation;
    private final Map<String, ImportBatch> batches = new LinkedHashMap<>();
    private final Deque<ImportFate> fates = new ArrayDeque<>();
    private Duration delay;
    private Duration falseFor;

    Imports(
            Setting setting,
            Limits limits,
            Lock lock,
            ScheduledExecutorService worker,
            ImportWriter writer,
            StandInOptions options,
            Routes routes) {
        this.setting = setting;
        this.limits = limits;
        this.lock = lock;
        this.worker = worker;
        this.writer = writer;
        this.validation = new ImportValidation(setting.switches());
        this.delay = options.importDelay();
        this.falseFor = options.importStatusFalseFor();
        routes.on("POST /import/bulk_import", call -> labelled(post(call)))
                .on("GET /import/bulk_import", call -> labelled(overview()))
                .on("GET /import/info", call -> labelled(info(call)));
    }

    void delay(Duration delay, Duration falseFor) {
        this.delay = delay;
        this.falseFor = falseFor;
    }

    void nextFates(Collection<ImportFate> next) {
        fates.addAll(next);
    }

    long outstanding() {
        return batches.values().stream().filter(ImportBatch::isOutstanding).count();
    }

    private Answer labelled(Answer answer) {
        return setting.isOn(IMPORT_LABELLED_TEXT_HTML) ? answer.labelled("text/html; charset=UTF-8") : answer;
    }

    private Answer post(Call call) {
        try {
            int size = call.json().path("contacts").size();
            if (!limits.admitImport(call, size)) {
                return ImportValidation.tooMany();
            }
            JsonNode contacts = validation.valid(call);
            ImportFate fate = fates.isEmpty() ? ImportFate.COMPLETED : fates.removeFirst();
            ImportBatch batch = new ImportBatch(UUID.randomUUID().toString(), setting.now(), contacts, fate);
            batches.put(batch.id, batch);
            worker.schedule(() -> process(batch), delay.toNanos(), TimeUnit.NANOSECONDS);
            return Answer.ok(Json.object()
                    .put("success", 1)
                    .put("queued_contacts", contacts.size())
                    .put("batchId", batch.id)
                    .put("message", "Contact import queued"));
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private void process(ImportBatch batch) {
        batch.status = "active";
        lock.lock();
        try {
            int end =
                    switch (batch.fate) {
                        case COMPLETED -> batch.contacts.size();
                        case FAILED -> 0;
                        case INTERRUPTED -> batch.contacts.size() / 2;
                    };
            for (int i = 0; i < end; i++) {
                writer.write(batch.contacts.get(i), batch);
            }
            batch.status = batch.fate.name().toLowerCase(Locale.ROOT);
            ((ArrayNode) batch.contacts).removeAll();
        } finally {
            lock.unlock();
        }
    }

    private Answer info(Call call) {
        ImportBatch batch = call.query().value("batchId").map(batches::get).orElse(null);
        if (call.query().value("batchId").orElse("").isEmpty()) {
            return Answer.of(400, Json.object().put("success", 0).put("message", "'batchId' is a required field."));
        }
        if (batch == null) {
            return Answer.of(400, Json.object().put("success", 0).put("message", "Batch not found."));
        }
        boolean early = System.nanoTime() - batch.queuedNanos < falseFor.toNanos();
        return Answer.ok(batch.json(early && setting.isOn(IMPORT_STATUS_FALSE_FIRST)));
    }

    private Answer overview() {
        ObjectNode body = Json.object();
        body.set("outstanding", byDay(ImportBatch::isOutstanding));
        return Answer.ok(body.set("recentlyCompleted", byDay(batch -> !batch.isOutstanding())));
    }

    private ArrayNode byDay(Predicate<ImportBatch> condition) {
        Map<LocalDate, long[]> days = new TreeMap<>();
        batches.values().stream().filter(condition).forEach(batch -> {
            LocalDate day = batch.queuedAt.atZone(Setting.CENTRAL).toLocalDate();
            long[] counts = days.computeIfAbsent(day, any -> new long[2]);
            counts[0]++;
            counts[1] += batch.size;
        });
        ArrayNode result = Json.array();
        days.forEach((day, counts) -> result.addObject()
                .put("forDate", day.toString())
                .put("batches", String.valueOf(counts[0]))
                .put("contacts", String.valueOf(counts[1])));
        return result;
    }
}
