package io.consentgate.gate;

import java.time.Instant;

/**
 * What a shop wants to know before it writes about a cart that was left behind.
 *
 * @param throughScript whether its person, or the cart, is known only through tracking (captured_by script or unknown)
 * @param addressTyped whether the address was typed in the checkout (captured_by checkout)
 * @param abandonedAt when it was left
 * @param sent how many messages about this cart went out already
 * @param offer whether the message would name a price, a discount or other goods
 * @param link whether there is a way back to the cart
 */
public record CartQuestion(
        boolean throughScript, boolean addressTyped, Instant abandonedAt, int sent, boolean offer, boolean link) {}
