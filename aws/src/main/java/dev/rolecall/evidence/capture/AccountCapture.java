package dev.rolecall.evidence.capture;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rolecall.denial.AccountId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;

/// All users, groups, roles and managed policies of an account, as `aws iam
/// get-account-authorization-details` prints them.
record AccountCapture(
    List<SdkPojo> users, List<SdkPojo> groups, List<SdkPojo> roles, List<SdkPojo> policies) {

  static final String ACTION = "iam:GetAccountAuthorizationDetails";
  static final String WHAT = "roles, users and policies";

  /// Reads every page.
  ///
  /// @throws software.amazon.awssdk.core.exception.SdkException when one cannot be read
  static AccountCapture read(AccountId account, IamClient iam, CaptureListener listener) {
    AccountCapture read =
        new AccountCapture(
            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (GetAccountAuthorizationDetailsResponse page :
        iam.getAccountAuthorizationDetailsPaginator(request -> request.maxItems(1000))) {
      read.users.addAll(page.userDetailList());
      read.groups.addAll(page.groupDetailList());
      read.roles.addAll(page.roleDetailList());
      read.policies.addAll(page.policies());
      listener.reading(account, WHAT, read.size());
    }
    return read;
  }

  private int size() {
    return users.size() + groups.size() + roles.size() + policies.size();
  }

  /// What was read, in one phrase.
  String write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    list("UserDetailList", users, json);
    list("GroupDetailList", groups, json);
    list("RoleDetailList", roles, json);
    list("Policies", policies, json);
    json.writeEndObject();
    return roles.size()
        + " roles, "
        + users.size()
        + " users, "
        + groups.size()
        + " groups, "
        + policies.size()
        + " managed policies";
  }

  private static void list(String name, List<SdkPojo> entries, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (SdkPojo entry : entries) {
      SdkJson.write(entry, json);
    }
    json.writeEndArray();
  }
}
