package dev.rolecall.evidence.capture;

import dev.rolecall.denial.AccountId;
import dev.rolecall.evidence.capture.wording.CaptureWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;

/// All users, groups, roles and managed policies of an account, as `aws iam
/// get-account-authorization-details` prints them.
record AccountCapture(
    List<SdkPojo> users, List<SdkPojo> groups, List<SdkPojo> roles, List<SdkPojo> policies) {

  static final String ACTION = "iam:GetAccountAuthorizationDetails";
  static final String WHAT = CaptureWords.accountContent();

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

  /// What the file of the account holds.
  SequencedMap<String, List<SdkPojo>> content() {
    SequencedMap<String, List<SdkPojo>> content = new LinkedHashMap<>();
    content.put("UserDetailList", users);
    content.put("GroupDetailList", groups);
    content.put("RoleDetailList", roles);
    content.put("Policies", policies);
    return content;
  }

  /// The same, in one phrase.
  String phrase() {
    return CaptureWords.accountFile(roles.size(), users.size(), groups.size(), policies.size());
  }
}
