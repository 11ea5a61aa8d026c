/// What the doctor found, and how it is shown.
@NullMarked
package dev.rolecall.doctor.report;

import org.jspecify.annotations.NullMarked;
