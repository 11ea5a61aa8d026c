package dev.rolecall.doctor.wording;

import dev.rolecall.explanation.wording.term.Count;
import java.util.Optional;

/// What the doctor finds.
public final class CheckWords {

  private CheckWords() {}

  public static String deployedIn(Object account, String region) {
    return "deployed in " + account + " " + region;
  }

  public static String missing(String what) {
    return what + " is missing";
  }

  public static String exists(String what) {
    return what + " exists";
  }

  // ---- Trails

  public static String trailLogsReads() {
    return "a trail logs management read events";
  }

  public static String noTrail() {
    return "no trail: EventBridge receives no denials without one";
  }

  public static String trailStopped() {
    return "the trail is stopped";
  }

  public static String trailSkipsReads() {
    return "the trail does not log management read events, which include AssumeRole";
  }

  public static String trails() {
    return "trails";
  }

  public static String selectorsUnclear(String trail) {
    return "the selectors of trail " + trail + " may exclude AssumeRole calls";
  }

  /// What is unknown about a selector.
  ///
  /// @param field of the selector
  public static String whetherExcluded(String field) {
    return "whether its selector on " + field + " excludes calls";
  }

  public static String dependsOnCall() {
    return "it depends on the call";
  }

  public static String checkSelectors() {
    return "check the trail's selectors";
  }

  // ---- Rules

  public static String rule(String name) {
    return "rule `" + name + "`";
  }

  public static String rule(String name, String bus) {
    return rule(name) + " on bus `" + bus + "`";
  }

  public static String ruleSkipsReads(String rule) {
    return rule + " is in state ENABLED, so it receives no AssumeRole events";
  }

  public static String ruleDisabled(String rule) {
    return rule + " is disabled";
  }

  public static String forwards(String rule) {
    return rule + " forwards to the central bus";
  }

  public static String doesNotForward(String rule) {
    return rule + " does not forward to the central bus";
  }

  public static String invokesExplain(String rule) {
    return rule + " sends denials to the explain function";
  }

  public static String doesNotInvokeExplain(String rule) {
    return rule + " does not have the explain function as its target";
  }

  // ---- The central bus

  public static String bus(String name) {
    return "event bus `" + name + "`";
  }

  public static String busWithoutPolicy(String bus) {
    return bus + " has no policy, so it accepts no events from other accounts";
  }

  public static String busAccepts(String bus, String whom) {
    return bus + " accepts events from " + whom;
  }

  public static String busRejects(String bus, String whom) {
    return bus + " does not accept events from " + whom;
  }

  public static String accountsOf(String organization) {
    return "the accounts of organization " + organization;
  }

  public static String accounts(String some) {
    return "accounts " + some;
  }

  public static String memberAccounts() {
    return "the member accounts";
  }

  public static String whetherBusAccepts(String bus, String whom) {
    return "whether " + bus + " accepts events from " + whom;
  }

  public static String policyOf(String bus) {
    return "the policy of " + bus;
  }

  public static String policyUnreadable(String problem) {
    return "it cannot be parsed: " + problem;
  }

  public static String policyUnclear() {
    return "its policy depends on values that are known only for a real event";
  }

  public static String onlyInEvent() {
    return "it is known only for a real event";
  }

  public static String checkPolicy() {
    return "check the policy";
  }

  // ---- Accounts

  public static String membersListed(int number) {
    return "member accounts: " + number;
  }

  public static String activeAccounts(int number) {
    return "active accounts in the organization: " + number;
  }

  public static String organizationAccounts() {
    return "the accounts of the organization";
  }

  public static String organizationUnreadable() {
    return organizationAccounts()
        + " cannot be read: this account is neither the management account nor a delegated"
        + " administrator. Replace ACCOUNT with one that is";
  }

  public static String noOrganization() {
    return "there is no organization";
  }

  public static String addOrganizationProfile() {
    return "pass --profile with a profile for the management account or a delegated administrator";
  }

  public static String readerRoles() {
    return "reader roles";
  }

  public static String forwardingAndTrails() {
    return "forwarding and trails";
  }

  public static String insideAccounts() {
    return "reader role, forwarding and trails in accounts";
  }

  public static String readable() {
    return "readable accounts";
  }

  public static String noSuchAccount() {
    return "there is no such account";
  }

  public static String noReaderConfigured() {
    return "no reader role is configured";
  }

  public static String noProfile() {
    return "no profile was given for them";
  }

  public static String addProfiles() {
    return "pass --profile with a profile for each account";
  }

