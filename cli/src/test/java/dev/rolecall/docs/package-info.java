/// Tests of the documentation: its commands run, its links lead somewhere, its examples are what
/// Rolecall says, its words are plain.
@NullMarked
package dev.rolecall.docs;

import org.jspecify.annotations.NullMarked;
