/// The command `report`.
@NullMarked
package dev.rolecall.cli.report;

import org.jspecify.annotations.NullMarked;
