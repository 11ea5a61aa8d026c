package dev.rolecall.evidence.snapshot.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.rolecall.denial.AccountId;
import dev.rolecall.problem.RecordWords;
import dev.rolecall.problem.SnapshotWords;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Whose account a file holds, learnt without reading it further than to the first ARN that tells.
sealed interface AccountHead {

  /// This account.
  record Of(AccountId account) implements AccountHead {}

  /// An account; no ARN tells which.
  record Untold() implements AccountHead {}

  /// Nothing that has to do with accounts.
  record Foreign() implements AccountHead {}

  /// Not readable that far.
  record Broken(SnapshotProblem problem) implements AccountHead {}

  static AccountHead scan(SnapshotFile file) {
    try (InputStream in = file.open();
        JsonParser parser = SnapshotJson.JSON.createParser(in)) {
      return switch (parser.nextToken()) {
        case START_OBJECT, START_ARRAY -> scan(file, parser);
        case null -> new Broken(file.problem("", SnapshotWords.empty()));
        default -> new Broken(file.problem("", RecordWords.notAnObject()));
      };
    } catch (IOException e) {
      return new Broken(SnapshotJson.problem(file, e));
    }
  }

  /// What was read whole tells it too.
  static AccountHead of(AccountPage.Reading reading) {
    return switch (reading) {
      case AccountPage.Reading.Read(AccountPage page) ->
          page.account().<AccountHead>map(Of::new).orElseGet(Untold::new);
      case AccountPage.Reading.Broken(var problem, var account) ->
          account.<AccountHead>map(Of::new).orElseGet(() -> new Broken(problem));
      case AccountPage.Reading.Foreign _ -> new Foreign();
    };
  }

  private static AccountHead scan(SnapshotFile file, JsonParser parser) throws IOException {
    boolean list = parser.currentToken() == JsonToken.START_ARRAY;
    boolean ours = false;
    while (parser.nextToken() != null && !parser.getParsingContext().inRoot()) {
      int depth = parser.getParsingContext().getNestingDepth();
      boolean named =
          parser.currentToken() == JsonToken.FIELD_NAME
              && AccountReader.LISTS.contains(parser.currentName());
      if (list && named && depth == 2) {
        // outputs that were gathered in a list are meant for us, and are not what is read here
        return new Broken(file.problem("", SnapshotWords.accountsInAList()));
      }
      ours = ours || (named && depth == 1);
      Optional<AccountId> account = list || depth != 3 ? Optional.empty() : account(parser);
      if (account.isPresent()) {
        return new Of(account.get());
      }
    }
    return ours ? new Untold() : new Foreign();
  }

  /// The account of the ARN of an entity, if the parser is at one.
  private static Optional<AccountId> account(JsonParser parser) throws IOException {
    JsonStreamContext entity = parser.getParsingContext();
    return entity.inObject()
            && parser.currentToken() == JsonToken.VALUE_STRING
            && parser.currentName().equals("Arn")
            && entity.getParent().inArray()
            && AccountReader.LISTS.contains(entity.getParent().getParent().getCurrentName())
        ? EntityArn.parse(parser.getText()).flatMap(EntityArn::account)
        : Optional.empty();
  }
}
