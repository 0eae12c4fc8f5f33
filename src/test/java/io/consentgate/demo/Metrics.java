package io.consentgate.demo;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One reading of the connector's figures, in Prometheus' text format. */
public record Metrics(String text) {

    private static final Pattern SAMPLE =
            Pattern.compile("^([a-z_]+)(?:\\{(.*)})? ([-+0-9.eE]+|NaN|\\+Inf)$", Pattern.MULTILINE);

    /** Sum over all series of that name. */
    public double sum(String name) {
        return sum(name, "");
    }

    /** @param label text that the labels hold, for example {@code outcome="accepted"} */
    public double sum(String name, String label) {
        double sum = 0;
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            String labels = sample.group(2) == null ? "" : sample.group(2);
            if (sample.group(1).equals(name) && labels.contains(label)) {
                double value = Double.parseDouble(sample.group(3));
                sum += Double.isNaN(value) ? 0 : value;
            }
        }
        return sum;
    }

    public boolean has(String name) {
        return SAMPLE.matcher(text).results().anyMatch(sample -> sample.group(1).equals(name));
    }

    /** Every series of that name by its labels. */
    public Map<String, Double> series(String name) {
        Map<String, Double> series = new TreeMap<>();
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            if (sample.group(1).equals(name)) {
                series.put(sample.group(2), Double.parseDouble(sample.group(3)));
            }
        }
        return series;
    }

    /** Nobody is due, and no import waits to be read back. */
    public boolean isIdle() {
        return has("consentgate_changed_backlog")
                && sum("consentgate_changed_backlog") == 0
                && sum("consentgate_import_batches_open") == 0;
    }
}
