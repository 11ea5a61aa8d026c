package dev.rolecall.lambda;

import dev.rolecall.denial.AccountId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/// Answers as AWS would about the samples of [Priming] and [SlackPriming], without a network.
final class SampleAws implements SdkHttpClient {

  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");

  private static final String TOKEN = "xoxb-sample-sample";

  private final Map<String, String> answers;

  SampleAws(AccountId account) {
    answers =
        Map.of(
            "GetRole",
            """
            <GetRoleResponse><GetRoleResult><Role><Path>/</Path><RoleName>sample</RoleName>
            <RoleId>AROASAMPLESAMPLESAMPL</RoleId><Arn>arn:aws:iam::%s:role/sample</Arn>
            <CreateDate>2025-01-01T00:00:00Z</CreateDate>
            <AssumeRolePolicyDocument>%%7B%%22Version%%22%%3A%%222012-10-17%%22%%2C%%22Statement%%22%%3A%%5B%%7B%%22Effect%%22%%3A%%22Allow%%22%%2C%%22Principal%%22%%3A%%7B%%22Service%%22%%3A%%22ec2.amazonaws.com%%22%%7D%%2C%%22Action%%22%%3A%%22sts%%3AAssumeRole%%22%%7D%%5D%%7D</AssumeRolePolicyDocument>
            </Role></GetRoleResult></GetRoleResponse>\
            """
                .formatted(account),
            "GetUser",
            """
            <GetUserResponse><GetUserResult><User><Path>/</Path><UserName>sample</UserName>
            <UserId>AIDASAMPLESAMPLESAMPL</UserId><Arn>arn:aws:iam::%s:user/sample</Arn>
            <CreateDate>2025-01-01T00:00:00Z</CreateDate></User></GetUserResult></GetUserResponse>\
            """
                .formatted(account),
            "Publish",
            """
            <PublishResponse><PublishResult><MessageId>sample</MessageId></PublishResult>
            </PublishResponse>\
            """);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return answer(request);
      }

      @Override
      public void abort() {
        // An answer is there at once.
      }
    };
  }

  private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
    Optional<String> target = request.httpRequest().firstMatchingHeader("X-Amz-Target");
    return respond(target.isPresent() ? json(target.get()) : xml(body(request)));
  }

  private static String json(String target) {
    return switch (target) {
      case "secretsmanager.GetSecretValue" -> "{\"SecretString\": \"" + TOKEN + "\"}";
      case "AmazonSSM.GetParameter" -> "{\"Parameter\": {\"Value\": \"" + TOKEN + "\"}}";
      default -> "{}";
    };
  }

  private String xml(String form) {
    Matcher action = ACTION.matcher(form);
    String name = action.find() ? action.group(1) : "Unknown";
    return answers.getOrDefault(name, "<%1$sResponse><%1$sResult/></%1$sResponse>".formatted(name));
  }

  private static String body(HttpExecuteRequest request) throws IOException {
    if (request.contentStreamProvider().isEmpty()) {
      return "";
    }
    return new String(
        request.contentStreamProvider().get().newStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static HttpExecuteResponse respond(String body) {
    return HttpExecuteResponse.builder()
        .response(SdkHttpFullResponse.builder().statusCode(200).build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
        .build();
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
