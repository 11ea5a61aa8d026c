package dev.rolecall.cloudtrail.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.text.CallHints;
import dev.rolecall.cloudtrail.text.ErrorText;
import dev.rolecall.cloudtrail.text.ToldDenial;
import dev.rolecall.cloudtrail.text.ToldError;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.ServiceReport;
import dev.rolecall.denial.ServiceReport.OtherCause;
import dev.rolecall.json.JsonReader;
import dev.rolecall.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What services say that could not assume a role, and what they say otherwise.
class FailureTextTest {

  private static final JsonValue TEXTS =
      JsonReader.resource(FailureTextTest.class, "reported.json");

  static final List<JsonValue> REPORTED = TEXTS.list("reported");
  static final List<String> OTHERS = TEXTS.list("others", JsonValue::text);

  @ParameterizedTest
  @FieldSource("REPORTED")
  void serviceAndRoleAreTaken(JsonValue expected) {
    Denial denial = denial(expected.get("text").text());

    assertThat(caller(denial)).isEqualTo(expected.text("caller"));
    assertThat(denial.target().arn().map(RoleArn::toString)).isEqualTo(expected.text("role"));
    assertThat(denial.report().isPresent()).isEqualTo(!expected.flag("sts"));
    assertThat(denial.call().action())
        .isEqualTo(expected.flag("web") ? "sts:AssumeRoleWithWebIdentity" : "sts:AssumeRole");
    denial
        .report()
        .filter(_ -> expected.find("others").isPresent())
        .ifPresent(
            report ->
                assertThat(report.others())
                    .extracting(OtherCause::name)
                    .containsExactlyInAnyOrderElementsOf(expected.list("others", JsonValue::text)));
    if (expected.flag("inferred")) {
      assertThat(denial.report().map(ServiceReport::inferred)).contains(true);
    }
  }

  @ParameterizedTest
  @FieldSource("OTHERS")
  void ordinaryFailuresAreNoDenials(String text) {
    assertThat(ErrorText.find(text)).isEmpty();
  }

  /// Once, whatever stands around it.
  @ParameterizedTest
  @FieldSource("REPORTED")
  void aLogThatRepeatsItHasItOnce(JsonValue expected) {
    String text = expected.get("text").text();
    String log = "2026-03-01T10:00:00Z ERROR " + text + "\n" + "INFO retrying\n".repeat(200) + text;

    assertThat(ErrorText.find(log).stream().map(ToldError::caller).collect(Collectors.toSet()))
        .hasSize(1);
  }

  private static Denial denial(String text) {
    List<ToldError> errors = ErrorText.find(text);
    assertThat(errors).hasSize(1);
    return ToldDenial.of(errors.getFirst(), CallHints.NONE).orElseThrow();
  }

  private static Optional<String> caller(Denial denial) {
    return switch (denial.caller()) {
      case Caller.AwsService service -> Optional.of(service.principal());
      case Caller.RoleSession session ->
          Optional.of(
              session.arn().isOfAnySession()
                  ? "arn:aws:iam::" + session.arn().account() + ":role/" + session.arn().roleName()
                  : session.arn().toString());
      case Caller.WebIdentity identity -> identity.provider();
      case Caller.IamUser _, Caller.Root _, Caller.Saml _, Caller.Unidentified _ ->
          Optional.empty();
    };
  }
}
