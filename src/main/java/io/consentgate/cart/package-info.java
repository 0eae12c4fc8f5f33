/**
 * Carts and orders: what the shop said, which order ended which cart, when a cart was left behind, and what
 * ActiveCampaign's Deep Data should hold of it for each buyer. Whether it may is the gate's answer, asked again at the
 * moment of each call; ActiveCampaign's JSON, contacts and lists may not enter.
 */
package io.consentgate.cart;
