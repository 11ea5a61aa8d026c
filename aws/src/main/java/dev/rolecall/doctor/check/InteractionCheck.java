package dev.rolecall.doctor.check;

import dev.rolecall.doctor.report.Area;
import dev.rolecall.doctor.report.CheckFinding;
import dev.rolecall.doctor.report.Problem;
import dev.rolecall.doctor.wording.CheckWords;
import dev.rolecall.doctor.wording.RepairCommands;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The address that Slack sends to what people do there answers, and the function behind it has the
/// secret that it checks Slack's signatures with: it refuses a request without one, and fails
/// without the secret.
///
/// @param secret where the secret for Slack is: `secretsmanager:NAME` or `ssm:/NAME`
public record InteractionCheck(String url, Optional<String> secret, Probe probe) implements Check {

  private static final int REFUSED = 401;
  private static final int FUNCTION_FAILED = 502;

  /// Sends a request without a signature.
  @FunctionalInterface
  public interface Probe {

    /// The status of the answer.
    int status(URI url) throws IOException, InterruptedException;

    /// Over HTTPS.
    static Probe http() {
      return url -> {
        try (HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
          return http.send(
                  HttpRequest.newBuilder(url)
                      .timeout(Duration.ofSeconds(15))
                      .POST(HttpRequest.BodyPublishers.noBody())
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
        }
      };
    }
  }

  @Override
  public List<CheckFinding> findings(CheckContext context) {
    CheckSubject subject = context.home(Area.SLACK);
    String what = CheckWords.interactionUrl(url);
    try {
      return List.of(finding(subject, what, probe.status(URI.create(url))));
    } catch (IOException _) {
      return List.of(
          subject.unknown(what, CheckWords.noConnection(), CheckWords.fromTheInternet()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of(
          subject.unknown(what, CheckWords.noConnection(), CheckWords.fromTheInternet()));
    }
  }

  private CheckFinding finding(CheckSubject subject, String what, int status) {
    return switch (status) {
      case REFUSED -> subject.ok(CheckWords.checksSignatures(what));
      case FUNCTION_FAILED ->
          subject.wrong(
              Problem.SLACK_SIGNING_SECRET_MISSING,
              CheckWords.noSigningSecret(what),
              RepairCommands.storeSigningSecret(
                  subject.where().region(), secret.orElse("secretsmanager:rolecall/slack")));
      default ->
          subject.wrong(
              Problem.SLACK_INTERACTIONS_UNREACHABLE,
              CheckWords.noAnswer(what, status),
              RepairCommands.MONITOR);
    };
  }
}
