package dev.rolecall.evidence.snapshot;

import dev.rolecall.cloudtrail.FileWalk;
import dev.rolecall.denial.Denial;
import dev.rolecall.denial.GapReason;
import dev.rolecall.evidence.AwsEvaluation;
import dev.rolecall.evidence.AwsEvaluations;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.evaluation.AwsEvaluationJson;
import dev.rolecall.evidence.snapshot.file.SnapshotFile;
import dev.rolecall.evidence.snapshot.file.SnapshotJson;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// AWS's own evaluations of denied calls: `authorizations/ID.json`, by the authorization ID of the
/// denial. Where an answer was saved page by page, the others are `ID-2.json`, `ID-3.json`. A file
/// is read at the first question for it.
final class SnapshotEvaluations implements AwsEvaluations {

  private static final Pattern EXTENSION =
      Pattern.compile("\\.json(\\.gz)?$", Pattern.CASE_INSENSITIVE);
  private static final Pattern PAGE = Pattern.compile("[.-][0-9]{1,3}");

  private final List<SnapshotFile> files;
  private final Set<SnapshotProblem> snapshotProblems;
  private final Map<String, Lookup<AwsEvaluation>> read = new ConcurrentHashMap<>();

  SnapshotEvaluations(List<SnapshotFile> files, Set<SnapshotProblem> snapshotProblems) {
    this.files = files;
    this.snapshotProblems = snapshotProblems;
  }

  /// Whether there is an answer; whether it can be read, shows when it is asked for.
  boolean isAny() {
    return !files.isEmpty();
  }

  @Override
  public Lookup<AwsEvaluation> of(Denial denial) {
    return denial
        .authorizationId()
        .map(id -> read.computeIfAbsent(id, _ -> read(denial, id)))
        .orElseGet(Lookup.Absent::new);
  }

  private Lookup<AwsEvaluation> read(Denial denial, String id) {
    List<AwsEvaluation> pages = new ArrayList<>();
    for (SnapshotFile file : files) {
      if (isOf(id, EXTENSION.matcher(FileWalk.name(file.path())).replaceAll(""))) {
        SnapshotJson json = SnapshotJson.read(file);
        if (json.broken().isEmpty()) {
          pages.add(AwsEvaluationJson.page(json.root()));
        }
        snapshotProblems.addAll(json.notes());
        Optional<SnapshotProblem> problem = json.notes().stream().findFirst();
        if (problem.isPresent()) {
          return AwsEvaluations.unread(denial, new GapReason.Stated(problem.get().toString()));
        }
      }
    }
    return pages.isEmpty()
        ? AwsEvaluations.unread(denial, GapReason.Known.NO_EVALUATION_FILE)
        : new Lookup.Found<>(AwsEvaluation.of(pages));
  }

  private static boolean isOf(String id, String name) {
    return name.startsWith(id)
        && (name.equals(id) || PAGE.matcher(name.substring(id.length())).matches());
  }
}
