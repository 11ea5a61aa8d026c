package dev.rolecall;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The packages and what may point to what.
class ArchitectureTest {

  /// In order: an import may point only to the left.
  private static final List<String> PACKAGES =
      List.of(
          "denial",
          "service",
          "policy",
          "provider",
          "event",
          "evidence",
          "diagnosis",
          "incident",
          "message",
          "publish",
          "doctor",
          "report",
          "gate",
          "lambda",
          "cli");

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.rolecall");

  @Test
  void thereIsSomethingToCheck() {
    assertThat(PRODUCTION).isNotEmpty();
  }

  @Test
  void everyClassLivesInAKnownPackage() {
    check(
        classes()
            .that()
            .doNotHaveSimpleName("package-info")
            .should()
            .resideInAnyPackage(inside(PACKAGES))
            .because("a new package takes its place in the order of PACKAGES first"));
  }

  static IntStream everyPackage() {
    return IntStream.range(0, PACKAGES.size());
  }

  @ParameterizedTest
  @MethodSource("everyPackage")
  void importsPointOnlyToTheLeft(int place) {
    List<String> later = PACKAGES.subList(place + 1, PACKAGES.size());
    check(
        noClasses()
            .that()
            .resideInAPackage(inside(PACKAGES.get(place)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(inside(later)));
  }

  @Test
  void theCoreKnowsNoSdk() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(inside("denial"), inside("policy"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.."));
  }

  @Test
  void onlyThePolicyReaderAndWriterTouchJson() {
    check(
        noClasses()
            .that(
                resideInAPackage(inside("denial"))
                    .or(resideInAPackage(inside("policy")))
                    .and(
                        DescribedPredicate.not(
                            nameMatching("dev\\.rolecall\\.policy\\.Policy(Reader|Writer).*"))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson.."));
  }

  @Test
  void timeAndEnvironmentAreReadOnlyAtTheEdges() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(inside("lambda"), inside("cli"))
            .should()
            .accessTargetWhere(readsClockOrEnvironment())
            .because("time and environment are arguments"));
  }

  @Test
  void nothingLogsThroughTheJdk() {
    check(noClasses().should(USE_JAVA_UTIL_LOGGING));
  }

  @Test
  void onlyTheCommandLinePrints() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(inside("cli"))
            .should(ACCESS_STANDARD_STREAMS)
            .because("output belongs to the command line, logs to a logger"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(PRODUCTION);
  }

  private static String inside(String name) {
    return "dev.rolecall." + name + "..";
  }

  private static String[] inside(List<String> names) {
    return names.stream().map(ArchitectureTest::inside).toArray(String[]::new);
  }

  private static DescribedPredicate<JavaAccess<?>> readsClockOrEnvironment() {
    return DescribedPredicate.describe(
        "reads the clock or the environment",
        access -> {
          JavaClass owner = access.getTargetOwner();
          String name = access.getTarget().getName();
          return switch (owner.getName()) {
            case "java.lang.System" -> name.equals("getenv") || name.equals("currentTimeMillis");
            case "java.time.Clock" -> name.startsWith("system") || name.startsWith("tick");
            default ->
                owner.getPackageName().equals("java.time")
                    && name.equals("now")
                    && !takesClock(access.getTarget());
          };
        });
  }

  private static boolean takesClock(AccessTarget target) {
    return target instanceof CodeUnitAccessTarget method
        && method.getRawParameterTypes().stream()
            .anyMatch(type -> type.isEquivalentTo(Clock.class));
  }
}
