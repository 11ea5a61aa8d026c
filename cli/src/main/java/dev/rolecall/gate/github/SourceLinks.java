package dev.rolecall.gate.github;

import dev.rolecall.explanation.document.RichSentence;
import dev.rolecall.explanation.render.markdown.MarkdownText;
import dev.rolecall.report.terraform.hcl.FilePlace;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Links to lines of the repository that a workflow runs for; without a workflow, the places alone.
///
/// @param environment of the process
record SourceLinks(Map<String, String> environment) {

  private static final Pattern SERVER = Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]+)?");
  private static final Pattern REPOSITORY = Pattern.compile("[\\w.-]+/[\\w.-]+");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");

  /// The place in markdown.
  String of(FilePlace place) {
    String label = MarkdownText.of(RichSentence.value(place.file() + ":" + place.place().line()));
    return address(place).map(address -> "[" + label + "](<" + address + ">)").orElse(label);
  }

  private Optional<String> address(FilePlace place) {
    Optional<String> server = variable("GITHUB_SERVER_URL", SERVER);
    Optional<String> repository = variable("GITHUB_REPOSITORY", REPOSITORY);
    Optional<String> commit = variable("GITHUB_SHA", COMMIT);
    return server.isEmpty() || repository.isEmpty() || commit.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s/%s/blob/%s/%s#L%d"
                .formatted(
                    server.get(),
                    repository.get(),
                    commit.get(),
                    URLEncoder.encode(place.file(), StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("%2F", "/"),
                    place.place().line()));
  }

  private Optional<String> variable(String name, Pattern form) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> form.matcher(value).matches());
  }
}
