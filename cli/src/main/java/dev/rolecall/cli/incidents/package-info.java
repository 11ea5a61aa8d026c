/// `rolecall incidents`: lists, shows and answers the incidents of an installation.
@NullMarked
package dev.rolecall.cli.incidents;

import org.jspecify.annotations.NullMarked;
