/// The forms in which people keep logs: compressed, in archives and tables, and in other encodings.
@NullMarked
package dev.rolecall.cloudtrail.form;

import org.jspecify.annotations.NullMarked;
