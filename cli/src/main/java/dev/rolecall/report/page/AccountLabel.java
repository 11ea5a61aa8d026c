package dev.rolecall.report.page;

import dev.rolecall.denial.AccountId;
import dev.rolecall.denial.Caller.AwsService;
import dev.rolecall.denial.Caller.Root;
import dev.rolecall.denial.Caller.Saml;
import dev.rolecall.denial.Caller.Unidentified;
import dev.rolecall.denial.Caller.UserOrSession;
import dev.rolecall.denial.Caller.WebIdentity;
import dev.rolecall.denial.Denial;
import dev.rolecall.report.wording.ReportWords;
import java.util.Map;

/// Where a caller or a role belongs to: an account, or what stands in its place.
///
/// @param key what the address of the page names it by
/// @param name what the organization calls the account; else the key in words
record AccountLabel(String key, String name) {

  private static final AccountLabel UNKNOWN =
      new AccountLabel("unknown", ReportWords.unknownAccount());

  /// Of the caller: an account, or the provider of its token.
  static AccountLabel ofCaller(Denial denial, Map<AccountId, String> names) {
    return denial
        .caller()
        .account()
        .map(id -> of(id, names))
        .orElseGet(
            () ->
                switch (denial.caller()) {
                  case WebIdentity identity ->
                      named(
                          identity
                              .provider()
                              .map(WebIdentity::providerName)
                              .orElseGet(ReportWords::unknownProvider));
                  case Saml saml -> saml(saml.provider().orElse("SAML"));
                  case AwsService _ -> new AccountLabel("service", ReportWords.services());
                  case UserOrSession _, Root _, Unidentified _ -> UNKNOWN;
                });
  }

  /// Of the role: an account, where it is known.
  static AccountLabel ofRole(Denial denial, Map<AccountId, String> names) {
    return denial.roleAccount().map(id -> of(id, names)).orElse(UNKNOWN);
  }

  private static AccountLabel of(AccountId id, Map<AccountId, String> names) {
    return new AccountLabel(id.value(), HtmlText.text(names.getOrDefault(id, id.value())));
  }

  private static AccountLabel named(String provider) {
    return new AccountLabel(HtmlText.text(provider), HtmlText.text(provider));
  }

  /// A SAML provider goes by the last part of its ARN.
  private static AccountLabel saml(String provider) {
    return new AccountLabel(
        HtmlText.text(provider), HtmlText.text(provider.substring(provider.lastIndexOf('/') + 1)));
  }

  /// The name, and the id of an account that has one.
  String title() {
    return name.equals(key) || !AccountId.isAccountId(key) ? name : name + " · " + key;
  }
}
