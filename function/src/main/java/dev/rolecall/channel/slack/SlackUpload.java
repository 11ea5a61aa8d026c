package dev.rolecall.channel.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rolecall.channel.ChannelAnswer;
import dev.rolecall.channel.wording.DeliveryWords;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Optional;

/// Attaches a list to a thread: asks for an address, sends the list there, and says which thread it
/// belongs to. It needs the scope `files:write`. Where that is missing, or Slack does not take the
/// file, a reply shows the first lines.
///
/// @see <a href="https://docs.slack.dev/messaging/working-with-files">files</a>
record SlackUpload(URI webApi, SlackRetryingClient line) {

  /// Attaches `file` to the thread that `reply` went to.
  ///
  /// @return why the file is not there; empty when it is
  Optional<String> attach(SlackFile file, SlackRequest reply, Instant end) {
    String channel = reply.body().path("channel").asText();
    String thread = reply.body().path("thread_ts").asText();
    Optional<ChannelAnswer.Problem> problem = upload(file, reply, channel, thread, end);
    return problem.map(
        failure -> {
          line.send(reply.showing(file.asReply(failure.why())), end);
          return DeliveryWords.noList(failure.why());
        });
  }

  private Optional<ChannelAnswer.Problem> upload(
      SlackFile file, SlackRequest reply, String channel, String thread, Instant end) {
    ChannelAnswer place =
        line.send(
            new SlackRequest(
                method("files.getUploadURLExternal"), reply.token(), file.announcement(), "", true),
            end);
    if (!(place instanceof ChannelAnswer.Delivered(JsonNode answer))) {
      return place.problem();
    }
    Optional<URI> address = address(answer.path("upload_url").asText(""));
    if (address.isEmpty()) {
      return Optional.of(
          new ChannelAnswer.Problem(ChannelAnswer.Kind.REFUSED, DeliveryWords.noUploadAddress()));
    }
    return line.sendFile(address.get(), file.lines(), end)
        .problem()
        .or(
            () ->
                line.send(
                        new SlackRequest(
                            method("files.completeUploadExternal"),
                            reply.token(),
                            file.completion(answer.path("file_id").asText(), channel, thread),
                            "",
                            false),
                        end)
                    .problem());
  }

  private URI method(String name) {
    return URI.create(webApi + "/" + name);
  }

  /// An address of Slack: the list goes nowhere else.
  private Optional<URI> address(String text) {
    try {
      URI address = new URI(text);
      String host = Optional.ofNullable(address.getHost()).orElse("");
      String home = Optional.ofNullable(webApi.getHost()).orElse("");
      boolean slack =
          "https".equals(address.getScheme()) && (host.equals(home) || host.endsWith("." + home));
      boolean standIn = "http".equals(webApi.getScheme()) && host.equals(home);
      return Optional.of(address).filter(_ -> slack || standIn);
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }
}
