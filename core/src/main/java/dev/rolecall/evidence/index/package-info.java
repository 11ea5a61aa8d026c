/// What is kept of an organization, so that nobody has to walk through it to explain a denial: for
/// each account one entry, in the form of `organization.json`.
@NullMarked
package dev.rolecall.evidence.index;

import org.jspecify.annotations.NullMarked;
