/// Pairs of a caller and a role that belong together: files of them, and how they are collected.
@NullMarked
package dev.rolecall.gate.pairs;

import org.jspecify.annotations.NullMarked;
