package dev.rolecall.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rolecall.denial.AccountId;
import dev.rolecall.diagnosis.result.Actor;
import dev.rolecall.diagnosis.result.Fix;
import dev.rolecall.explanation.command.ChangeCommands;
import dev.rolecall.explanation.redaction.Masking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

/// The commands that explanations offer, pasted into shells, with the AWS CLI against a stand-in
/// for AWS. Where a shell or the AWS CLI is not installed, the test is skipped and says so; with
/// `ROLECALL_REQUIRE_TOOLS` set, it fails.
@ResourceLock(Moto.SERVER)
class ChangeChainTest {

  private static final String ROLE = "deploy.prod@x";
  private static final String BEFORE = trusting("arn:aws:iam::111122223333:role/ci");
  private static final String OTHER = trusting("arn:aws:iam::111122223333:role/other");
  private static final String AFTER =
      trusting("arn:aws:iam::111122223333:role/ci", "arn:aws:iam::111122223333:role/it's-$(new)");
  private static final String ALLOWING = allowing("arn:aws:iam::111122223333:role/a");
  private static final String ALLOWING_MORE = allowing("arn:aws:iam::111122223333:role/it's-$(b)");
  private static final AccountId ELSEWHERE = new AccountId("444455556666");

  private Moto moto;

  @TempDir private Path folder;
  private IamClient iam;

  @BeforeAll
  static void tools() {
    Moto.require("aws");
  }

  @BeforeEach
  void role() {
    moto = Moto.empty();
    iam =
        IamClient.builder()
            .endpointOverride(moto.endpoint())
            .region(Region.AWS_GLOBAL)
            .credentialsProvider(moto.home())
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    iam.createRole(role -> role.roleName(ROLE).assumeRolePolicyDocument(BEFORE));
  }

