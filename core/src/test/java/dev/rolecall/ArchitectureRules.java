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

/// The packages and what may point to what, for the modules that people and Lambda get.
public abstract class ArchitectureRules {

  /// In order: an import may point only to the left.
  private static final List<String> PACKAGES =
      List.of(
          "json",
          "denial",
          "service",
          "iam.condition",
          "iam.principal",
          "iam.policy",
          "iam.evaluation",
          "provider",
          "cloudtrail.record",
          "cloudtrail.context",
          "cloudtrail",
          "evidence",
          "evidence.iam",
          "evidence.change",
          "evidence.snapshot.file",
          "evidence.snapshot",
          "evidence.index",
          "evidence.aws",
          "evidence.capture",
          "diagnosis.result",
          "diagnosis.evaluation",
          "diagnosis.mismatch",
          "diagnosis.cause",
          "diagnosis.fix",
          "diagnosis",
          "incident.state",
          "incident.notification",
          "incident.repository",
          "incident.dynamo",
          "incident",
          "explanation.redaction",
          "explanation.document",
          "explanation.diff",
          "explanation.term",
          "explanation.command",
          "explanation.terraform",
          "explanation.wording",
          "explanation",
          "explanation.render.terminal",
          "explanation.render.markdown",
          "explanation.render.json",
          "explanation.render.slack",
          "explanation.render.sns",
          "explanation.render.teams",
          "explanation.notification",
          "channel",
          "channel.sns",
          "channel.slack",
          "channel.teams",
          "doctor.report",
          "doctor.check",
          "doctor",
          "report",
          "report.reading",
          "report.aws",
          "report.terraform",
          "report.page",
          "report.sarif",
          "gate.pairs",
          "gate.proposal",
          "gate",
          "gate.plan",
          "lambda.settings",
          "lambda.telemetry",
          "lambda.service",
          "lambda.wiring",
          "lambda.priming",
          "lambda",
          "cli.console",
          "cli.live",
          "cli.check",
          "cli.report",
          "cli");

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(
              location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
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
            .resideInAnyPackage(exactly(PACKAGES))
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
            .resideInAPackage("dev.rolecall." + PACKAGES.get(place))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(exactly(later)));
  }

  @Test
  void theCoreKnowsNoSdk() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(inside("denial"), inside("iam"))
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
                    .or(resideInAPackage(inside("iam")))
                    .and(
                        DescribedPredicate.not(
                            nameMatching(
                                "dev\\.rolecall\\.iam\\.policy\\.Policy(Reader|Writer).*"))))
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

  /// A package with those below it.
  private static String inside(String name) {
    return "dev.rolecall." + name + "..";
  }

  private static String[] exactly(List<String> names) {
    return names.stream().map("dev.rolecall."::concat).toArray(String[]::new);
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
