/// Rolecall: why an AssumeRole call was denied, and what to change.
///
/// ```
/// CloudTrail ▶ denial ▶ evidence ▶ diagnosis ▶ incident ▶ explanation ▶ channel     one direction, no way back
/// ```
///
/// | package | holds |
/// |---|---|
/// | `problem` | the sentences on input that cannot be used: JSON, records, snapshots, policies, stored incidents |
/// | `json` | one reader for JSON objects: values that know their place, and what is wrong with them |
/// | `installation` | what the CDK app and the functions both know: names and limits of settings, names of metrics |
/// | `denial` | one denied call: caller, role, request context, AWS's sentence. Plain values |
/// | `service` | what AWS documents of the services that assume roles, as data |
/// | `iam` | the policy language: `iam.condition`, `iam.principal`, `iam.policy`, and `iam.evaluation`, which answers in three values and combines all layers as IAM does |
/// | `provider` | what is known of identity providers, as data, and the subjects of their tokens taken apart |
/// | `cloudtrail` | bytes to denials; the only place that knows CloudTrail's JSON: `cloudtrail.form` unpacks what holds it, `cloudtrail.foreign` puts records of other systems together, `cloudtrail.match` looks for patterns in long texts, `cloudtrail.text` reads error messages, `cloudtrail.failure` what services say that could not assume a role |
/// | `evidence` | what could be learned about role, caller and organization, and what could not; `evidence.snapshot` reads it from files, `evidence.aws` from AWS; both share `evidence.iam` (users, roles, policies), `evidence.change` (what happened) and `evidence.evaluation` (what AWS itself evaluated); `evidence.capture` saves a snapshot, and keeps the organization in `evidence.index`, which spares `evidence.aws` the walk through it |
/// | `history` | the questions to Athena and CloudWatch Logs that find the records of months, and the reading of their answers |
/// | `diagnosis` | causes, confidence, checklist, and fixes that were evaluated again |
/// | `check` | a call that has not been made yet, as a denial to be explained |
/// | `incident` | denials that are one problem: `incident.identity` says which calls belong together, `incident.enumeration` which roles matter when a caller tries many, `incident.state` decides what becomes of it, `incident.action` is what people do about it, `incident.repository` is where it is kept, `incident.notification` who is notified; `incident.dynamo` keeps it in a table, `incident.queue` is the queue of those to check |
/// | `explanation` | words: `explanation.wording` has the sentences (`explanation.wording.gap` on what is unknown, which comes before `incident` because a stored diagnosis has those words), `explanation.render` writes them for terminal, markdown, JSON and each channel |
/// | `channel` | delivery, a folder for each channel behind one port; every failure says whether another try helps |
/// | `doctor` | whether an installation works: what is wrong with it, where, and the command that fixes it |
/// | `report` | looking back: the denials of a period as incidents, as a page and in other formats |
/// | `gate` | looking ahead: whether calls that work now would still pass after a change of policies that is only proposed |
/// | `lambda` | the functions: settings, telemetry, priming, and the parts put together; `lambda.queue` and `lambda.outbox` are the queues in front of them, `lambda.interaction` what people do in Slack |
/// | `cli` | the command line: wiring only |
/// | `mcp` | the server for assistants: `mcp.tool` has the tools, `mcp.session` the protocol; `cli` starts it |
///
/// An import points only to a package further up in this table. One core, `diagnosis.Explainer`:
/// denial in, explanation out. It asks ports; a snapshot and AWS are two adapters of them.
///
/// How a diagnosis is found:
///
/// 1. AWS's own evaluation of the call, where there is one (`diagnosis.evaluation.AwsVerdict`),
///    makes values of the request known, says which types of policies took part, and names explicit
///    denies; it is held against the answer of the policies that were read
///    (`diagnosis.cause.AwsComparison`).
/// 2. Every layer is evaluated against the request (`diagnosis.evaluation.Evaluation`): twice, once
///    as the call is known, once as such calls usually are.
/// 3. What denies on known facts is a certain blocker (`diagnosis.cause.CertainCauses`); all of
///    them are the causes. In the trust policy the statement that was meant for the caller fails in
///    the fewest elements (`diagnosis.mismatch.StatementMismatch`). An unread trust policy is the
///    first suspect.
/// 4. Without one, what is unknown is suspected (`diagnosis.cause.PossibleCauses`): first what
///    usually fails, then what can be either way. Only one left is the cause by elimination;
///    nothing left means propagation, a change since, or nothing that can be told.
/// 5. AWS's own sentence, when it gives a reason that the caller cannot have written, names one
///    true blocker and clears nothing else.
/// 6. Fixes are applied to a copy, and the call is evaluated again (`diagnosis.fix.Fixer`); whom a
///    fix lets in is computed from the policies before and after (`diagnosis.fix.Admission`).
@NullMarked
package dev.rolecall;

import org.jspecify.annotations.NullMarked;
