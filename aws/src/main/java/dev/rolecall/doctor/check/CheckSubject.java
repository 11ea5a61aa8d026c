package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.AwsLocation;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.evidence.aws.AwsResult;
import dev.rolecall.explanation.wording.gap.GapSentence;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;

/// What is looked at, and where: asks AWS there, and puts findings.
record CheckSubject(Area area, AwsLocation where, DoctorReader reader) {

  /// Asks AWS.
  ///
  /// @param action the call: `events:DescribeRule`
  <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, T> AwsResult<T> ask(
      String action, Class<C> service, Supplier<B> client, Function<C, T> call) {
    return reader.ask(where, action, service, client, call);
  }

  /// The text of a parameter.
  AwsResult<String> parameter(String name) {
    return reader.parameter(where, name);
  }

  /// The finding in `answer`.
  ///
  /// @param what it is called when it is missing or could not be looked at
  /// @param missing what to call its absence
  /// @param fix the command that brings it back
  CheckFinding finding(AwsResult<CheckFinding> answer, String what, Problem missing, String fix) {
    return answer.fold(
        finding -> finding,
        () -> wrong(missing, CheckWords.missing(what), fix),
        reply -> unknown(what, reply));
  }

  /// It is as it should be.
  CheckFinding ok(String what) {
    return new CheckFinding.Ok(area, what, List.of(where));
  }

  /// It is not.
  ///
  /// @param fix the command that fixes it
  CheckFinding wrong(Problem fault, String what, String fix) {
    return new CheckFinding.Wrong(area, fault, what, List.of(where), fix);
  }

  /// It could not be looked at.
  ///
  /// @param learnBy what would let it
  CheckFinding unknown(String what, String why, String learnBy) {
    return new CheckFinding.Unknown(area, what, why, learnBy, List.of(where));
  }

  /// The same, when AWS did not answer.
  CheckFinding unknown(String what, AwsResult.Unreadable<?> reply) {
    return unknown(
        what, GapSentence.why(reply.why()), reply.learnBy().map(GapSentence::learnBy).orElse(""));
  }
}
