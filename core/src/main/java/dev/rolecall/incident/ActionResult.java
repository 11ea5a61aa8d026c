package dev.rolecall.incident;

import dev.rolecall.incident.state.Incident;

/// What became of a request.
public sealed interface ActionResult {

  /// It is done, and kept; the next look tells the channels.
  ///
  /// @param incident as it is now
  record Done(Incident incident) implements ActionResult {}

  /// The request was done before, or the incident is as the request would have it.
  ///
  /// @param incident as it is
  record AlreadyDone(Incident incident) implements ActionResult {}

  /// The incident ended, or a newer episode began. Nothing changed.
  ///
  /// @param incident as it is
  record Ended(Incident incident) implements ActionResult {}

  /// It is part of another incident, which takes the request instead. Nothing changed.
  ///
  /// @param incident as it is
  /// @param whole the id of the other one
  record PartOf(Incident incident, String whole) implements ActionResult {}

  /// No notice of it was ever sent, so that none can be sent again. Nothing changed.
  ///
  /// @param incident as it is
  record NeverSent(Incident incident) implements ActionResult {}

  /// No alert has this id.
  record NotFound(String id) implements ActionResult {}
}
