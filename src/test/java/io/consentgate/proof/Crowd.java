package io.consentgate.proof;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentgate.demo.CanonicalEvents;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Made-up people, each with everything the shop has to say about them and with the right answer. Every value of every
 * person is unique and recognisable, so that one that leaks is found whatever request it hides in: {@code eq000017z} is
 * in the address of person 17, {@code fq} in the first name, {@code lq} in the last, {@code tq} in the store, {@code
 * sq} in the shoe size, and {@code nq} in all that may never leave.
 */
final class Crowd {

    static final String SHOP = "proof.example";

    private final Instant now;
    private final Random random;
    private final List<Member> members = new ArrayList<>();
    private final CanonicalEvents events = new CanonicalEvents(SHOP, SHOP + "/proof", null);

    /**
     * Somebody.
     *
     * @param softOptIn whether mail about own, similar products may be sent
     * @param sms whether the mobile number may leave
     * @param profiling whether bought things and preferences may leave
     */
    record Member(int number, Said said, boolean softOptIn, boolean sms, boolean profiling, List<ObjectNode> events) {

        String token(char kind) {
            return kind + "q" + String.format("%06d", number) + "z";
        }

        String email() {
            return token('e') + "@example.com";
        }

        String phone() {
            return "+39347" + String.format("%07d", number);
        }

        boolean newsletter() {
            return said.mail();
        }

        boolean contact() {
            return newsletter() || softOptIn;
        }

