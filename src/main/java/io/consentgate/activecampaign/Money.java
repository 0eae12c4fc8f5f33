package io.consentgate.activecampaign;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** Amounts in the smallest unit of their currency: cents, whole yen, thousandths of a dinar (13.3). */
public final class Money {

    private static final int USUAL_DIGITS = 2;

    private Money() {}

    /** @param currency ISO 4217; a code that nobody knows is taken to have cents */
    public static long minor(BigDecimal amount, String currency) {
        return amount.movePointRight(digits(currency))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** The same amount in units of its currency, with its digits: what GraphQL takes (chapter 14). */
    static String units(BigDecimal amount, String currency) {
        return amount.setScale(digits(currency), RoundingMode.HALF_UP).toPlainString();
    }

    private static int digits(String currency) {
        try {
            int digits = Currency.getInstance(currency).getDefaultFractionDigits();
            return digits < 0 ? USUAL_DIGITS : digits;
        } catch (IllegalArgumentException unknown) {
            return USUAL_DIGITS;
        }
    }
}
