package io.consentgate.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Eight real days of a shop: UCI Online Retail (see {@code demo/ATTRIBUTION.md}), read as the files are: customer
 * numbers written {@code 17850.0} or missing, cancellations as invoices {@code C...} of their own, postage and fees
 * among the articles (shop-sources.md chapter 6).
 *
 * @param lines rows of the files
 * @param invoices by number, in order of time
 */
public record ShopHistory(int lines, List<Invoice> invoices) {

    private static final List<String> DAYS = List.of(
            "2010-12-01",
            "2010-12-02",
            "2010-12-03",
            "2010-12-05",
            "2011-01-04",
            "2011-01-31",
            "2011-02-18",
            "2011-03-06");
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Set<String> POSTAGE = Set.of("POST", "DOT", "C2");
    private static final Set<String> DISCOUNT = Set.of("D");
    private static final Set<String> BOOKKEEPING = Set.of("M", "BANK CHARGES", "AMAZONFEE", "CRUK", "B", "S");

    /** @param customer null when the shop did not know who bought */
    public record Invoice(String number, String customer, String country, LocalDateTime at, List<Line> lines) {

        public boolean cancellation() {
            return number.startsWith("C");
        }

        public List<Line> articles() {
            return lines.stream()
                    .filter(line ->
                            line.kind() == Kind.ARTICLE && !line.description().isBlank())
                    .toList();
        }

        public BigDecimal total() {
            return sum(line -> true);
        }

        public BigDecimal of(Kind kind) {
            return sum(line -> line.kind() == kind);
        }

        private BigDecimal sum(java.util.function.Predicate<Line> which) {
            return lines.stream()
                    .filter(which)
                    .map(Line::total)
                    .reduce(BigDecimal.ZERO, BigDecimal::add)
                    .setScale(2, RoundingMode.HALF_UP);
        }
    }

    /** What a row stands for. */
    public enum Kind {
        ARTICLE,
        POSTAGE,
        DISCOUNT,
        BOOKKEEPING
    }

    public record Line(String code, String description, int quantity, BigDecimal unitPrice) {

        public Kind kind() {
            if (POSTAGE.contains(code)) {
                return Kind.POSTAGE;
            }
            if (DISCOUNT.contains(code)) {
                return Kind.DISCOUNT;
            }
            return BOOKKEEPING.contains(code) ? Kind.BOOKKEEPING : Kind.ARTICLE;
        }

        public BigDecimal total() {
            return unitPrice.multiply(BigDecimal.valueOf(quantity));
        }
    }

    private record Row(
            @JsonProperty("InvoiceNo") String invoice,
            @JsonProperty("StockCode") String code,
            @JsonProperty("Description") String description,
            @JsonProperty("Quantity") String quantity,
            @JsonProperty("InvoiceDate") String date,
            @JsonProperty("UnitPrice") String price,
            @JsonProperty("CustomerID") String customer,
            @JsonProperty("Country") String country) {}

    public static ShopHistory shipped() {
        int lines = 0;
        Map<String, Invoice> invoices = new LinkedHashMap<>();
        for (String day : DAYS) {
            for (Row row : rows(day)) {
                lines++;
                Invoice invoice = invoices.computeIfAbsent(row.invoice(), number -> begun(row));
                invoice.lines()
                        .add(new Line(
                                row.code(),
                                row.description() == null
                                        ? ""
                                        : row.description().strip(),
                                Integer.parseInt(row.quantity()),
                                new BigDecimal(row.price())));
            }
        }
        return new ShopHistory(lines, List.copyOf(invoices.values()));
    }

    private static Invoice begun(Row row) {
        String customer = row.customer() == null || row.customer().isBlank()
                ? null
                : row.customer().replaceFirst("\\.0$", "");
        return new Invoice(
                row.invoice(), customer, row.country(), LocalDateTime.parse(row.date(), WRITTEN), new ArrayList<>());
    }

    private static List<Row> rows(String day) {
        String name = "/demo/online-retail/" + day + ".csv.gz";
        ObjectReader reader = new CsvMapper()
                .readerFor(Row.class)
                .with(CsvSchema.emptySchema().withHeader());
        try (InputStream file = ShopHistory.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the demo data " + name + " is not on the class path");
            }
            // The collection was re-coded: each file is UTF-8 or plain ASCII.
            try (MappingIterator<Row> rows =
                    reader.readValues(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
                return rows.readAll();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demo data " + name + " cannot be read", e);
        }
    }

    /** Invoices of each known customer, by customer number. */
    public Map<String, List<Invoice>> byCustomer() {
        return invoices.stream()
                .filter(invoice -> invoice.customer() != null)
                .collect(Collectors.groupingBy(Invoice::customer, TreeMap::new, Collectors.toList()));
    }

    public LocalDateTime end() {
        return Collections.max(invoices.stream().map(Invoice::at).toList());
    }
}
