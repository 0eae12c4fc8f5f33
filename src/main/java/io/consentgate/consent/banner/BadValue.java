package io.consentgate.consent.banner;

import java.util.EnumMap;
import java.util.Map;

/** A value that cannot be read; carries a code only, since values may hold ids of people. Never leaves the package. */
final class BadValue extends RuntimeException {

    private static final Map<BannerReason, BadValue> ONE_EACH = new EnumMap<>(BannerReason.class);

    static {
        for (BannerReason reason : BannerReason.values()) {
            ONE_EACH.put(reason, new BadValue(reason));
        }
    }

    final BannerReason code;

    private BadValue(BannerReason code) {
        super(code.code(), null, false, false);
        this.code = code;
    }

    static BadValue because(BannerReason code) {
        return ONE_EACH.get(code);
    }

    static BadValue unparsable() {
        return because(BannerReason.UNPARSABLE);
    }

    static BadValue conflict() {
        return because(BannerReason.CONFLICT);
    }
}
