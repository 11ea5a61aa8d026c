package dev.rolecall.diagnosis.result;

import dev.rolecall.denial.RoleArn;
import java.util.List;

/// A role that the call may have been for, when the record does not name it.
///
/// @param causes why this role would have denied the caller; empty when it would not
public record CandidateRole(RoleArn role, List<Cause> causes) {
  public CandidateRole {
    causes = List.copyOf(causes);
  }
}
