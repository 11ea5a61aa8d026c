package dev.rolecall.infra.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// What a template is made for.
///
/// @param version of Rolecall
/// @param codeSha256 of the jar, as Lambda writes it
record Release(String version, String codeSha256) {

  /// The release that a jar is part of.
  static Release of(String version, Path jar) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
      return new Release(version, Base64.getEncoder().encodeToString(hash));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What the jar is called in a bucket.
  String codeKey() {
    return "rolecall-function-" + version + ".jar";
  }
}
