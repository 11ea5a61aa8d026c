/// Looking ahead: would the callers that assume a role now still be let in, if policies were
/// changed as proposed?
///
/// A [AccessPair][dev.rolecall.gate.pairs.AccessPair] is a caller and a role that belong together;
/// a [Proposal][dev.rolecall.gate.proposal.Proposal] lies over what was read and answers as if it
/// had been applied; the [Gate][dev.rolecall.gate.Gate] judges each pair by both.
@NullMarked
package dev.rolecall.gate;

import org.jspecify.annotations.NullMarked;
