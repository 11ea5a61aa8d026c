/// The sentences of the doctor: what it checks and finds, and the commands that fix it.
@NullMarked
package dev.rolecall.doctor.wording;

import org.jspecify.annotations.NullMarked;
