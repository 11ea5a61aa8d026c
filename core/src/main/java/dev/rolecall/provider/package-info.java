/// What is known of OIDC providers: their issuers, audiences and subjects, which parts of a subject
/// stay the same from run to run, whom it belongs to, and the usual mistakes. All of it is data, in
/// `identity-providers.json`.
@NullMarked
package dev.rolecall.provider;

import org.jspecify.annotations.NullMarked;
