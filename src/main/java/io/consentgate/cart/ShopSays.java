package io.consentgate.cart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.consentgate.gate.Purchase.Article;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** The {@code data} of a cart or an order as the shop told it (schema: cart, order). */
final class ShopSays {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode data;

    ShopSays(String content) {
        try {
            this.data = JSON.readTree(content);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a stored cart or order is no JSON");
        }
    }

    String text(String member) {
        return text(data, member);
    }

    BigDecimal amount(String member) {
        return amount(data, member);
    }

    Instant instant(String member) {
        String text = text(data, member);
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }

    boolean lists(String member) {
        return data.path(member).isArray();
    }

    List<String> texts(String member) {
        List<String> texts = new ArrayList<>();
        data.path(member).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** What is there of at least one piece; parts of a piece are told as one at their price. */
    List<Article> articles() {
        List<Article> articles = new ArrayList<>();
        for (JsonNode item : data.path("items")) {
            BigDecimal quantity = new BigDecimal(item.path("quantity").asText("0"));
            if (quantity.signum() > 0) {
                articles.add(article(item, quantity));
            }
        }
        return articles;
    }

    private static Article article(JsonNode item, BigDecimal quantity) {
        boolean whole =
                quantity.stripTrailingZeros().scale() <= 0 && quantity.compareTo(BigDecimal.valueOf(1_000_000_000)) < 0;
        BigDecimal unit = amount(item, "unit_price");
        BigDecimal total = amount(item, "total");
        BigDecimal line = total != null ? total : unit == null ? BigDecimal.ZERO : unit.multiply(quantity);
        BigDecimal piece = unit != null ? unit : line.divide(quantity, 6, RoundingMode.HALF_UP);
        return new Article(
                first(item, "product_id", "sku", "external_id", "name"),
                text(item, "name"),
                whole ? piece : line,
                whole ? quantity.longValue() : 1,
                text(item, "category"),
                text(item, "sku"),
                text(item, "product_url"),
                text(item, "image_url"));
    }

    /** What the items come to; null when no item says. */
    BigDecimal sum() {
        BigDecimal sum = null;
        for (Article article : articles()) {
            BigDecimal line = article.price().multiply(BigDecimal.valueOf(article.quantity()));
            sum = sum == null ? line : sum.add(line);
        }
        return sum;
    }

    private static String first(JsonNode node, String... members) {
        for (String member : members) {
            String text = text(node, member);
            if (text != null) {
                return text;
            }
        }
        return "";
    }

    private static String text(JsonNode node, String member) {
        JsonNode value = node.path(member);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank() ? value.asText() : null;
    }

    private static BigDecimal amount(JsonNode node, String member) {
        String text = text(node, member);
        return text == null ? null : new BigDecimal(text);
    }
}
