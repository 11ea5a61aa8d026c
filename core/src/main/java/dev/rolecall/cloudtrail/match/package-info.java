/// Regular expressions on long texts of any origin, without a search at every character.
@NullMarked
package dev.rolecall.cloudtrail.match;

import org.jspecify.annotations.NullMarked;
