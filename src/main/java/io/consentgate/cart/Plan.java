package io.consentgate.cart;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a buyer's carts and orders ask for now.
 *
 * @param steps in the order in which they are to be made; what ends something comes first
 * @param waits whether more is to be done as soon as the contact is there
 * @param next when time alone may change something; null = never
 * @param cartAt when the next cart's time comes; null = none waits
 * @param outcomes what becomes of each cart, a reason code
 */
record Plan(List<Step> steps, boolean waits, Instant next, Instant cartAt, Map<ShopCart, String> outcomes) {}
