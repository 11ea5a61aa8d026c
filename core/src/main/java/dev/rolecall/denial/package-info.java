/// One refused call to STS: who called, which role was asked for, what is known of the request and
/// what AWS said.
///
/// Plain values; no JSON, no AWS client. Everything else in Rolecall is built on these words.
@NullMarked
package dev.rolecall.denial;

import org.jspecify.annotations.NullMarked;
