package dev.rolecall.doctor.report;

import java.util.List;

/// What one look found. The same in several places is one finding.
public sealed interface CheckFinding {

  /// What it is about.
  Area area();

  /// One phrase, for people.
  String what();

  /// Where it is so; empty for what is in no place.
  List<AwsLocation> where();

  /// It is as it should be.
  record Ok(Area area, String what, List<AwsLocation> where) implements CheckFinding {
    public Ok {
      where = List.copyOf(where);
    }
  }

  /// It is not.
  ///
  /// @param fix the command that fixes it; `REGION` and `TRAIL` stand for those of the places when
  ///   they are not all the same, `PROFILE` for a profile of the account
  record Wrong(Area area, Problem fault, String what, List<AwsLocation> where, String fix)
      implements CheckFinding {
    public Wrong {
      where = List.copyOf(where);
    }
  }

  /// It could not be looked at.
  ///
  /// @param why one phrase
  /// @param learnBy what would let it
  record Unknown(Area area, String what, String why, String learnBy, List<AwsLocation> where)
      implements CheckFinding {
    public Unknown {
      where = List.copyOf(where);
    }
  }

  /// Whether it is about accounts as a whole, and not about regions of them.
  default boolean isOfAccounts() {
    return where().stream().allMatch(place -> place.region().isEmpty());
  }

  /// The same in these places.
  default CheckFinding in(List<AwsLocation> places) {
    return switch (this) {
      case Ok ok -> new Ok(ok.area(), ok.what(), places);
      case Wrong wrong -> new Wrong(wrong.area(), wrong.fault(), wrong.what(), places, wrong.fix());
      case Unknown unknown ->
          new Unknown(unknown.area(), unknown.what(), unknown.why(), unknown.learnBy(), places);
    };
  }

  /// The same in no place: what findings have in common that say the same.
  default CheckFinding anywhere() {
    return in(List.of());
  }
}
