package dev.rolecall.cli.check;

import dev.rolecall.cli.console.CommandFailure;
import dev.rolecall.cli.console.Console;
import dev.rolecall.cli.console.ExitStatus;
import dev.rolecall.cli.console.Options;
import dev.rolecall.cli.wording.RunWords;
import dev.rolecall.cli.wording.UsageWords;
import dev.rolecall.gate.token.Token;
import dev.rolecall.gate.token.TokenReader;
import dev.rolecall.gate.token.TokenReading;
import dev.rolecall.problem.InputWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The option of `check` that names a token. What the token contains is in no message.
record TokenOptions(ParseResult parsed, Console console) {

  static final String NAME = "--token";

  private static final String STANDARD_INPUT = "-";

  static OptionSpec.Builder spec() {
    return Options.one(NAME, String.class, "FILE")
        .description(
            "In place of --caller: the caller's OIDC token (a JWT, or its claims as JSON) or SAML"
                + " response (XML or base64), in a file or on standard input (-). Its signature is"
                + " not checked; the token is never printed or sent.");
  }

  /// @throws CommandFailure when it cannot be read
  Token read() {
    String file = parsed.matchedOptionValue(NAME, "");
    boolean input = file.equals(STANDARD_INPUT);
    String name = input ? InputWords.standardInput() : file;
    try {
      byte[] bytes = input ? bytes(console.in()) : bytes(path(file));
      return switch (TokenReader.read(bytes)) {
        case TokenReading.Read(Token token) -> token;
        case TokenReading.Unreadable(String problem) -> throw failure(name + ": " + problem);
      };
    } catch (IOException _) {
      throw failure(RunWords.cannotRead(name.isEmpty() ? NAME : name, null));
    }
  }

  private Path path(String text) {
    Optional<Path> file = file(text);
    if (file.filter(Files::isRegularFile).or(() -> file.filter(Files::isReadable)).isPresent()) {
      return file.get();
    }
    Options.check(parsed, !TokenReader.looksLikeToken(text), UsageWords.tokenOnCommandLine(NAME));
    throw failure(
        file.isPresent() && !isLong(text)
            ? text + ": " + RunWords.noSuchFile()
            : RunWords.noTokenFile(NAME));
  }

  private static Optional<Path> file(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return bytes(in);
    }
  }

  /// So much that it can be seen to be too much.
  private static byte[] bytes(InputStream in) throws IOException {
    return in.readNBytes(TokenReader.MOST_BYTES + 1);
  }

  private static CommandFailure failure(String problem) {
    return new CommandFailure(problem, ExitStatus.BAD_INPUT);
  }

  /// `text`, unless it looks like a token that was given in the wrong place.
  static String shown(String text) {
    return TokenReader.looksLikeToken(text) ? UsageWords.notShown() : text;
  }

  /// Names of files in use are shorter; secrets are not.
  private static boolean isLong(String text) {
    return text.length() > 100 && text.indexOf('/') < 0;
  }
}
