/// One reader for JSON objects: values that know their place, and what is wrong with them.
@NullMarked
package dev.rolecall.json;

import org.jspecify.annotations.NullMarked;
