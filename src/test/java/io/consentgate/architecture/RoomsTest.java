package io.consentgate.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.consentgate.activecampaign.AccountSwitches;
import io.consentgate.activecampaign.Lane;
import io.consentgate.confirmation.AskedPeople;
import io.consentgate.consent.banner.BannerFormat;
import io.consentgate.consent.banner.BannerSettings;
import io.consentgate.delivery.ChangedPeople;
import io.consentgate.delivery.ChangedShoppers;
import io.consentgate.delivery.Forgetting;
import io.consentgate.gate.Cleared;
import io.consentgate.gate.ContactState;
import io.consentgate.gate.Enrolment;
import io.consentgate.gate.Purchase;
import io.consentgate.gate.Removal;
import io.consentgate.gate.ShopCustomer;
import io.consentgate.gate.TrackedEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may know whom (DESIGN 3). What a room does not name here it cannot use. */
@AnalyzeClasses(packages = "io.consentgate", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

    private static final String HOUSE = "io.consentgate";

    @ArchTest
    static final ArchRule EVENT =
            room("event").because("what a shop can tell us does not depend on what becomes of it");

    @ArchTest
    static final ArchRule DATABASE = room("database").because("storage serves every room and knows none");

    @ArchTest
    static final ArchRule MAPPING = room("mapping", "event")
            .because("gate, delivery and notice read one mapping; it can depend on none of them");

    @ArchTest
    static final ArchRule SITE = room(
                    "site", rooms("event", "mapping").or(only(BannerFormat.class, BannerSettings.class)))
            .because("a site's file is values; who reads it and who decides by it know it");

    @ArchTest
    static final ArchRule PERSON =
            room("person", "event", "database").because("who somebody is does not depend on what he consented to");

    @ArchTest
    static final ArchRule CONSENT = room("consent", "event", "person", "database")
            .because("the register keeps statements; whether they open anything is the gate's question");

    @ArchTest
    static final ArchRule GATE = room("gate", "event", "consent", "mapping", "site")
            .because("decisions are pure functions of facts and time: no storage, no clock, no wire");

    @ArchTest
    static final ArchRule CONFIGURATION = room(
                    "configuration",
                    rooms("event", "gate", "mapping", "site", "confirmation.text")
                            .or(only(BannerFormat.class, BannerSettings.class)))
            .because("it reads files into the values of other rooms, and must work before any database is there");

    @ArchTest
    static final ArchRule ACTIVECAMPAIGN = room(
                    "activecampaign",
                    rooms("mapping", "database")
                            .or(only(
                                    Cleared.class,
                                    ContactState.class,
                                    TrackedEvent.class,
                                    Purchase.class,
                                    Purchase.Article.class,
                                    ShopCustomer.class,
                                    Removal.class,
                                    Enrolment.class)))
            .because("it takes what the gate cleared, or a removal, and nothing else that is personal (READINGS 16)");

    @ArchTest
    static final ArchRule DELIVERY = room(
                    "delivery", "event", "person", "consent", "gate", "mapping", "site", "activecampaign", "database")
            .because(
                    "it computes what to send from facts and the gate; how it came in and what is typed do not matter");

    @ArchTest
    static final ArchRule TRACKING = room(
                    "tracking", "event", "consent", "gate", "site", "activecampaign", "delivery", "database", "person")
            .because("an event is sent once or not at all, to people whom the delivery confirmed");

    @ArchTest
    static final ArchRule CART = room(
                    "cart", "event", "person", "gate", "site", "activecampaign", "delivery", "database")
            .because(
                    "carts and orders are sent of people whom the delivery confirmed; contacts and lists are its matter");

    @ArchTest
    static final ArchRule AUTOMATION = room(
                    "automation",
                    "event",
                    "gate",
                    "site",
                    "activecampaign",
                    "delivery",
                    "tracking",
                    "database",
                    "person",
                    "mapping")
            .because(
                    "what is started follows from what was sold and from the gate; how either came to be does not matter");

    @ArchTest
    static final ArchRule FEEDBACK = room(
                    "feedback",
                    "event",
                    "person",
                    "consent",
                    "gate",
                    "mapping",
                    "site",
                    "activecampaign",
                    "delivery",
                    "database")
            .because("what comes back becomes a statement or a mark; it never passes the intake of shops");

    @ArchTest
    static final ArchRule INTEREST = room(
                    "interest",
                    rooms("event", "person", "consent", "gate", "site", "delivery", "database")
                            .or(only(Lane.class)))
            .because("what somebody claims becomes a statement with its proof; the gate decides what it is worth");

    @ArchTest
    static final ArchRule CONFIRMATION = room(
                    "confirmation",
                    rooms("event", "person", "consent", "gate", "site", "delivery", "database")
                            .or(only(Lane.class)))
            .because(
                    "it asks whom the gate clears, and what comes back is a statement; shops' events are not its matter");

    @ArchTest
    static final ArchRule RIGHTS = room(
                    "rights",
                    rooms("event", "person", "consent", "site", "database")
                            .or(only(ChangedPeople.class, Forgetting.class, Lane.class)))
            .because("a right exercised marks the person as changed; what follows in ActiveCampaign is planned there");

    @ArchTest
    static final ArchRule INTAKE = room(
                    "intake",
                    rooms("event", "person", "consent", "rights", "site", "database")
                            .or(only(ChangedPeople.class, ChangedShoppers.class, AskedPeople.class, Lane.class)))
            .because("accepted means on disk and marked as changed; nothing is decided or sent at that moment");

    @ArchTest
    static final ArchRule DISCLOSURE = room(
                    "disclosure",
                    rooms("event", "gate", "mapping", "site", "configuration", "database")
                            .or(only(AccountSwitches.class, ChangedPeople.class, Lane.class)))
            .because("the notice is written from what is configured; it never learns anything about anybody");

    @ArchTest
    static final ArchRule ACCESS =
            room("access", "configuration").because("who may knock does not depend on what is behind the door");

    @ArchTest
    static final ArchRule THE_WHOLE = classes()
            .that()
            .resideOutsideOfPackage(HOUSE)
            .should()
            .onlyDependOnClassesThat(resideOutsideOfPackage(HOUSE))
            .because("the program puts the parts together, and no part knows the whole");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("io.consentgate.(**)")
            .should()
            .beFreeOfCycles()
            .because("two rooms that know each other are one room");

    @ArchTest
    static void every_room_has_its_rule(JavaClasses house) {
        Set<String> ruled = Arrays.stream(RoomsTest.class.getDeclaredFields())
                .map(field -> field.getName().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        // Above every room, so that nothing is forbidden to it: what runs, what is typed, what answers requests.
        ruled.add("operations");
        Set<String> rooms = house.getPackage(HOUSE).getSubpackages().stream()
                .map(JavaPackage::getRelativeName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(ruled).as("a new room says here whom it may know").containsAll(rooms);
    }

    private static ArchRule room(String name, String... known) {
        return room(name, rooms(known));
    }

    private static ArchRule room(String name, DescribedPredicate<JavaClass> known) {
        return classes()
                .that(rooms(name))
                .should()
                .onlyDependOnClassesThat(
                        rooms(name).or(resideOutsideOfPackage(HOUSE + "..")).or(known))
                .as("the room " + name + " knows only " + known.getDescription());
    }

    private static DescribedPredicate<JavaClass> rooms(String... names) {
        return resideInAnyPackage(
                        Stream.of(names).map(name -> HOUSE + "." + name + "..").toArray(String[]::new))
                .as(names.length == 0 ? "itself" : String.join(", ", names));
    }

    private static DescribedPredicate<JavaClass> only(Class<?>... classes) {
        return belongToAnyOf(classes)
                .as(Stream.of(classes).map(Class::getSimpleName).collect(Collectors.joining(", ")));
    }
}