        /** Values of the custom fields by title, those of the consent summary left out. */
        Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("Language", "it");
            fields.put("Loyalty points", String.valueOf(number));
            fields.put("Total spent", number + ".50");
            if (newsletter()) {
                fields.put("Favourite store", "Store " + token('t'));
            }
            if (newsletter() && profiling) {
                fields.put("Shoe size", token('s'));
            }
            return fields;
        }
    }

    /** @param first number of the first person: crowds with numbers apart share nobody */
    Crowd(long seed, int first, int size, Instant now) {
        this.random = new Random(seed);
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
        for (int number = first; number < first + size; number++) {
            members.add(member(number));
        }
    }

    /** Only people who all want the newsletter, with nothing else to tell. */
    static Crowd willing(int first, int size, Instant now) {
        Crowd crowd = new Crowd(0, first, 0, now);
        for (int number = first; number < first + size; number++) {
            crowd.members.add(crowd.member(number, Said.CONFIRMED, false, false, false));
        }
        return crowd;
    }

    List<Member> members() {
        return members;
    }

    List<Member> permitted() {
        return members.stream().filter(Member::contact).toList();
    }

    List<Member> denied() {
        return members.stream().filter(member -> !member.contact()).toList();
    }

    List<ObjectNode> events() {
        return members.stream().flatMap(member -> member.events().stream()).toList();
    }

    /** All events in no order, a tenth of them twice. */
    List<ObjectNode> shuffled(long seed) {
        List<ObjectNode> shuffled = new ArrayList<>(events());
        Random dice = new Random(seed);
        for (ObjectNode event : events()) {
            if (dice.nextInt(10) == 0) {
                shuffled.add(event);
            }
        }
        Collections.shuffle(shuffled, dice);
        return shuffled;
    }

    private Member member(int number) {
        Said said = Said.values()[random.nextInt(Said.values().length)];
        if (random.nextInt(3) == 0) {
            said = Said.CONFIRMED;
        }
        return member(number, said, random.nextInt(4) == 0, random.nextInt(3) == 0, random.nextInt(3) == 0);
    }

    private Member member(int number, Said said, boolean bought, boolean sms, boolean profiling) {
        boolean soft = bought && said.leavesSoftOptIn();
        boolean still = said != Said.ERASED && said != Said.RESTRICTED && said != Said.MINOR;
        boolean smsCounts = sms
                && still
                && said != Said.OTHER_CHANNEL_WITHDRAWN
                && said != Said.WITHDRAWN_EVERYWHERE
                && said != Said.OBJECTED
                && said != Said.OBJECTED_ON_ANOTHER_CHANNEL;
        Member member = new Member(number, said, soft, smsCounts, profiling && still, new ArrayList<>());
        // The same people always say the same things at the same time after the clock started.
        Instant asked = now.minus(40 + number % 300, ChronoUnit.DAYS);
        member.events().add(contact(member));
        mail(member, asked);
        if (bought) {
            String order = "order-" + member.number();
            member.events().add(order(member, order, asked));
            say(member, "direct_marketing_own_similar", "email", "given", asked, data -> {
                proven(data, asked);
                data.put("legal_basis", "soft_opt_in")
                        .put("sale_order_external_id", order)
                        .put("opt_out_offered", true);
            });
        }
        if (sms) {
            say(member, "direct_marketing", "sms", "given", asked, data -> {
                proven(data, asked);
                ((ObjectNode) data.get("person")).put("phone", member.phone());
            });
        }
        if (profiling) {
            say(member, "profiling_classic", null, "given", asked, data -> proven(data, asked));
        }
        return member;
    }

    private void mail(Member member, Instant asked) {
        Consumer<ObjectNode> confirmed = data -> {
            proven(data, asked);
            data.put("opt_in_level", "confirmed_opt_in");
        };
        Instant later = asked.plus(10, ChronoUnit.DAYS);
        switch (member.said()) {
            case CONFIRMED -> newsletter(member, "given", asked, confirmed);
            case CONFIRMED_BY_CLICK ->
                newsletter(member, "given", asked, data -> {
                    proven(data, asked);
                    data.putObject("double_opt_in")
                            .put("requested_at", asked.minusSeconds(600).toString())
                            .put("confirmed_at", asked.toString());
                });
            case UNKNOWN_AFTERWARDS -> {
                newsletter(member, "given", asked, confirmed);
                newsletter(member, "unknown", later, data -> {});
            }
            case OTHER_CHANNEL_WITHDRAWN -> {
                newsletter(member, "given", asked, confirmed);
                say(member, "direct_marketing", "sms", "withdrawn", later, data -> dated(data, later));
            }
            case REFUSED_THEN_CONFIRMED -> {
                newsletter(
                        member,
                        "refused",
                        asked.minus(5, ChronoUnit.DAYS),
                        data -> dated(data, asked.minus(5, ChronoUnit.DAYS)));
                newsletter(member, "given", asked, confirmed);
            }
            case RESTRICTED_AND_LIFTED -> {
                newsletter(member, "given", asked, confirmed);
                request(member, "restriction", later);
                request(member, "restriction_lifted", later.plus(3, ChronoUnit.DAYS));
            }
            case SINGLE_OPT_IN -> {
                Instant recently = now.minus(2, ChronoUnit.DAYS);
                newsletter(member, "given", recently, data -> {
                    proven(data, recently);
                    data.put("opt_in_level", "single_opt_in");
                });
            }
            case PENDING -> pending(member, now.minus(1, ChronoUnit.DAYS));
            case PENDING_TOO_LONG -> pending(member, asked);
            case REFUSED -> newsletter(member, "refused", asked, data -> dated(data, asked));
            case WITHDRAWN -> {
                newsletter(member, "given", asked, confirmed);
                newsletter(member, "withdrawn", later, data -> dated(data, later));
            }
            case WITHDRAWN_EVERYWHERE -> {
                newsletter(member, "given", asked, confirmed);
                say(member, "direct_marketing", null, "withdrawn", later, data -> dated(data, later));
            }
            case WITHDRAWN_AT_THE_SAME_INSTANT -> {
                newsletter(member, "given", asked, confirmed);
                newsletter(member, "withdrawn", asked, data -> dated(data, asked));
            }
            case WITHDRAWN_ON_THE_DAY -> {
                newsletter(member, "given", asked, confirmed);
                LocalDate day = asked.atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
                newsletter(member, "withdrawn", asked, data -> data.put("recorded_at", day.toString()));
            }
            case OBJECTED -> {
                newsletter(member, "given", asked, confirmed);
                request(member, "objection", later);
            }
            case OBJECTED_ON_ANOTHER_CHANNEL -> {
                newsletter(member, "given", asked, confirmed);
                say(member, "direct_marketing", "sms", "unknown", later, data -> {
                    dated(data, later);
                    data.put("objection", true);
                });
            }
            case RESTRICTED -> {
                newsletter(member, "given", asked, confirmed);
                request(member, "restriction", later);
            }
            case PRE_TICKED ->
                newsletter(member, "given", asked, confirmed.andThen(data -> data.put("pre_ticked", true)));
            case BUNDLED ->
                newsletter(member, "given", asked, confirmed.andThen(data -> data.putArray("bundled_with")
                        .add("terms")));
            case STALE -> {
                Instant longAgo = now.minus(800, ChronoUnit.DAYS);
                newsletter(member, "given", longAgo, data -> {
                    proven(data, longAgo);
                    data.put("opt_in_level", "confirmed_opt_in");
                });
            }
            case UNDATED -> newsletter(member, "given", asked, confirmed.andThen(data -> data.putNull("recorded_at")));
            case FUTURE -> {
                Instant tomorrow = now.plus(1, ChronoUnit.DAYS);
                newsletter(
                        member,
                        "given",
                        asked,
                        confirmed.andThen(data -> data.put("recorded_at", tomorrow.toString())));
            }
            case WITHOUT_NOTICE ->
                newsletter(member, "given", asked, confirmed.andThen(data -> data.remove("notice_version")));
            case WITHOUT_EVIDENCE ->
                newsletter(member, "given", asked, confirmed.andThen(data -> data.putObject("evidence")));
            case MINOR -> newsletter(member, "given", asked, confirmed);
            case ERASED -> {
                newsletter(member, "given", asked, confirmed);
                request(member, "erasure", now.minus(1, ChronoUnit.HOURS));
            }
            case TRACKING_ONLY -> {
                say(member, "site_tracking", "web", "given", asked, data -> proven(data, asked));
                say(member, "profiling_online", "web", "given", asked, data -> proven(data, asked));
            }
            case NOTHING -> {}
        }
    }

    private void pending(Member member, Instant at) {
        newsletter(
                member, "pending", at, data -> data.putObject("double_opt_in").put("requested_at", at.toString()));
    }

    private ObjectNode contact(Member member) {
        Instant made = now.minus(400, ChronoUnit.DAYS);
        return events.event("contact", "contact-" + member.number(), made, data -> {
            data.put("external_id", "x" + member.token('n'))
                    .put("email", member.email())
                    .put("phone", member.phone())
                    .put("first_name", "Nome " + member.token('f'))
                    .put("last_name", "Cognome " + member.token('l'))
                    .put("company", "Company " + member.token('n'))
                    .put("tax_id", "IT" + member.token('n'))
                    .put("city", "City " + member.token('n'))
                    .put("postal_code", member.token('n'))
                    .put("locale", "it")
                    .put("country_code", "IT")
                    .put("updated_at", made.toString());
            if (member.said() == Said.MINOR) {
                data.put(
                        "birth_date",
                        now.atZone(ZoneOffset.UTC).toLocalDate().minusYears(12).toString());
            }
            data.putObject("loyalty")
                    .put("card_number", "Card " + member.token('n'))
                    .put("points", member.number())
                    .put("total_spent", member.number() + ".50");
            data.putObject("attributes")
                    .put("favourite_store", "Store " + member.token('t'))
                    .put("shoe_size", member.token('s'));
        });
    }

    private ObjectNode order(Member member, String id, Instant at) {
        return events.event("order", id, at, data -> {
            data.put("external_id", id)
                    .put("status", "completed")
                    .put("currency", "EUR")
                    .put("total", "19.90")
                    .put("placed_at", at.toString());
            data.putObject("person").put("email", member.email());
            data.putArray("items")
                    .addObject()
                    .put("name", "Item " + member.token('n'))
                    .put("quantity", 1);
        });
    }

    private void newsletter(Member member, String status, Instant at, Consumer<ObjectNode> more) {
        say(member, "direct_marketing", "email", status, at, more);
    }

    private void say(
            Member member, String purpose, String channel, String status, Instant at, Consumer<ObjectNode> more) {
        String id = "consent-" + member.number() + "-" + member.events().size();
        member.events().add(events.consent(id, at, member.email(), purpose, channel, status, more));
    }

    private void request(Member member, String kind, Instant at) {
        String id = "request-" + member.number() + "-" + member.events().size();
        member.events().add(events.request(id, kind, member.email(), at));
    }

    private static void dated(ObjectNode data, Instant at) {
        data.put("recorded_at", at.toString());
    }

    private static void proven(ObjectNode data, Instant at) {
        dated(data, at);
        data.put("collected_from", "newsletter_form")
                .put("notice_version", "2026-01")
                .put("ip_address", "203.0.113.77")
                .put("wording", "Made up for a test.");
        data.putObject("evidence").put("newsletter", "on");
    }
}
