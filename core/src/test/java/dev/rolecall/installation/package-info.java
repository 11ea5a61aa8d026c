@NullMarked
package dev.rolecall.installation;

import org.jspecify.annotations.NullMarked;
