package dev.rolecall;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The packages and what may point to what, for the modules that people and Lambda get.
public abstract class ArchitectureRules {

  /// In order: an import may point only to the left.
  private static final List<String> PACKAGES =
      List.of(
          "problem",
          "json",
          "installation",
          "denial",
          "service",
          "iam.condition",
          "iam.principal",
          "iam.policy",
          "iam.evaluation",
          "provider",
          "cloudtrail.match",
          "cloudtrail.failure",
          "cloudtrail.record",
          "cloudtrail.context",
          "cloudtrail.text",
          "cloudtrail.form",
          "cloudtrail.foreign",
          "cloudtrail",
          "evidence",
          "evidence.iam",
          "evidence.change",
          "evidence.evaluation",
          "evidence.snapshot.file",
          "evidence.snapshot",
          "evidence.index",
          "history.wording",
          "history.command",
          "history",
          "evidence.aws.signed",
          "evidence.aws.authorization",
          "evidence.aws.lambda",
          "evidence.aws",
          "evidence.capture.wording",
          "evidence.capture",
          "diagnosis.result",
          "diagnosis.evaluation",
          "diagnosis.mismatch",
          "diagnosis.cause",
          "diagnosis.fix",
          "diagnosis",
          "explanation.redaction",
          "explanation.wording.gap",
          "incident.identity",
          "incident.action",
          "check",
          "incident.enumeration",
          "incident.state",
          "incident.notification",
          "incident.repository",
          "incident.dynamo",
          "incident",
          "incident.queue",
          "explanation.document",
          "explanation.diff",
          "explanation.wording.term",
          "explanation.command",
          "explanation.terraform",
          "explanation.wording",
          "history.call",
          "history.athena.wording",
          "history.athena",
          "history.logs.wording",
          "history.logs",
          "explanation.wording.answer",
          "explanation.wording.notification",
          "explanation",
          "explanation.render.terminal",
          "explanation.render.markdown",
          "explanation.render.json",
          "explanation.render.slack",
          "explanation.render.sns",
          "explanation.render.teams",
          "explanation.notification",
          "channel.wording",
          "channel",
          "channel.sns",
          "channel.slack",
          "channel.teams",
          "doctor.wording",
          "doctor.report",
          "doctor.check",
          "doctor.redrive",
          "doctor",
          "report.wording",
          "report",
          "report.reading",
          "report.aws",
          "report.terraform.hcl",
          "report.terraform",
          "report.page",
          "report.sarif",
          "gate.wording",
          "gate.pairs",
          "gate.token",
          "gate.proposal",
          "gate",
          "gate.plan",
          "gate.terraform",
          "gate.github",
          "lambda.wording",
          "lambda.queue",
          "lambda.outbox",
          "lambda.settings",
          "lambda.telemetry",
          "lambda.service",
          "lambda.interaction",
          "lambda.wiring",
          "lambda.priming",
          "lambda",
          "cli.wording",
          "cli.console",
          "cli.input",
          "cli.live",
          "cli.history",
          "cli.incidents",
          "cli.check",
          "cli.report",
          "cli.run",
          "mcp.wording",
          "mcp.tool",
          "mcp.session",
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

  @Test
  void theTableOfPackagesNamesEach() throws IOException {
    String table =
        Files.readString(Path.of("..", "core/src/main/java/dev/rolecall/package-info.java"));
    assertThat(PACKAGES.stream().map(name -> name.split("\\.", 2)[0]).distinct())
        .allSatisfy(name -> assertThat(table).contains("\n/// | `" + name + "` | "));
  }

  @Test
  void importsPointOnlyToTheLeft() {
    check(
        classes()
            .should(
                new ArchCondition<>("import only what stands to their left in PACKAGES") {
                  @Override
                  public void check(JavaClass type, ConditionEvents events) {
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                      if (place(dependency.getTargetClass()) > place(type)) {
                        events.add(violated(dependency, dependency.getDescription()));
                      }
                    }
                  }
                }));
  }

  @Test
  void aSimpleNameStandsForOneClass() {
    Map<String, List<String>> names =
        PRODUCTION.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toList())));
    assertThat(names.values()).isNotEmpty().allSatisfy(classes -> assertThat(classes).hasSize(1));
  }

  @Test
  void aPackageHasNoMoreThanThirtyFiles() {
    Map<String, Long> sizes =
        PRODUCTION.stream()
            .filter(JavaClass::isTopLevelClass)
            .collect(groupingBy(JavaClass::getPackageName, counting()));
    assertThat(sizes.values()).isNotEmpty().allSatisfy(size -> assertThat(size).isLessThan(31));
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

  /// -1 for a package of others.
  private static int place(JavaClass type) {
    return PACKAGES.indexOf(type.getPackageName().replace("dev.rolecall.", ""));
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
