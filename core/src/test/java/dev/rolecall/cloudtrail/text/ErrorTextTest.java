package dev.rolecall.cloudtrail.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AssumeCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTextTest {

  private static final String BEA = "arn:aws:iam::111122223333:user/bea";
  private static final String SESSION = "arn:aws:sts::111122223333:assumed-role/runner/job-4711";
  private static final String ROLE = "arn:aws:iam::444455556666:role/apps/release";
  private static final String ID = "0f3c1f7e-98a5-4c1b-b3a5-2f8a7d1c9e40";

  private static String sentence(String caller) {
    return "User: " + caller + " is not authorized to perform: sts:AssumeRole on resource: " + ROLE;
  }

  /// Each text tells of one denial of [#BEA] or [#SESSION] on [#ROLE].
  static Stream<Arguments> texts() {
    String bea = sentence(BEA);
    return Stream.of(
        text(
            "AWS CLI",
            "An error occurred (AccessDenied) when calling the AssumeRole operation: " + bea),
        text(
            "AWS CLI after retries",
            "\nAn error occurred (AccessDenied) when calling the AssumeRole operation"
                + " (reached max retries: 4): "
                + bea
                + "\n"),
        text(
            "Python",
            """
            Traceback (most recent call last):
              File "/srv/app/main.py", line 7, in <module>
                sts.assume_role(RoleArn=ROLE, RoleSessionName="x")
              File "/usr/lib/python3/site-packages/botocore/client.py", line 1023, in _make_api_call
                raise error_class(parsed_response, operation_name)
            botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the AssumeRole operation: %s
            """
                .formatted(bea)),
        text(
            "Java 1",
            "com.amazonaws.services.securitytoken.model.AWSSecurityTokenServiceException: "
                + bea
                + " (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied;"
                + " Request ID: "
                + ID
                + "; Proxy: null)\n\tat com.amazonaws.http.AmazonHttpClient.run(A.java:1)"),
        text(
            "Java 2",
            "Caused by: software.amazon.awssdk.services.sts.model.StsException: "
                + bea
                + " (Service: Sts, Status Code: 403, Request ID: "
                + ID
                + ") (SDK Attempt Count: 1)\n\tat software.amazon.awssdk.X.y(X.java:9)"),
        text("Go 1", "AccessDenied: " + bea + "\n\tstatus code: 403, request id: " + ID),
        text(
            "Go 2",
            "operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: "
                + ID
                + ", api error AccessDenied: "
                + bea),
        text(
            "JavaScript 3",
            """
            AccessDenied: %s
                at ProtocolLib.getErrorSchemaOrThrowBaseException (/app/node_modules/x/index.js:69:67)
                at process.processTicksAndRejections (node:internal/process/task_queues:105:5) {
              '$fault': 'client',
              '$metadata': { httpStatusCode: 403, requestId: '%s', attempts: 1 },
              Type: 'Sender',
              Code: 'AccessDenied'
            }
            """
                .formatted(bea, ID)),
        text(
            ".NET",
            "Unhandled exception. Amazon.SecurityToken.AmazonSecurityTokenServiceException: "
                + bea
                + "\n ---> Amazon.Runtime.Internal.HttpErrorResponseException: Exception of type"),
        text(
            "Ruby",
            "/gems/aws-sdk-core/x.rb:17:in `call': " + bea + " (Aws::STS::Errors::AccessDenied)"),
        text(
            "Rust",
            "ServiceError(ServiceError { source: Unhandled(Unhandled { meta: ErrorMetadata { code:"
                + " Some(\"AccessDenied\"), message: Some(\""
                + bea
                + "\"), extras: Some({\"aws_request_id\": \""
                + ID
                + "\"}) } }) })"),
        text(
            "PHP",
            "PHP Fatal error:  Uncaught Aws\\Sts\\Exception\\StsException: Error executing"
                + " \"AssumeRole\" on \"https://sts.amazonaws.com\"; AWS HTTP error: Client error:"
                + " `POST https://sts.amazonaws.com` resulted in a `403 Forbidden` response:\n"
                + "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n  <Error>\n"
                + "    <Type>Se (truncated...)\n AccessDenied (client): "
                + bea
                + " - <ErrorResponse><Error><Code>AccessDenied</Code><Message>"
                + bea
                + "</Message></Error><RequestId>"
                + ID
                + "</RequestId></ErrorResponse>"),
        text(
            "aws-vault",
            "aws-vault: error: exec: Failed to get credentials for release: operation error STS:"
                + " AssumeRole, https response error StatusCode: 403, RequestID: "
                + ID
                + ", api error AccessDenied: "
                + bea),
        text(
            "Terraform in a box",
            """
            \u2577
            \u2502 Error: Cannot assume IAM Role
            \u2502\s
            \u2502   with provider["registry.terraform.io/hashicorp/aws"],
            \u2502   on main.tf line 3, in provider "aws":
            \u2502    3: provider "aws" {
            \u2502\s
            \u2502 IAM Role (%s) cannot
            \u2502 be assumed.
            \u2502\s
            \u2502 There are a number of possible causes of this - the most common are:
            \u2502   * The role ARN is not valid
            \u2502\s
            \u2502 Error: operation error STS: AssumeRole, https response error StatusCode: 403,
            \u2502 RequestID: %s, api error AccessDenied: User:
            \u2502 %s is not authorized to perform:
            \u2502 sts:AssumeRole on resource: %s
            \u2575
            """
                .formatted(ROLE, ID, BEA, ROLE)),
        text(
            "Terraform in color in GitHub's log",
            """
            2026-04-02T08:15:00.1234567Z \u001b[31m\u2502\u001b[0m \u001b[0m\u001b[1m\u001b[31mError: \u001b[0mCannot assume IAM Role
            2026-04-02T08:15:00.1234999Z \u001b[31m\u2502\u001b[0m Error: AccessDenied: User: %s
            2026-04-02T08:15:00.1235001Z \u001b[31m\u2502\u001b[0m is not authorized to perform: sts:AssumeRole on resource:
            2026-04-02T08:15:00.1235002Z \u001b[31m\u2502\u001b[0m %s
            2026-04-02T08:15:00.1235003Z ##[error]Terraform exited with code 1.
            """
                .formatted(BEA, ROLE)),
        text(
            "GitLab with time stamps",
            """
            2026-04-02T08:15:00.123456Z 00O $ terraform init
            2026-04-02T08:15:01.123456Z 01E Error: error configuring S3 Backend: IAM Role (%s) cannot be assumed.
            2026-04-02T08:15:01.123457Z 01E+
            2026-04-02T08:15:01.123458Z 01E Error: AccessDenied: %s
            2026-04-02T08:15:01.123459Z 01E \tstatus code: 403, request id: %s
            """
                .formatted(ROLE, bea, ID)),
        text(
            "Terragrunt 1",
            "time=2026-04-02T08:15:00Z level=error prefix=[/live/prod] msg=\"AccessDenied: "
                + bea
                + "\\n\\tstatus code: 403, request id: "
                + ID
                + "\""),
        text(
            "Terragrunt 2",
            """
            08:15:00.000 ERROR  [vpc] terraform: Error: Backend initialization failed
            08:15:00.001 STDERR [vpc] terraform: \u2502 AccessDenied: User: %s is not
            08:15:00.001 STDERR [vpc] terraform: \u2502 authorized to perform: sts:AssumeRole on
            08:15:00.001 STDERR [vpc] terraform: \u2502 resource: %s
            """
                .formatted(BEA, ROLE)),
        text(
            "docker compose",
            "worker-1  | AccessDenied: User: "
                + BEA
                + " is not\nworker-1  | authorized to perform: sts:AssumeRole on resource: "
                + ROLE
                + "\n"),
        text(
            "XML",
            "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>"
                + bea
                + "</Message></Error><RequestId>"
                + ID
                + "</RequestId></ErrorResponse>"),
        text("a ticket", "> Hi, since Monday we get\n>\n> `" + bea + "`.\n>\n> Can you help?"),
        text(
            "with a reason",
            bea + " because no identity-based policy allows the sts:AssumeRole action"),
        text(
            "retries",
            "attempt 1: AccessDenied: " + bea + "\nattempt 2: AccessDenied: " + bea + "\n"),
        text("in bold", bea.replace(BEA, "**" + BEA + "**").replace(ROLE, "**" + ROLE + "**")),
        text(
            "as code",
            bea.replace(BEA, "`" + BEA + "`")
                .replace("sts:AssumeRole", "`sts:AssumeRole`")
                .replace(ROLE, "`" + ROLE + "`")),
        text(
            "in a page",
            "<p>"
                + bea.replace(BEA, "<b>" + BEA + "</b>")
                    .replace(ROLE, "<a href=\"x\">" + ROLE + "</a>")),
        text("in HTML", "&lt;Message&gt;" + bea + "&lt;/Message&gt;"),
        text("in HTML, quoted", "message: &quot;" + bea + "&quot;"),
        text("in a URL", "https://x/?e=" + URLEncoder.encode(bea, StandardCharsets.UTF_8)),
        text("in a path", "https://x/" + bea.replace(" ", "%20").replace(":", "%3A") + "&y"),
        text("in German quotes", "Es kommt \u201e" + bea + "\u201c. Warum?"),
        text("in a Japanese sentence", "\u6b21\u306e\u300c" + bea + "\u300d\u3002"),
        text("with other blanks", bea.replace(' ', '\u00a0').replace("role/", "role/\u200b")),
        text(
            "a logger's prefix on each line",
            "2026-04-02 08:15:00,001 ERROR [main] o.x.Y - "
                + bea.replace(
                    " on resource", "\n2026-04-02 08:15:00,002 ERROR [main] o.x.Y - on resource")),
        text(
            "Kubernetes' prefix on each line",
            "E0402 08:15:00.123456   12345 sync.go:190] "
                + bea.replace(
                    " on resource", "\nE0402 08:15:00.123457   12345 sync.go:190] on resource")),
        text(
            "broken by a terminal",
            broken(
                "An error occurred (AccessDenied) when calling the AssumeRole operation: " + bea,
                80)));
  }

  private static Arguments text(String name, String text) {
    return Arguments.of(name, text);
  }

  private static String broken(String text, int width) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < text.length(); i += width) {
      lines.append(text, i, Math.min(text.length(), i + width)).append('\n');
    }
    return lines.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("texts")
  void callerRoleAndCallAreFound(String name, String text) {
    List<ToldError> errors = ErrorText.find(text);
    assertThat(errors).hasSize(1);
    ToldError error = errors.getFirst();
    assertThat(error.caller()).contains(BEA);
    assertThat(error.role()).contains(ROLE);
    assertThat(error.call()).isEqualTo(AssumeCall.ASSUME_ROLE);
    assertThat(error.code()).isEqualTo("AccessDenied");
    assertThat(error.message()).startsWith(sentence(BEA));
    assertThat(error.requestId()).isEqualTo(text.contains(ID) ? Optional.of(ID) : Optional.empty());
  }

  @Test
  void theReasonIsAPartOfTheMessage() {
    String deny =
        sentence(SESSION)
            + " with an explicit deny\n"
            + " in a service control policy: arn:aws:organizations::1:policy/o-1/p-1\n"
            + "next";
    assertThat(only(deny).message())
        .endsWith(
            " with an explicit deny in a service control policy:"
                + " arn:aws:organizations::1:policy/o-1/p-1");
    String trust =
        "User: "
            + BEA
            + " is not authorized to perform: sts:AssumeRole because no role trust"
            + " policy allows the sts:AssumeRole action\nrole: "
            + ROLE;
    assertThat(only(trust).message()).endsWith("allows the sts:AssumeRole action");
  }

  @Test
  void severalErrorsAreSeveral() {
    String other = SESSION.replace("job-4711", "job-4712");
    assertThat(ErrorText.find(sentence(SESSION) + "\n...\n" + sentence(other)))
        .extracting(error -> error.caller().orElse(""))
        .containsExactly(SESSION, other);
    String first = "AccessDenied: " + sentence(BEA) + "\n\tstatus code: 403, request id: " + ID;
    assertThat(ErrorText.find(first + "\n" + first.replace(ID, ID.replace('0', '1')))).hasSize(2);
    assertThat(ErrorText.find(first + "\n" + first)).hasSize(1);
  }

  @Test
  void otherActionsAreOthers() {
    assertThat(
            ErrorText.find(
                "User: "
                    + BEA
                    + " is not authorized to perform: s3:GetObject on resource: x"
                    + "\nAssumeRole worked"))
        .isEmpty();
  }

  @Test
  void aFederatedCallerIsNotNamed() {
    ToldError github =
        only(
            """
            Run aws-actions/configure-aws-credentials@v4
              with:
                role-to-assume: %s
                aws-region: eu-central-1
                audience: sts.amazonaws.com
            Assuming role with OIDC
            Error: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity
            """
                .formatted(ROLE));
    assertThat(github.call()).isEqualTo(AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY);
    assertThat(github.caller()).isEmpty();
    assertThat(github.role()).contains(ROLE);
    assertThat(github.region()).isEmpty();
    ToldError tag =
        only(
            "An error occurred (AccessDenied) when calling the AssumeRoleWithWebIdentity operation:"
                + " Not authorized to perform sts:TagSession");
    assertThat(tag.call()).isEqualTo(AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY);
    ToldError saml = only("Not authorized to perform sts:AssumeRoleWithSAML");
    assertThat(saml.call()).isEqualTo(AssumeCall.ASSUME_ROLE_WITH_SAML);
  }

  @Test
  void terraformMayNameTheRoleAlone() {
    ToldError error = only("Error: IAM Role (" + ROLE + ")\n  cannot be assumed.\n");
    assertThat(error.caller()).isEmpty();
    assertThat(error.role()).contains(ROLE);
    assertThat(error.code()).isEmpty();
    assertThat(
            ErrorText.find(
                "Error: IAM Role ("
                    + ROLE
                    + ") cannot be assumed.\n\nError: operation error STS:"
                    + " AssumeRole, https response error StatusCode: 0, RequestID: , request send"
                    + " failed: dial tcp: lookup sts.eu-west-1.amazonaws.com: no such host"))
        .isEmpty();
  }

  @Test
  void theRoleMayStandInAnotherSentence() {
    for (String text :
        List.of(
            "Error configuring the backend \"s3\": The role \"" + ROLE + "\" cannot be assumed.",
            "Error calling AssumeRole for role "
                + ROLE
                + "\n ---> AmazonSecurityTokenServiceException: Not authorized to perform"
                + " sts:AssumeRoleWithWebIdentity",
            "Selected role: " + ROLE + "\nNot authorized to perform sts:AssumeRoleWithSAML",
            "$ aws sts assume-role-with-web-identity --role-arn "
                + ROLE
                + "\nNot authorized to perform sts:AssumeRoleWithWebIdentity")) {
      assertThat(only(text).role()).contains(ROLE);
    }
  }

  @Test
  void whatIsHiddenIsNotTaken() {
    String hidden =
        "User: arn:aws:sts::***:assumed-role/ci/run is not authorized to perform: sts:AssumeRole on"
            + " resource: arn:aws:iam::***:role/deploy";
    assertThat(only(hidden).caller()).isEmpty();
    assertThat(only(hidden).role()).isEmpty();
    assertThat(only(hidden).hidden()).isTrue();
    assertThat(only(sentence(BEA).replace("release", "rel...")).role()).isEmpty();
    assertThat(only(sentence(BEA).replace("444455556666", "<account>")).role()).isEmpty();
  }

  @Test
  void theRegionIsThatOfTheEndpoint() {
    assertThat(only("POST https://sts.ap-south-1.amazonaws.com/ 403\n" + sentence(BEA)).region())
        .contains("ap-south-1");
    assertThat(only("POST https://sts.amazonaws.com/ 403\n" + sentence(BEA)).region())
        .contains("us-east-1");
    assertThat(only(sentence(BEA)).region()).isEmpty();
    assertThat(only("POST https://sts-fips.us-west-2.amazonaws.com/\n" + sentence(BEA)).region())
        .contains("us-west-2");
    String namespace = "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">";
    assertThat(only(namespace + sentence(BEA)).region()).isEmpty();
    assertThat(
            only("POST https://sts.ap-south-1.amazonaws.com\n" + namespace + sentence(BEA))
                .region())
        .contains("ap-south-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-04-02T08:15:01.5Z ##[error]%s",
        "2026-04-02T08:15:00Z ##[group]Run x\n2026-04-02T08:15:01.5Z %s",
        "[2026-04-02 10:15:01,500+02:00] ERROR %s",
        "time=\"2026-04-02T08:15:01.5Z\" level=error msg=\"%s\"",
        """
        2026-04-02T08:15:01.5Z failed:
        Traceback:
          File x
        ClientError: %s
        2026-04-02T09:00:00Z\
        """,
        "2026-04-02T08:15:01.5Z 01E %s\n2026-04-02T08:20:00Z 01E %1$s"
      })
  void theTimeIsThatOfTheLine(String log) {
    assertThat(only(log.formatted(sentence(BEA))).time())
        .contains(Instant.parse("2026-04-02T08:15:01.500Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        "2026-04-02 08:15:01,500 %s",
        "08:15:01 %s",
        "2026-13-02T08:15:01Z %s",
        "built at 2026-04-02T08:15:01Z\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n%s"
      })
  void aTimeThatIsNotClearIsNotTaken(String log) {
    assertThat(only(log.formatted(sentence(BEA))).time()).isEmpty();
  }

  @Test
  void otherErrorsOfTheCallAreFound() {
    ToldError expired =
        only(
            "An error occurred (ExpiredTokenException) when calling the AssumeRoleWithWebIdentity"
                + " operation: Token expired: current date/time 1 must be before 0");
    assertThat(expired.code()).isEqualTo("ExpiredTokenException");
    ToldError audience =
        only(
            "operation error STS: AssumeRoleWithWebIdentity, https response error StatusCode: 400,"
                + " RequestID: "
                + ID
                + ", InvalidIdentityToken: Incorrect token audience");
    assertThat(audience.code()).isEqualTo("InvalidIdentityToken");
    assertThat(audience.message()).isEqualTo("Incorrect token audience");
    assertThat(
            only("Error: Could not assume role with OIDC: No OpenIDConnect provider found in your"
                    + " account for https://token.actions.githubusercontent.com")
                .code())
        .isEqualTo("InvalidIdentityToken");
    ToldError provider =
        only(
            "WebIdentityErr: failed to retrieve credentials\ncaused by: InvalidIdentityToken: No"
                + " OpenIDConnect provider found in your account for https://oidc.example.com");
    assertThat(provider.call()).isEqualTo(AssumeCall.ASSUME_ROLE_WITH_WEB_IDENTITY);
    assertThat(provider.code()).isEqualTo("InvalidIdentityToken");
    assertThat(
            only("An error occurred (AccessDenied) when calling the AssumeRole operation: Roles may"
                    + " not be assumed by root accounts.")
                .message())
        .isEqualTo("Roles may not be assumed by root accounts.");
    assertThat(
            only("An error occurred (AccessDenied) when calling the AssumeRole operation:"
                    + " MultiFactorAuthentication failed with invalid MFA one time pass code. ")
                .message())
        .startsWith("MultiFactorAuthentication failed with invalid MFA one time pass code.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "User: ARN is not authorized to perform: sts:AssumeRole on resource: ROLE,prod|ROLE,prod",
        "User: ARN is not authorized to perform: sts:AssumeRole on resource: ROLE,a,b."
            + " Bye|ROLE,a,b",
        "User: ARN is not authorized to perform: sts:AssumeRole on resource: \"ROLE,eu-west-1\", x"
            + "|ROLE,eu-west-1",
        "User: ARN is not authorized to perform: sts:AssumeRole on resource: ROLE,a because no"
            + " identity-based policy allows the sts:AssumeRole action|ROLE,a",
        "User: ARN is not authorized to perform: sts:AssumeRole on resource: ROLE, code: 403|ROLE",
        "User: ARN is not authorized to perform: sts:AssumeRole on resource: ROLE,|ROLE",
        "User: ARN is not authorized to perform: sts:AssumeRole on resource: ROLE,eu-west-1,x|ROLE",
        "User: ARN is not authorized to perform: sts:AssumeRole on resource: ROLE,x,code=403|ROLE",
        "1,ERROR,User: ARN is not authorized to perform: sts:AssumeRole on resource:"
            + " ROLE,prod|ROLE",
        "1,\"User: ARN is not authorized to perform: sts:AssumeRole on resource: ROLE,a\",b|ROLE,a",
        "Error: IAM Role (ROLE,prod) cannot be assumed.|ROLE,prod"
      })
  void aNameMayHaveCommasAndARowHasThemBetweenCells(String text, String role) {
    String name = "arn:aws:iam::222222222222:role/deploy";
    String caller = "arn:aws:iam::111122223333:user/ci";
    assertThat(only(text.replace("ARN", caller).replace("ROLE", name)).role())
        .contains(role.replace("ROLE", name));
  }

  @Test
  void hostileTextsTakeNoTime() {
    String word = "a".repeat(400_000);
    for (String text :
        List.of(
            word
                + " is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::"
                + word,
            "[x]".repeat(200_000) + " assume",
            "not authorized to ".repeat(50_000),
            "IAM Role (arn:aws:iam::1:role/".repeat(20_000),
            " ".repeat(400_000) + "assume",
            "sts.".repeat(100_000) + "AssumeRole",
            "\u001b[".repeat(200_000) + "assume",
            "not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::1:role/x"
                + ",x".repeat(200_000)
                + "\u0000",
            "User: ".repeat(60_000) + "is not authorized to perform: sts:AssumeRole",
            "not authorized to perform: sts:AssumeRole because no" + " ".repeat(400_000),
            "not authorized to perform: sts:AssumeRole on resource: r,x ".repeat(8_000),
            "Roles may not be assumed by root account ".repeat(8_000),
            "assume role :role/ AccessDenied: AssumeRole ".repeat(8_000),
            "role must trust ".repeat(20_000))) {
      assertThat(ErrorText.find(text)).hasSizeLessThan(2);
    }
  }

  /// So many that comparing each with all others would not end, in lines and in one.
  @ParameterizedTest
  @ValueSource(strings = {"\n", " "})
  void aLogMayHaveManyErrors(String between) {
    String log =
        IntStream.range(0, 8_000)
            .mapToObj(i -> sentence(BEA + i) + (i % 2 == 0 ? "" : " request id: " + ID) + between)
            .collect(Collectors.joining());
    assertThat(ErrorText.find("2026-03-01T10:00:00Z " + log)).hasSize(8_000);
  }

  private static ToldError only(String text) {
    List<ToldError> errors = ErrorText.find(text);
    assertThat(errors).hasSize(1);
    return errors.getFirst();
  }
}