  @AfterEach
  void close() {
    iam.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "dash"})
  void theTrustPolicyIsChangedOnce(String shell) {
    String chain = chain(trustPolicy(Moto.HOME));

    assertThat(paste(shell, chain)).isEqualTo(new Ended(0, "Changed. " + onlySaved() + "\n"));
    assertThat(trust()).isEqualTo(json(AFTER));
    assertThat(json(read(onlySaved()))).isEqualTo(json(BEFORE));

    Path first = onlySaved();
    assertThat(paste(shell, chain)).isEqualTo(new Ended(1, "Not changed.\n"));
    assertThat(trust()).isEqualTo(json(AFTER));
    assertThat(json(read(first))).isEqualTo(json(BEFORE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "dash"})
  void inAnotherAccountNothingHappens(String shell) {
    assertThat(paste(shell, chain(trustPolicy(ELSEWHERE))))
        .isEqualTo(new Ended(1, "Not changed.\n"));
    assertThat(trust()).isEqualTo(json(BEFORE));
    assertThat(saved()).isEmpty();
  }

  @Test
  void aPolicyThatChangedMeanwhileStays() {
    iam.updateAssumeRolePolicy(role -> role.roleName(ROLE).policyDocument(OTHER));

    assertThat(paste("dash", chain(trustPolicy(Moto.HOME))))
        .isEqualTo(new Ended(1, "Not changed.\n"));
    assertThat(trust()).isEqualTo(json(OTHER));
    assertThat(json(read(onlySaved()))).isEqualTo(json(OTHER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "dash"})
  void withoutPermissionToWriteNothingHappens(String shell) {
    assertThatNothingHappensWithout("update-assume-role-policy", shell);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get-caller-identity", "get-role"})
  void withoutPermissionToReadNothingHappens(String step) {
    assertThatNothingHappensWithout(step, "bash");
  }

  private void assertThatNothingHappensWithout(String step, String shell) {
    deny(step);
    Ended ended = paste(shell, chain(trustPolicy(Moto.HOME)));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.output()).contains("AccessDenied").endsWith("Not changed.\n");
    assertThat(trust()).isEqualTo(json(BEFORE));
  }

  @Test
  void aNewInlinePolicyReplacesNone() {
    String chain = chain(inlinePolicy(Optional.empty()));

    assertThat(paste("zsh", chain)).isEqualTo(new Ended(0, ""));
    assertThat(inline()).isEqualTo(json(ALLOWING_MORE));

    put(ALLOWING);
    assertThat(paste("zsh", chain)).isEqualTo(new Ended(1, "Not changed.\n"));
    assertThat(inline()).isEqualTo(json(ALLOWING));
  }

  @Test
  void anInlinePolicyThatCannotBeListedIsNotTakenToBeAbsent() {
    deny("list-role-policies");
    assertThat(paste("bash", chain(inlinePolicy(Optional.empty()))).status()).isEqualTo(1);
    assertThat(iam.listRolePolicies(list -> list.roleName(ROLE)).policyNames()).isEmpty();
  }

  @Test
  void anInlinePolicyIsChanged() {
    put(ALLOWING);
    assertThat(paste("bash", chain(inlinePolicy(Optional.of(ALLOWING)))).status()).isZero();
    assertThat(inline()).isEqualTo(json(ALLOWING_MORE));
  }

  private void put(String document) {
    iam.putRolePolicy(put -> put.roleName(ROLE).policyName("assume-x").policyDocument(document));
  }

  @Test
  void whereExternalIdsAreMaskedAnEditorMakesTheChange() throws IOException {
    Files.writeString(folder.resolve("after.json"), AFTER);
    Path editor = program("editor", "cp ../after.json \"$1\"");
    Fix fix = trustPolicy(Moto.HOME, BEFORE.replace("Sid", "sts:ExternalId"));
    String chain =
        new ChangeCommands(fix, new Masking(false), "Changed.", "Not changed.")
            .chain()
            .orElseThrow();

    assertThat(paste("dash", "EDITOR=" + editor + "\n" + chain).status()).isZero();
    assertThat(trust()).isEqualTo(json(AFTER));
  }

  /// The second time the set has a policy, and the editor is asked to merge.
  @Test
  void aPermissionSetGetsAnInlinePolicyAndIsProvisioned() {
    String setUp =
        """
        instance=$(aws sso-admin list-instances --query 'Instances[0].InstanceArn' --output text)
        arn=$(aws sso-admin create-permission-set --instance-arn "$instance" --name ReadOnly \
          --query PermissionSet.PermissionSetArn --output text)
        aws sso-admin provision-permission-set --instance-arn "$instance" \
          --permission-set-arn "$arn" --target-type AWS_ACCOUNT --target-id %s > ../provisioned
        """
            .formatted(Moto.HOME);
    String chain = chain(permissionSet());
    Path editor = program("editor", "cp \"$1\" ../both; exit 1");

    assertThat(paste("zsh", setUp + chain).output()).contains("Changed. permission-set-ReadOnly.");
    Ended again = paste("zsh", "EDITOR=" + editor + "\n" + chain);
    assertThat(again).isEqualTo(new Ended(1, "Not changed.\n"));
    assertThat(read(Path.of("../both")))
        .contains("role/it's-$(b)")
        .containsPattern("(?s)Version.*Version");
  }

  /// What a shell ended with, and what it printed.
  private record Ended(int status, String output) {}

  private Ended paste(String shell, String chain) {
    Moto.require(shell);
    try {
      Path work = Files.createDirectories(folder.resolve("work"));
      ProcessBuilder builder =
          shell.equals("zsh")
              ? new ProcessBuilder("zsh", "-f", "-s")
              : new ProcessBuilder(shell, "-s");
      builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
      builder.environment().put("AWS_ENDPOINT_URL", moto.endpoint().toString());
      builder.environment().put("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
      builder.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
      builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
      builder.environment().put("AWS_CONFIG_FILE", folder.resolve("none").toString());
      builder.environment().merge("PATH", folder + ":", (path, first) -> first + path);
      Path pasted = folder.resolve("pasted");
      Files.writeString(pasted, chain + "\n");
      Path printed = folder.resolve("printed");
      int status =
          builder
              .directory(work.toFile())
              .redirectInput(pasted.toFile())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start()
              .waitFor();
      return new Ended(status, Files.readString(printed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// An `aws` that is denied one action.
  private void deny(String step) {
    String path = System.getenv("PATH");
    program(
        "aws",
        "case \" $* \" in *' %s '*) echo 'An error occurred (AccessDenied)' >&2; exit 254;; esac"
                .formatted(step)
            + "\nPATH='"
            + path
            + "'; exec aws \"$@\"");
  }

  private Path program(String name, String text) {
    try {
      Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path onlySaved() {
    assertThat(saved()).hasSize(1);
    return saved().getFirst();
  }

  private List<Path> saved() {
    Path work = folder.resolve("work");
    try (Stream<Path> files = Files.list(work)) {
      return files.map(work::relativize).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read(Path file) {
    try {
      return Files.readString(folder.resolve("work").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Object trust() {
    return json(decoded(iam.getRole(get -> get.roleName(ROLE)).role().assumeRolePolicyDocument()));
  }

  private Object inline() {
    return json(
        decoded(
            iam.getRolePolicy(get -> get.roleName(ROLE).policyName("assume-x")).policyDocument()));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Object json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static String chain(Fix fix) {
    return new ChangeCommands(fix, new Masking(true), "Changed.", "Not changed.")
        .chain()
        .orElseThrow();
  }

  private static Fix trustPolicy(AccountId account) {
    return trustPolicy(account, BEFORE);
  }

  private static Fix trustPolicy(AccountId account, String before) {
    return fix(account, Fix.Place.TRUST_POLICY, ROLE, Optional.empty(), Optional.of(before), AFTER);
  }

  private static Fix inlinePolicy(Optional<String> before) {
    return fix(
        Moto.HOME, Fix.Place.ROLE_POLICY, ROLE, Optional.of("assume-x"), before, ALLOWING_MORE);
  }

  private static Fix permissionSet() {
    return fix(
        Moto.HOME,
        Fix.Place.PERMISSION_SET,
        "AWSReservedSSO_ReadOnly_0123456789abcdef",
        Optional.of("assume-x"),
        Optional.empty(),
        ALLOWING_MORE);
  }

  private static Fix fix(
      AccountId account,
      Fix.Place place,
      String target,
      Optional<String> policy,
      Optional<String> before,
      String after) {
    return new Fix(
        Actor.TARGET_ACCOUNT,
        Optional.of(account),
        place,
        target,
        policy,
        before,
        Optional.of(after),
        List.of(),
        List.of(),
        Fix.Result.ALLOWED,
        List.of());
  }

  private static String trusting(String... principals) {
    return """
    {"Version": "2012-10-17",
     "Statement": [{"Sid": "Ä 1", "Effect": "Allow", "Principal": {"AWS": ["%s"]},
                    "Action": "sts:AssumeRole"}]}\
    """
        .formatted(String.join("\", \"", principals));
  }

  private static String allowing(String role) {
    return """
    {"Version": "2012-10-17",
     "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": ["%s"]}}\
    """
        .formatted(role);
  }
}