  public static String readerRole(String name) {
    return "reader role `" + name + "`";
  }

  public static String readerReads(String name) {
    return readerRole(name) + " can read IAM";
  }

  public static String readerCannotRead(String name) {
    return readerRole(name) + " cannot read IAM (iam:GetRole is denied)";
  }

  public static String readerWithoutEvaluations(String name) {
    return readerRole(name)
        + " cannot read AWS's own evaluations (iam:GetRequestAuthorizationDetails is denied)";
  }

  public static String readerMissing(String name) {
    return readerRole(name) + " is missing, or does not trust the monitor account";
  }

  public static String globalRegionLeftOut(String region) {
    return "no account forwards events from "
        + region
        + ", where CloudTrail records calls to the global STS endpoint";
  }

  // ---- The incident table

  public static String table() {
    return "the incident table";
  }

  public static String whenLastSeen() {
    return "when the last denial was seen";
  }

  /// When a denial was last seen.
  ///
  /// @param ago how long ago; empty for not at all
  public static String lastSeen(Optional<String> ago, long days) {
    return ago.map(length -> "last denial seen " + length + " ago")
        .orElse("no denial seen in the last " + days + " days");
  }

  // ---- Queues

  public static String queue(String name) {
    return "queue `" + name + "`";
  }

  /// A queue of what failed.
  ///
  /// @param name as in the outputs of the stack
  public static String failureQueue(String name) {
    return "failure queue `" + name + "`";
  }

  public static String emptyFailureQueues(int number) {
    return "empty failure queues: " + number;
  }

  public static String failuresWaiting(String queue, long number) {
    return queue + " holds " + Count.of(number, "message");
  }

  public static String admits(String queue) {
    return queue + " accepts messages from the alerts topic";
  }

  public static String doesNotAdmit(String queue) {
    return queue + " does not accept messages from the alerts topic";
  }

  /// How many messages wait for a channel.
  public static String waiting(String channel, long number) {
    return "messages waiting for " + channel + ": " + number;
  }

  public static String mapping(String id) {
    return "event source mapping `" + id + "`";
  }

  public static String reads(String channel) {
    return "the " + channel + " function reads its queues";
  }

  public static String doesNotRead(String mapping, String channel) {
    return mapping + " is disabled, so the " + channel + " function does not read its queue";
  }

  // ---- Topics and channels

  public static String alertsTopic() {
    return "the alerts topic";
  }

  public static String operationsTopic() {
    return "the operations topic";
  }

  public static String subscriptionsOf(String topic) {
    return "the subscriptions of " + topic;
  }

  public static String subscribers(String topic, int number) {
    return "subscriptions of " + topic + ": " + number;
  }

  public static String noSubscribers(String topic) {
    return topic + " has no confirmed subscription";
  }

  /// That a topic reaches no one is as it was configured.
  public static String noSubscribersIntended(String topic) {
    return topic + " has no subscription, as configured";
  }

  public static String eventsQueue() {
    return "the queue of the events";
  }

  public static String ruleEnabled(String rule) {
    return rule + " sends notifications to PagerDuty";
  }

  public static String connection(String name) {
    return "connection `" + name + "`";
  }

  public static String disconnected(String connection, String state) {
    return connection + " is in state " + state + ", so PagerDuty receives nothing";
  }

  public static String channelFunction(String channel) {
    return "the " + channel + " function";
  }

  public static String subscribed(String function) {
    return function + " is subscribed";
  }

  public static String notSubscribed(String function, String topic) {
    return function + " is not subscribed to " + topic;
  }

  public static String pending(String topic, String protocol, String endpoint) {
    return "a subscription of "
        + topic
        + " is waiting for confirmation: "
        + protocol
        + " "
        + endpoint;
  }

  public static String secret(String location) {
    return "secret `" + location + "`";
  }

  public static String interactionUrl(String url) {
    return "Slack interactivity URL `" + url + "`";
  }

  public static String checksSignatures(String url) {
    return url + " answers and checks signatures";
  }

  public static String noSigningSecret(String url) {
    return url
        + " fails: its function cannot read a signingSecret, or cannot start (see its log); Slack"
        + " buttons do nothing";
  }

  public static String noAnswer(String url, int status) {
    return url + " answers with status " + status + "; Slack buttons do nothing";
  }

  public static String noConnection() {
    return "no connection";
  }

  public static String fromTheInternet() {
    return "run rolecall doctor where the internet can be reached";
  }

  public static String secretUnusable(String location) {
    return secret(location) + " has no value, or is scheduled for deletion";
  }
}
