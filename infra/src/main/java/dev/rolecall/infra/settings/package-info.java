/// What an operator decides, and the environment variables that the functions get of it.
@NullMarked
package dev.rolecall.infra.settings;

import org.jspecify.annotations.NullMarked;
