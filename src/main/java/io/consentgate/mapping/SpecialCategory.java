package io.consentgate.mapping;

import java.util.Locale;
import java.util.Set;

/**
 * Names that tell of a special category of data (GDPR art. 9: health, orientation, belief, union, biometric ...). Such
 * a member never leaves, whatever purpose the mapping names (R1). Words of Italian and English field names.
 */
public final class SpecialCategory {

    private static final Set<String> WORDS = Set.of(
            "health",
            "medical",
            "medicine",
            "disease",
            "illness",
            "diagnosis",
            "disability",
            "pregnancy",
            "pregnant",
            "allergy",
            "allergies",
            "intolerance",
            "therapy",
            "blood",
            "salute",
            "medico",
            "medicina",
            "malattia",
            "diagnosi",
            "disabilita",
            "gravidanza",
            "incinta",
            "allergia",
            "allergie",
            "intolleranza",
            "intolleranze",
            "terapia",
            "patologia",
            "patologie",
            "sexual",
            "orientation",
            "sessuale",
            "orientamento",
            "religion",
            "religious",
            "belief",
            "faith",
            "religione",
            "religioso",
            "fede",
            "credo",
            "political",
            "politics",
            "party",
            "politica",
            "politico",
            "partito",
            "union",
            "sindacato",
            "sindacale",
            "ethnic",
            "ethnicity",
            "race",
            "racial",
            "etnia",
            "etnico",
            "razza",
            "biometric",
            "genetic",
            "fingerprint",
            "biometrico",
            "genetico");

    private SpecialCategory() {}

    public static boolean named(String member) {
        for (String word : member.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            if (WORDS.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
