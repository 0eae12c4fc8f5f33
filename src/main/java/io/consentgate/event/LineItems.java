package io.consentgate.event;

/** The articles of a cart or an order. */
final class LineItems {

    private static final Shape ITEM = new ObjectShape()
            .required("name", Shapes.text(1, 500))
            .required("quantity", Shapes.NUMBER)
            .optional("external_id", Shapes.ID)
            .optional("product_id", Shapes.ID)
            .optional("variant_id", Shapes.ID)
            .optional("sku", Shapes.TEXT)
            .optional("unit_price", Shapes.MONEY)
            .optional("total", Shapes.MONEY)
            .optional("category", Shapes.TEXT)
            .optional("product_url", Shapes.URL)
            .optional("image_url", Shapes.URL);

    private LineItems() {}

    static Shape atMost(int max) {
        return Shapes.list(ITEM, max, false);
    }
}
