package dev.rolecall.evidence.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller;
import dev.rolecall.denial.Gap;
import dev.rolecall.denial.RoleArn;
import dev.rolecall.denial.RoleSessionArn;
import dev.rolecall.denial.UserArn;
import dev.rolecall.evidence.Lookup;
import dev.rolecall.evidence.snapshot.file.FileOpener;
import dev.rolecall.evidence.snapshot.file.SnapshotProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// A directory to write a snapshot into, and the words that tests of snapshots need.
record Folder(Path path) {

  static final String ALLOW_ALL =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}\
      """;

  Path write(String name, String text) {
    return write(name, text.getBytes(UTF_8));
  }

  Path write(String name, byte[] bytes) {
    Path file = path.resolve(name);
    try {
      Files.createDirectories(file.resolveSibling("."));
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path gzip(String name, String text) {
    return write(name, gzipped(text));
  }

  static byte[] gzipped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Writes an account with these lists.
  Path account(String name, String users, String groups, String roles, String policies) {
    return write(
        name,
        """
        {"UserDetailList": [%s], "GroupDetailList": [%s], "RoleDetailList": [%s], "Policies": [%s]}
        """
            .formatted(users, groups, roles, policies));
  }

  /// Writes an account that has only roles.
  Path roles(String name, String... roles) {
    return account(name, "", "", String.join(",", roles), "");
  }

  Snapshot open() {
    return open(path);
  }

  static Snapshot open(Path... paths) {
    return open(Files::newInputStream, paths);
  }

  static Snapshot open(FileOpener fileOpener, Path... paths) {
    return switch (Snapshot.open(List.of(paths), fileOpener)) {
      case SnapshotOpening.Opened(Snapshot snapshot) -> snapshot;
      case SnapshotOpening.NotUsable(SnapshotProblem problem) -> throw new AssertionError(problem);
    };
  }

  /// A role that trusts `lambda.amazonaws.com`.
  static String role(String arn) {
    return role(arn, "");
  }

  /// @param more further fields, each with a comma before it
  static String role(String arn, String more) {
    return """
    {"Arn": "%s", "RoleId": "AROAEXAMPLE", "CreateDate": "2026-01-02T03:04:05+00:00",
     "AssumeRolePolicyDocument": %s %s}
    """
        .formatted(arn, trust("lambda.amazonaws.com"), more);
  }

  static String trust(String service) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"%s"},"Action":"sts:AssumeRole"}]}\
    """
        .formatted(service);
  }

  static String managed(String arn, String document) {
    return """
    {"Arn": "%s", "DefaultVersionId": "v2", "PolicyVersionList": [
      {"VersionId": "v1", "IsDefaultVersion": false, "Document": {"Statement": "old"}},
      {"VersionId": "v2", "IsDefaultVersion": true, "Document": %s}]}
    """
        .formatted(arn, document);
  }

  static AccountId account(String id) {
    return new AccountId(id);
  }

  static RoleArn roleArn(String arn) {
    return RoleArn.parse(arn).orElseThrow();
  }

  static Caller user(String arn) {
    return new Caller.IamUser(UserArn.parse(arn).orElseThrow(), Optional.empty());
  }

  static Caller session(String arn) {
    return new Caller.RoleSession(
        RoleSessionArn.parse(arn).orElseThrow(), Optional.empty(), Optional.empty());
  }

  static Caller session(String arn, String role) {
    return new Caller.RoleSession(
        RoleSessionArn.parse(arn).orElseThrow(), RoleArn.parse(role), Optional.of("AROAEXAMPLE"));
  }

  static <T> T found(Lookup<T> lookup) {
    return switch (lookup) {
      case Lookup.Found<T>(T value) -> value;
      case Lookup.Absent<T> _ -> throw new AssertionError("absent");
      case Lookup.Unreadable<T>(Gap gap) -> throw new AssertionError(gap);
    };
  }

  static <T> Gap gap(Lookup<T> lookup) {
    assertThat(lookup).isInstanceOf(Lookup.Unreadable.class);
    return switch (lookup) {
      case Lookup.Unreadable<T>(Gap gap) -> gap;
      case Lookup.Found<T> _, Lookup.Absent<T> _ -> throw new AssertionError(lookup);
    };
  }
}
