package dev.rolecall.evidence.snapshot.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rolecall.denial.AccountId;
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
        JsonParser parser = JsonWalk.JSON.createParser(in)) {
      return switch (parser.nextToken()) {
        case START_OBJECT -> object(parser);
        case START_ARRAY -> list(file, parser);
        case null -> new Broken(file.problem("", "empty"));
        default -> new Broken(file.problem("", "not an object"));
      };
    } catch (IOException e) {
      return new Broken(JsonWalk.problem(file, e));
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

  private static AccountHead object(JsonParser parser) throws IOException {
    boolean ours = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean list = AccountReader.LISTS.contains(parser.currentName());
      ours = ours || list;
      if (parser.nextToken() == JsonToken.START_ARRAY && list) {
        Optional<AccountId> account = firstAccount(parser);
        if (account.isPresent()) {
          return new Of(account.get());
        }
      } else {
        parser.skipChildren();
      }
    }
    return ours ? new Untold() : new Foreign();
  }

  private static Optional<AccountId> firstAccount(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean arn = parser.currentName().equals("Arn");
        if (parser.nextToken() == JsonToken.VALUE_STRING && arn) {
          Optional<AccountId> account =
              EntityArn.parse(parser.getText()).flatMap(EntityArn::account);
          if (account.isPresent()) {
            return account;
          }
        }
        parser.skipChildren();
      }
    }
    return Optional.empty();
  }

  /// Outputs that somebody gathered in a list are meant for us, and are not what is read here.
  private static AccountHead list(SnapshotFile file, JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        if (AccountReader.LISTS.contains(parser.currentName())) {
          return new Broken(file.problem("", "a list of accounts; one file an account is read"));
        }
        parser.nextToken();
        parser.skipChildren();
      }
    }
    return new Foreign();
  }
}
