package dev.rolecall.lambda;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The denials of an organization: problems come up in some account and are denied again and again,
/// and in the peak thousands of them come up at once.
public final class SimulatedTraffic {

  public static final int ACCOUNTS = 5000;

  /// One in so many denials is of a new problem; that makes some 20,000 problems a day.
  private static final int NEW_ONE_IN = 90;

  private static final int ONGOING = 500;
  private static final int IN_STORM = 2000;

  /// The role whose trust policy is changed when the storm begins.
  private static final String SHARED =
      "arn:aws:iam::%s:role/artifacts".formatted(account(ACCOUNTS - 1));

  private final Random random = new Random(5);
  private final List<Integer> ongoing = new ArrayList<>();
  private int problems;
  private int stormFrom;
  private int denials;

  /// @param caller whose ARN tells the problem from all others
  record Denied(String caller, String event) {}

  public static String account(int number) {
    return "%012d".formatted(100_000_000_000L + number);
  }

  /// From now on the changed trust policy of one role blocks many callers.
  void storm() {
    stormFrom = problems;
    problems += IN_STORM;
  }

  /// The next denial.
  ///
  /// @param storm of the problems that the storm brought, where others come up as ever
  Denied next(boolean storm) {
    if (storm) {
      return denied(stormFrom + random.nextInt(IN_STORM));
    }
    if (ongoing.isEmpty() || random.nextInt(NEW_ONE_IN) == 0) {
      ongoing.add(problems++);
      if (ongoing.size() > ONGOING) {
        ongoing.removeFirst();
      }
      return denied(ongoing.getLast());
    }
    return denied(ongoing.get(random.nextInt(ongoing.size())));
  }

  private Denied denied(int problem) {
    boolean inStorm = stormFrom > 0 && problem >= stormFrom && problem < stormFrom + IN_STORM;
    String account = account(problem % ACCOUNTS);
    String caller = "arn:aws:iam::%s:role/ci-%d".formatted(account, problem);
    String role =
        inStorm
            ? SHARED
            : "arn:aws:iam::%s:role/deploy-%d"
                .formatted(account((problem + 1 + problem / 7) % ACCOUNTS), problem);
    String event =
        """
        {"version": "0", "id": "e-%1$d", "source": "aws.sts", "account": "%2$s", "region": "eu-west-1",
         "detail-type": "AWS API Call via CloudTrail",
         "detail": {"eventVersion": "1.11", "eventID": "e-%1$d", "eventTime": "%5$s",
          "eventSource": "sts.amazonaws.com", "eventName": "AssumeRole", "awsRegion": "eu-west-1",
          "errorCode": "AccessDenied",
          "errorMessage": "User: arn:aws:sts::%2$s:assumed-role/ci-%3$d/build is not authorized to perform: sts:AssumeRole on resource: %4$s",
          "userIdentity": {"type": "AssumedRole", "principalId": "AROAEXAMPLEEXAMPLE001:build",
           "arn": "arn:aws:sts::%2$s:assumed-role/ci-%3$d/build", "accountId": "%2$s",
           "accessKeyId": "ASIAEXAMPLEEXAMPLE01", "sessionContext": {
            "sessionIssuer": {"type": "Role", "principalId": "AROAEXAMPLEEXAMPLE001",
             "arn": "arn:aws:iam::%2$s:role/ci-%3$d", "accountId": "%2$s", "userName": "ci-%3$d"},
            "attributes": {"creationDate": "%5$s", "mfaAuthenticated": "false"}}},
          "sourceIPAddress": "192.0.2.7", "userAgent": "aws-cli/2.31.0",
          "requestParameters": null, "responseElements": null, "recipientAccountId": "%2$s"}}\
        """
            .formatted(denials++, account, problem, role, Instant.now());
    return new Denied(caller, event);
  }
}
