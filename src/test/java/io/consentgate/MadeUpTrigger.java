package io.consentgate;

/** A trigger of each kind, with a mark that no other sets. */
enum MadeUpTrigger {
    ORDERED_TAG("order_placed", "", "tag: ordered something"),
    ORDERED_FIELD("first_order", "", "custom_field: First order"),
    BOUGHT_TAG("product_category_bought", "bought: [shoes], ", "tag: likes shoes"),
    CROSS_FIELD("cross_sell", "bought: [shoes], not_yet: [care], ", "custom_field: Offer, value: care"),
    SILENT_TAG("no_order_for", "days: 20, ", "tag: asleep"),
    CART_EVENT("cart_abandoned", "", "event: Left a cart, value: again"),
    CART_FIELD("cart_abandoned", "", "custom_field: Left a cart");

    private final String on;
    private final String more;
    private final String action;

    MadeUpTrigger(String on, String more, String action) {
        this.on = on;
        this.more = more;
        this.action = action;
    }

    /** Whether the site tells what sets it off. */
    boolean possible(boolean orders, boolean carts) {
        return on.equals("cart_abandoned") ? carts : orders;
    }

    String yaml() {
        return "{name: " + name().toLowerCase().replace('_', '-') + ", on: " + on + ", " + more
                + "audience: {purpose: direct_marketing, channel: email}, action: {" + action
                + "}, at_most: {times: 1, days: 7}}";
    }
}
