package dev.rolecall.doctor.check;

/// Whether calls of an account and region get to EventBridge. They do only when some trail logs
/// management events that read.
sealed interface TrailState {

  /// A trail logs them.
  record Logs() implements TrailState {}

  /// There is no trail for the region.
  record NoTrail() implements TrailState {}

  /// Trails are there, and none logs such events.
  ///
  /// @param advanced whether the trail has advanced selectors
  record SkipsReads(String trail, String home, boolean advanced) implements TrailState {}

  /// A trail would, but is stopped.
  record Stopped(String trail, String home) implements TrailState {}

  record Unheard(DoctorResult.Unheard<?> reply) implements TrailState {}
}
