/// Words to people: what was written is handed to a topic or to Slack, and the answer says whether
/// another try helps. In Slack, the notices of an incident are one message that is kept up to date
/// (`SlackIncidentMessages`); what stands there is kept in a table.
///
/// No error that leaves this package holds a secret: texts of other sides are reduced to the codes
/// they are known to send, and addresses and tokens never become part of a sentence.
@NullMarked
package dev.rolecall.publish;

import org.jspecify.annotations.NullMarked;
