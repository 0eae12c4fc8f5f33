package io.consentgate.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameContaining;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.consentgate.ConsentGate;
import io.consentgate.activecampaign.Ticker;
import io.consentgate.disclosure.live.HttpPages;
import io.consentgate.gate.Cleared;
import java.util.Random;

/** Which technology, and which dangerous thing, may stand where (DESIGN 3). */
@AnalyzeClasses(packages = "io.consentgate", importOptions = ImportOption.DoNotIncludeTests.class)
class TechnologyTest {

    private static final DescribedPredicate<JavaClass> PROGRAM = resideInAPackage("io.consentgate");
    private static final DescribedPredicate<JavaClass> OPERATIONS = resideInAPackage("io.consentgate.operations..");
    private static final DescribedPredicate<JavaClass> COMMANDS =
            resideInAPackage("io.consentgate.operations.command..");

    @ArchTest
    static final ArchRule SQL = noClasses()
            .that(not(outermost(simpleNameStartingWith("Sql"))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..", "org.postgresql..", "com.zaxxer..")
            .because("a store's name says that it is one; nothing else depends on how rows are kept");

    @ArchTest
    static final ArchRule CAMEL = noClasses()
            .that(not(outermost(simpleNameContaining("Route")).or(PROGRAM).or(OPERATIONS)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..")
            .because("routes are wiring; what they wire has to work, and be tested, without them");

    @ArchTest
    static final ArchRule VERTX = noClasses()
            .that()
            .resideOutsideOfPackages("io.consentgate.access..", "io.consentgate.operations..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..")
            .because("the server is the front door's and the surface's matter");

    @ArchTest
    static final ArchRule HTTP_OUT = noClasses()
            .that(not(resideInAPackage("io.consentgate.activecampaign")
                    .and(outermost(simpleNameContaining("Route").or(simpleNameContaining("Transport"))))
                    .or(outermost(equivalentTo(HttpPages.class)))))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net.http..", "org.apache.hc..", "io.vertx.core.http.client..")
                    .or(nameMatching(
                                    "java\\.net\\.(Http)?URLConnection|java\\.net\\.Socket|javax\\.net\\.(?!ssl\\.SSL\\w*Exception$).*")
                            .forSubtype())
                    .or(nameMatching("io\\.vertx\\.core\\.http\\.HttpClient.*").forSubtype()))
            .because(
                    "there is one way out to ActiveCampaign, which takes cleared values only, and one to the shop's own"
                            + " pages, which takes nothing");

    @ArchTest
    static final ArchRule MAIL = noClasses()
            .that(not(resideInAPackage("io.consentgate.confirmation")
                    .and(outermost(nameMatching(".*\\.(MailRoute|SmtpAnswers|BounceRoute|DeliveryReport)")))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.mail..", "org.eclipse.angus..")
            .because("there is one way to the mail server, and it takes whom the gate cleared only; one comes back");

    @ArchTest
    static final ArchRule CLEARED = constructors()
            .that()
            .areDeclaredIn(Cleared.class)
            .should()
            .bePackagePrivate()
            .because("the gate alone can say that something may leave");

    @ArchTest
    static final ArchRule CLEARED_ONLY_WHERE_IT_IS_DECIDED = noClasses()
            .that()
            .resideOutsideOfPackage("io.consentgate.gate")
            .should()
            .callConstructorWhere(target(owner(
                    DescribedPredicate.<JavaClass>describe("Cleared", owner -> owner.isEquivalentTo(Cleared.class)))))
            .because("the gate alone can say that something may leave");

    /** The demo is in a jar of its own and can only be found by name. */
    @ArchTest
    static final ArchRule REFLECTION = noClasses()
            .that(not(COMMANDS))
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.lang.reflect", "java.lang.invoke")
                    .and(nameMatching(".*\\.(Constructor|Method|Field|AccessibleObject|MethodHandles.*)")
                            .forSubtype())
                    .or(nameMatching("sun\\.misc\\.Unsafe").forSubtype()))
            .because("what the compiler guards must not be reached around it");

    @ArchTest
    static final ArchRule PRINTING = noClasses()
            .that(not(COMMANDS))
            .and()
            .doNotBelongToAnyOf(ConsentGate.class)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace")
            .because("a service logs, in lines that are free of personal data; only a command prints");

    @ArchTest
    static final ArchRule SLEEPING = noClasses()
            .that()
            .doNotBelongToAnyOf(Ticker.class)
            .should()
            .callMethodWhere(called("(java\\.lang\\.Thread|java\\.util\\.concurrent\\.TimeUnit)\\.sleep"))
            .orShould()
            .callMethodWhere(called("java\\.util\\.concurrent\\.locks\\.LockSupport\\.park.*"))
            .because("waiting is for the account's budget, whose ticker tests replace; retry is a due time on a row");

    /** A command is typed now; the doctor looks at the clock of the machine itself. */
    @ArchTest
    static final ArchRule NOW = noClasses()
            .that(not(COMMANDS))
            .should()
            .callMethodWhere(called("java\\.time\\..*\\.now"))
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("a decision is a function of facts and a clock that is handed in");

    @ArchTest
    static final ArchRule CLOCK = noClasses()
            .that(not(PROGRAM.or(COMMANDS)))
            .should()
            .callMethodWhere(called("java\\.time\\.Clock\\.system.*|java\\.time\\.InstantSource\\.system"))
            .because("there is one clock, made where the parts are put together");

    @ArchTest
    static final ArchRule NANOS = noClasses()
            .that(not(OPERATIONS))
            .and()
            .doNotBelongToAnyOf(Ticker.class)
            .should()
            .callMethod(System.class, "nanoTime")
            .because("whoever waits is handed a ticker; only the surface and the meters measure what passes through");

    /** {@code ThreadLocalRandom} stays: it numbers batches and log rows, which nobody gains from guessing. */
    @ArchTest
    static final ArchRule RANDOM = noClasses()
            .should()
            .callConstructor(Random.class)
            .orShould()
            .callConstructor(Random.class, long.class)
            .orShould()
            .callMethod(Math.class, "random")
            .because("person ids, keys and salts must not be guessable");

    /** By the outermost class, so that nested records and lambdas follow the class that they belong to. */
    private static DescribedPredicate<JavaClass> outermost(DescribedPredicate<? super JavaClass> rule) {
        return DescribedPredicate.describe("in a class " + rule.getDescription(), nested -> {
            JavaClass outer = nested;
            while (outer.getEnclosingClass().isPresent()) {
                outer = outer.getEnclosingClass().get();
            }
            return rule.test(outer);
        });
    }

    private static DescribedPredicate<JavaCall<?>> called(String pattern) {
        return DescribedPredicate.describe(
                "to " + pattern, call -> (call.getTargetOwner().getName() + "." + call.getName()).matches(pattern));
    }
}
