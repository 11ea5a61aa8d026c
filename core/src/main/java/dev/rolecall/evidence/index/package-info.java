/// What is kept of an organization, so that no function has to walk through it to explain a denial:
/// for each account one entry, in the form of `organization.json`.
@NullMarked
package dev.rolecall.evidence.index;

import org.jspecify.annotations.NullMarked;
