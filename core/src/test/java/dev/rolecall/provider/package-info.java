@NullMarked
package dev.rolecall.provider;

import org.jspecify.annotations.NullMarked;
