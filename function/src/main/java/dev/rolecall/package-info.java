/// Rolecall: why an AssumeRole call was denied, and what to change.
///
/// ```
/// event ▶ denial ▶ evidence ▶ diagnosis ▶ incident ▶ message ▶ publish ▶ doctor ▶ report ▶ gate     one direction, no way back
/// ```
///
/// | package | holds |
/// |---|---|
/// | `denial` | one refused call: caller, role, request context, AWS's sentence. Plain values |
/// | `service` | what AWS documents of the services that assume roles, as data |
/// | `policy` | the engine: reading policies, judging them in three values, combining all layers as IAM does |
/// | `provider` | what is known of identity providers, as data, and the subjects of their tokens taken apart |
/// | `event` | bytes to denials; the only place that knows CloudTrail's JSON |
/// | `evidence` | what could be learnt about role, caller and organization, and what could not; `evidence.snapshot` reads it from files, `evidence.aws` from AWS; both share `evidence.iam` (users, roles, policies) and `evidence.change` (what happened); `evidence.capture` saves a snapshot, and keeps the organization in `evidence.index`, which spares `evidence.aws` the walk through it |
/// | `diagnosis` | causes, confidence, checklist, and fixes that were judged again |
/// | `incident` | denials that are one problem: what is kept of it, when people hear of it, when it is over; `incident.dynamo` keeps it in a table |
/// | `message` | words: terminal, markdown, JSON, Slack, SNS. All human sentences are here |
/// | `publish` | words to people: to a topic, to Slack; every failure says whether another try helps |
/// | `doctor` | whether an installation works: what is wrong with it, where, and the command that mends it |
/// | `report` | looking back: the denials of a period as incidents, as a page and in other formats |
/// | `gate` | looking ahead: whether calls that work now would still pass after a change of policies that is only proposed |
/// | `lambda` | the four functions: wiring only |
/// | `cli` | the command line: wiring only |
///
/// An import points only to a package further up in this table. One core, `diagnosis.Explainer`:
/// denial in, explanation out. It asks ports; a snapshot and AWS are two adapters of them.
///
/// How a diagnosis is found:
///
/// 1. Every layer is judged against the request (`diagnosis.Trial`): twice, once as the call is
///    known, once as such calls usually are.
/// 2. What denies on known facts is a certain blocker (`diagnosis.Blockers`); all of them are the
///    causes. In the trust policy the statement that was meant for the caller fails in the fewest
///    elements (`diagnosis.Miss`). An unread trust policy is the first suspect.
/// 3. Without one, what is unknown is suspected (`diagnosis.Suspects`): first what usually fails,
///    then what can be either way. Only one left is the cause by elimination; nothing left means
///    propagation, a change since, or nothing that can be told.
/// 4. AWS's own sentence, when it gives a reason that the caller cannot have written, names one
///    true blocker and clears nothing else.
/// 5. Fixes are applied to a copy, and the call is evaluated again (`diagnosis.Fixer`); whom a fix
///    lets in is computed from the policies before and after (`diagnosis.Admission`).
@NullMarked
package dev.rolecall;

import org.jspecify.annotations.NullMarked;
