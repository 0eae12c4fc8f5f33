package io.consentgate.mapping;

import java.util.Locale;
import java.util.Set;

/**
 * Names that tell what somebody buys or looks at. Enrolment in a loyalty programme covers identity, points and totals;
 * such a member needs consent to profiling, whatever purpose the mapping names (consent.md 3.8, 3.12). Words of Italian
 * and English field names.
 */
public final class PurchaseDetail {

    private static final Set<String> WORDS = Set.of(
            "sku",
            "brand",
            "brands",
            "category",
            "categories",
            "product",
            "products",
            "article",
            "articles",
            "item",
            "items",
            "wishlist",
            "wish",
            "basket",
            "purchased",
            "bought",
            "marca",
            "marche",
            "categoria",
            "categorie",
            "prodotto",
            "prodotti",
            "articolo",
            "articoli",
            "carrello",
            "acquistato",
            "acquistati",
            "desideri");

    private PurchaseDetail() {}

    public static boolean named(String member) {
        for (String word : member.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            if (WORDS.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
