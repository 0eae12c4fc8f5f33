package io.consentgate.consent.banner;

import com.iab.gpp.encoder.GppModel;
import com.iab.gpp.encoder.section.EncodableSection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The GPP string (consent.md 2.11). In the EU only section 2 matters, a TC string, which goes to the strict reader: the
 * library's own takes a lower-cased one as all refused. A GPC bit in an American section counts as GPC.
 */
final class IabGpp implements Decoder {

    private static final int EUROPE = 2;
    private static final String GPC = "Gpc";
    private static final String VERSION = "Version";

    /** Ids of 30 sections need no more; the library's time grows with its square. */
    private static final int LONGEST_HEADER = 64;

    private static final int LONGEST_SECTION = 2048;

    /** The library would log what it makes of hostile strings; kept here, or the setting is collected with it. */
    private static final Logger LIBRARY = Logger.getLogger("com.iab.gpp");

    static {
        LIBRARY.setLevel(Level.OFF);
    }

    private final IabTcf tcf = new IabTcf();

    @Override
    public Said read(String raw, BannerSettings settings, Instant receivedAt) {
        try {
            return read(raw, sections(raw), settings, receivedAt);
        } catch (BadValue bad) {
            throw bad;
        } catch (RuntimeException undecodable) {
            throw BadValue.because(BannerReason.GPP_UNDECODABLE);
        }
    }

    private Said read(String raw, List<EncodableSection> sections, BannerSettings settings, Instant receivedAt) {
        Said said = null;
        boolean gpc = false;
        for (int i = 0; i < sections.size(); i++) {
            EncodableSection section = sections.get(i);
            if (section.getId() == EUROPE) {
                said = tcf.read(text(raw, i), settings, receivedAt);
            } else {
                gpc |= section.hasField(GPC) && Boolean.TRUE.equals(section.getFieldValue(GPC));
            }
        }
        said = said == null ? Said.notAsked() : said;
        said.gpc = gpc;
        return said;
    }

    /** @throws RuntimeException when any of it does not decode: the library says so only when asked for a field.
     *     Section 2 is left to the strict reader, which is ten times as fast */
    static List<EncodableSection> sections(String raw) {
        if (raw.indexOf('~') > LONGEST_HEADER) {
            throw new IllegalArgumentException("a header for more sections than there are");
        }
        GppModel model = new GppModel(raw);
        List<EncodableSection> sections = new ArrayList<>();
        for (int id : model.getSectionIds()) {
            EncodableSection section = model.getSection(id);
            if (id != EUROPE) {
                if (text(raw, sections.size()).length() > LONGEST_SECTION) {
                    throw new IllegalArgumentException("a section longer than its fields");
                }
                section.getFieldValue(VERSION);
            }
            sections.add(section);
        }
        return sections;
    }

    /** The section as it was written; a bare TC string stands for section 2 alone. */
    private static String text(String raw, int index) {
        int from = 0;
        for (int i = 0; i <= index; i++) {
            int tilde = raw.indexOf('~', from);
            if (tilde < 0) {
                return raw.substring(i == 0 ? 0 : from);
            }
            from = tilde + 1;
        }
        int end = raw.indexOf('~', from);
        return end < 0 ? raw.substring(from) : raw.substring(from, end);
    }
}
