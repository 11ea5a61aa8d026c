package dev.rolecall.report.terraform;

import dev.rolecall.denial.RoleArn;
import dev.rolecall.report.terraform.hcl.FilePlace;
import dev.rolecall.report.terraform.hcl.HclBlock;
import dev.rolecall.report.terraform.hcl.HclBlock.Attribute;
import dev.rolecall.report.terraform.hcl.HclExpression;
import dev.rolecall.report.terraform.hcl.HclLocation;
import dev.rolecall.report.terraform.hcl.HclTemplate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// Where a configuration writes a trust policy, and what it writes.
///
/// @param place where it begins
/// @param data the `aws_iam_policy_document` that it is, if it is one
/// @param texts the attributes that it stands in, or is made from, if their text is there
/// @param document the policy of the role with this ARN, as JSON; what files alone do not tell
///   stands in it as an expression
public record TrustSource(
    FilePlace place,
    Optional<HclBlock> data,
    List<Attribute> texts,
    Function<RoleArn, HclTemplate> document) {

  public TrustSource {
    texts = List.copyOf(texts);
  }

  /// The line of a part of the policy; where that is not found, of its statement or its beginning.
  ///
  /// @param statement by its place, from 0
  /// @param parts texts that stand there, the one that tells most first
  public FilePlace line(Optional<Integer> statement, List<String> parts) {
    return data.map(block -> inData(block, statement, parts))
        .or(() -> inText(texts, parts))
        .orElse(place);
  }

  private FilePlace inData(HclBlock block, Optional<Integer> statement, List<String> parts) {
    List<HclBlock> statements =
        block.blocks().stream().filter(one -> one.type().equals("statement")).toList();
    boolean asWritten = statements.size() == block.blocks().size();
    return statement
        .filter(index -> asWritten && index < statements.size())
        .map(statements::get)
        .map(one -> inText(attributes(one).toList(), parts).orElse(one.place()))
        .or(() -> inText(attributes(block).toList(), parts))
        .orElse(place);
  }

  private static Stream<Attribute> attributes(HclBlock block) {
    return Stream.concat(
        block.attributes().values().stream(),
        block.blocks().stream().flatMap(TrustSource::attributes));
  }

  private static Optional<FilePlace> inText(List<Attribute> attributes, List<String> parts) {
    return parts.stream()
        .flatMap(part -> Stream.of("\"" + part + "\"", part))
        .filter(part -> !part.isBlank())
        .flatMap(part -> attributes.stream().flatMap(one -> line(one, part).stream()))
        .findFirst();
  }

  private static Optional<FilePlace> line(Attribute attribute, String part) {
    if (!(attribute.value() instanceof HclExpression.Native(String source))
        || !source.contains(part)) {
      return Optional.empty();
    }
    int lines =
        (int) source.substring(0, source.indexOf(part)).chars().filter(c -> c == '\n').count();
    FilePlace start = attribute.place();
    return Optional.of(
        lines == 0
            ? start
            : new FilePlace(start.file(), new HclLocation(start.place().line() + lines, 1)));
  }
}
