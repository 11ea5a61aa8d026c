package dev.rolecall.cli.input;

import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cloudtrail.EventReading;
import dev.rolecall.denial.AssumeCall;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.TargetRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Says what an error message does not name, and how to give it.
///
/// @param caller what gives the caller: `--caller`
/// @param role what gives the role: `--role`
/// @param user whom a message without a caller is taken to be about
public record UnnamedParts(String caller, String role, Optional<String> user) {

  /// A sentence for each part that is missing.
  public List<String> of(EventReading.Told told) {
    Denial denial = told.denial();
    String place = told.place().toString();
    List<String> sentences = new ArrayList<>();
    boolean ofService = denial.report().isPresent();
    boolean unidentified = denial.caller() instanceof Caller.Unidentified;
    if (told.callerGiven() && denial.call() == AssumeCall.ASSUME_ROLE && user.isPresent()) {
      sentences.add(RunWords.assumedCaller(place, user.get(), caller + " ARN"));
    } else if (unidentified && ofService) {
      sentences.add(RunWords.nameService(place, caller));
    } else if (unidentified && denial.call() == AssumeCall.ASSUME_ROLE) {
      sentences.add(RunWords.nameCaller(place, caller + " ARN"));
    }
    if (denial.target() instanceof TargetRole.NotRecorded) {
      if (ofService) {
        sentences.add(RunWords.nameRoleOfService(place, role + " ARN"));
      } else if (denial.call() != AssumeCall.ASSUME_ROOT) {
        sentences.add(RunWords.nameRole(place, role + " ARN"));
      }
    }
    return sentences;
  }
}
