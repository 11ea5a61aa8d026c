package dev.rolecall.cloudtrail.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolecall.cloudtrail.failure.FailureText;
import dev.rolecall.cloudtrail.match.WordPattern;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No pattern that reads error texts looks at a character again and again: whatever a text repeats,
/// twice the text takes about twice the work. The work is counted: how often a pattern looks at a
/// character.
class LinearPatternsTest {

  private static final int LENGTH = 400;

  /// How often a pattern may look at each character of [#LENGTH] without further questions.
  private static final int FEW = 40;

  private static final String ROLE = "arn:aws:iam::444455556666:role/apps/x";
  private static final String ID = "0f3c1f7e-98a5-4c1b-b3a5-2f8a7d1c9e40";

  /// What the patterns are for. Each part of each is repeated.
  private static final List<String> TEXTS =
      List.of(
          "User: arn:aws:iam::1:user/bea is not authorized to perform: sts:AssumeRole on resource: "
              + ROLE
              + " because no identity-based policy allows the sts:AssumeRole action."
              + " Go to https://x/authorization-details/abc for complete details, authorization id:"
              + " abc request id: "
              + ID,
          " is not authorized to perform: sts:AssumeRole with an explicit deny in a service control"
              + " policy: arn:aws:x",
          "An error occurred (AccessDenied) when calling the AssumeRole operation"
              + " (reached max retries: 4): x",
          "operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: abc,"
              + " api error AccessDenied: text",
          "could not assume role with OIDC: valid jwt",
          "MultiFactorAuthentication failed with an invalid code. "
              + "both MFA serial number and one time pass code",
          "IAM Role (" + ROLE + ") cannot be assumed with web identity",
          "could not be used to assume '" + ROLE + "'",
          "assuming the IAM role " + ROLE,
          "https://sts.eu-west-1.amazonaws.com 2026-01-01T10:00:00.123+01:00 [x] main - text",
          "I0101 10:00:00.123 1 a/b.go:1] ::error x:: \u001b]8;;x\u0007 \u001b[31m terraform: x |"
              + " y",
          "AWS Lambda (Service: Lambda; aws_lambda_function.x) com.amazonaws.services.lambda.model",
          "creating the AWS EKS Cluster: operation error EKS: CreateCluster, when calling the x",
          "<b class=\"x\"> %20%22+x \\\" {\"\"x");

  /// Patterns that are held against all of a word.
  private static final Set<String> WHOLE = Set.of("ErrorText.CELL");

  /// Counts how often its characters are looked at.
  private static final class Counted implements CharSequence {
    private final String text;
    private long looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @Test
  void twiceTheTextIsTwiceTheWork() throws ReflectiveOperationException {
    Set<String> slow = new TreeSet<>();
    Map<String, Pattern> patterns = patterns();
    assertThat(patterns).hasSizeGreaterThan(25);
    for (String[] parts : pumped()) {
      String once = text(parts, LENGTH);
      String twice = text(parts, 2 * LENGTH);
      patterns.forEach(
          (name, pattern) -> {
            boolean whole = WHOLE.contains(name);
            long work = work(pattern, whole, once);
            if (work > (long) FEW * LENGTH && work(pattern, whole, twice) > 3 * work) {
              slow.add(name + ": " + parts[0] + "[" + parts[1] + "]" + parts[2]);
            }
          });
    }
    assertThat(slow).isEmpty();
  }

  private static long work(Pattern pattern, boolean whole, String text) {
    Counted counted = new Counted(text);
    Matcher matcher = pattern.matcher(counted);
    boolean more = whole ? matcher.matches() : matcher.find();
    while (more && !whole) {
      more = matcher.find();
    }
    return counted.looks;
  }

  private static String text(String[] parts, int length) {
    return parts[0] + parts[1].repeat(length / parts[1].length()) + parts[2];
  }

  /// What stands before, what is repeated, what stands behind.
  private static List<String[]> pumped() {
    List<String[]> pumped = new ArrayList<>();
    for (String text : TEXTS) {
      Matcher word = Pattern.compile("[A-Za-z0-9]+|[^A-Za-z0-9]").matcher(text);
      while (word.find()) {
        String before = text.substring(0, word.start());
        String behind = text.substring(word.end());
        pumped.add(new String[] {before, word.group(), "\u0001"});
        if (Character.isLetter(word.group().charAt(0))) {
          pumped.add(new String[] {before + word.group(), " ", "\u0001"});
          pumped.add(new String[] {before, word.group() + " ", behind});
        }
      }
    }
    return pumped;
  }

  private static Map<String, Pattern> patterns() throws ReflectiveOperationException {
    Map<String, Pattern> patterns = new TreeMap<>();
    for (Class<?> type : types()) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          field.setAccessible(true);
          Object value = field.get(null);
          List<?> values =
              value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
          for (int i = 0; i < values.size(); i++) {
            String name = type.getSimpleName() + "." + field.getName() + (i == 0 ? "" : i);
            switch (values.get(i)) {
              case Pattern pattern -> patterns.put(name, pattern);
              case WordPattern pattern -> patterns.put(name, pattern.pattern());
              default -> {}
            }
          }
        }
      }
    }
    return patterns;
  }

  private static List<Class<?>> types() throws ReflectiveOperationException {
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> one : List.of(ErrorText.class, FailureText.class)) {
      try (Stream<Path> files = Files.list(folder(one))) {
        for (String file : files.map(Path::getFileName).map(Path::toString).sorted().toList()) {
          if (file.matches("[A-Z]\\w+\\.class")) {
            types.add(Class.forName(one.getPackageName() + "." + file.replace(".class", "")));
          }
        }
      } catch (IOException | URISyntaxException unreadable) {
        throw new AssertionError(unreadable);
      }
    }
    return types;
  }

  private static Path folder(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
        .resolve(type.getPackageName().replace('.', File.separatorChar));
  }
}
