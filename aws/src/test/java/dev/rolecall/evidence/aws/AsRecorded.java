package dev.rolecall.evidence.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Gives roles and users the unique ids and dates that they have in the corpus: the stand-in makes
/// them up when they are created.
final class AsRecorded implements ResponseTransformerV2 {

  private static final Pattern ENTITY =
      Pattern.compile("<(Role|User|member)>.*?</\\1>", Pattern.DOTALL);
  private static final Pattern ARN = Pattern.compile("<Arn>([^<]*)</Arn>");

  private static final Pattern POLICY_ARN = Pattern.compile("PolicyArn=([^&]*)");
  private static final Pattern VERSION_ID = Pattern.compile("VersionId=([^&]*)");

  private final Map<String, JsonNode> byArn = new HashMap<>();
  private final Map<String, String> versions = new HashMap<>();

  void remember(JsonNode account) {
    account.path("RoleDetailList").forEach(role -> byArn.put(role.path("Arn").asText(), role));
    account.path("UserDetailList").forEach(user -> byArn.put(user.path("Arn").asText(), user));
    account
        .path("Policies")
        .forEach(
            policy ->
                policy
                    .path("PolicyVersionList")
                    .forEach(
                        version ->
                            versions.put(
                                policy.path("Arn").asText()
                                    + " "
                                    + version.path("VersionId").asText(),
                                version.path("CreateDate").asText())));
  }

  @Override
  public Response transform(Response response, ServeEvent event) {
    String body = response.getBodyAsString();
    if (!body.contains("<CreateDate>")) {
      return response;
    }
    return Response.Builder.like(response)
        .headers(
            new HttpHeaders(
                response.getHeaders().all().stream()
                    .filter(header -> !header.keyEquals("Content-Length"))
                    .toList()))
        .body(
            ENTITY
                .matcher(version(body, event.getRequest().getBodyAsString()))
                .replaceAll(found -> Matcher.quoteReplacement(recorded(found.group()))))
        .build();
  }

  /// `GetPolicyVersion` answers without an ARN.
  private String version(String body, String request) {
    Matcher arn = POLICY_ARN.matcher(request);
    Matcher id = VERSION_ID.matcher(request);
    if (!body.contains("<PolicyVersion>") || !arn.find() || !id.find()) {
      return body;
    }
    String policy = URLDecoder.decode(arn.group(1), StandardCharsets.UTF_8);
    String created = versions.getOrDefault(policy + " " + id.group(1), "2015-01-01T00:00:00Z");
    return body.replaceAll("<CreateDate>[^<]*", "<CreateDate>" + created.replace("+00:00", "Z"));
  }

  private String recorded(String entity) {
    Matcher arn = ARN.matcher(entity);
    JsonNode known = arn.find() ? byArn.get(arn.group(1)) : null;
    return known == null
        ? entity
        : entity
            .replaceAll(
                "<CreateDate>[^<]*",
                "<CreateDate>" + known.path("CreateDate").asText().replace("+00:00", "Z"))
            .replaceAll("<RoleId>[^<]*", "<RoleId>" + known.path("RoleId").asText())
            .replaceAll("<UserId>[^<]*", "<UserId>" + known.path("UserId").asText());
  }

  @Override
  public String getName() {
    return "as-recorded";
  }
}
