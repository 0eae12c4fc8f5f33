package io.consentgate.person;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import io.consentgate.event.Normalised;
import java.util.regex.Pattern;

/** A phone as people write it, brought into E.164; the landline zero of Italy stays (shop-sources.md 4.2). */
public final class PhoneNumber {

    public static final String EXPECTED = "a phone number such as +393331234567";

    /** {@code 3,33E+11}: Excel has thrown the last digits away. */
    public static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+([.,]\\d+)?[eE][+-]?\\d+");

    private static final Pattern AS_WRITTEN = Pattern.compile("[+0-9(][0-9 ()./\\-]*");
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private PhoneNumber() {}

    /** @param region ISO country code of numbers that are written without a country prefix */
    public static Normalised e164(String raw, String region) {
        String text = raw.replace('\u00a0', ' ').replace('\u202f', ' ').strip();
        if (SCIENTIFIC.matcher(text).matches()) {
            return new Normalised.Refused("a number whose digits a spreadsheet has cut off (E notation)");
        }
        if (!AS_WRITTEN.matcher(text).matches()) {
            return new Normalised.Refused(text.isEmpty() ? "empty text" : "text with signs that no phone number has");
        }
        try {
            Phonenumber.PhoneNumber number = NUMBERS.parse(text, region);
            return NUMBERS.isValidNumber(number)
                    ? new Normalised.Value(NUMBERS.format(number, PhoneNumberFormat.E164))
                    : new Normalised.Refused("digits that are no number of that country");
        } catch (NumberParseException notANumber) {
            return new Normalised.Refused("digits that are no phone number");
        }
    }
}
