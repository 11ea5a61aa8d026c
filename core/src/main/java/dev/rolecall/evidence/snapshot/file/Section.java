package dev.rolecall.evidence.snapshot.file;

import dev.rolecall.denial.Gap;
import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapReason;
import dev.rolecall.denial.GapRemedy;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.problem.SnapshotWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One list of an account: its roles, users, groups or managed policies.
///
/// @param entries by ARN, in the order of the files
/// @param hole why the list may have had more entries than these; empty when it was read whole
public record Section<T>(Map<String, Entry<T>> entries, Optional<GapReason> hole) {

  /// The entry of this ARN. It is absent only from a list that was read whole.
  ///
  /// @param fact what is missing when it cannot be told
  public Lookup<T> find(String arn, GapFact fact, GapRemedy learnBy) {
    return switch (entries.get(arn)) {
      case null ->
          hole.<Lookup<T>>map(why -> new Lookup.Unreadable<>(new Gap(fact, why, learnBy)))
              .orElseGet(Lookup.Absent::new);
      case Entry.Sound<T>(T value) -> new Lookup.Found<>(value);
      case Entry.Spoilt<T>(SnapshotProblem problem) ->
          new Lookup.Unreadable<>(new Gap(fact, new GapReason.Stated(problem.toString()), learnBy));
    };
  }

  /// The entry of this ARN, where there is one that can be read.
  public Optional<T> sound(String arn) {
    return entries.get(arn) instanceof Entry.Sound<T>(T value)
        ? Optional.of(value)
        : Optional.empty();
  }

  /// What is wrong with the entry of this ARN.
  public Optional<String> problem(String arn) {
    return entries.get(arn) instanceof Entry.Spoilt<T>(SnapshotProblem problem)
        ? Optional.of(problem.toString())
        : Optional.empty();
  }

  /// The same list; an empty one may not have been read at all: with `--filter` the AWS CLI writes
  /// the lists that it was not asked for as empty ones.
  Section<T> notFiltered(Part<T> first) {
    return entries.isEmpty()
        ? new Section<>(
            entries,
            hole.or(
                () ->
                    Optional.of(
                        new GapReason.Stated(
                            first.file().problem("", SnapshotWords.filtered()).toString()))))
        : this;
  }

  /// The same entries by name. A name that two of them have is not readable.
  Section<T> byName(SnapshotFile file) {
    Map<String, Entry<T>> named = LinkedHashMap.newLinkedHashMap(entries.size());
    entries.forEach(
        (arn, entry) -> {
          String name = arn.substring(arn.lastIndexOf('/') + 1);
          named.merge(
              name,
              entry,
              (_, _) -> new Entry.Spoilt<>(file.problem(arn, SnapshotWords.duplicateName())));
        });
    return new Section<>(named, hole);
  }

  /// The part of a list that one file has.
  ///
  /// @param present whether the file has the list at all
  /// @param lost an entry whose ARN is not known
  record Part<T>(
      SnapshotFile file,
      Map<String, Entry<T>> entries,
      boolean present,
      Optional<SnapshotProblem> lost) {}

  /// The list whose parts are these. An ARN of which two files tell different things is not
  /// readable.
  ///
  /// @param hole why the files together may not have the whole list
  static <T> Section<T> of(
      List<Part<T>> parts, Optional<GapReason> hole, Set<SnapshotProblem> snapshotProblems) {
    Map<String, Entry<T>> all = new LinkedHashMap<>();
    List<GapReason> holes = new ArrayList<>();
    for (Part<T> part : parts) {
      part.lost().map(problem -> new GapReason.Stated(problem.toString())).ifPresent(holes::add);
      part.entries()
          .forEach(
              (arn, entry) -> {
                Entry<T> other = all.putIfAbsent(arn, entry);
                if (other != null && !other.equals(entry)) {
                  SnapshotProblem differ = part.file().problem(arn, SnapshotWords.differs());
                  snapshotProblems.add(differ);
                  all.put(arn, new Entry.Spoilt<>(differ));
                }
              });
    }
    if (parts.stream().noneMatch(Part::present)) {
      parts.stream()
          .findFirst()
          .ifPresent(
              part ->
                  holes.add(
                      new GapReason.Stated(
                          part.file().problem("", SnapshotWords.noList()).toString())));
    }
    return new Section<>(all, hole.or(() -> holes.stream().findFirst()));
  }
}
