/// Sends again what lies in the failure queues of an installation.
@NullMarked
package dev.rolecall.doctor.redrive;

import org.jspecify.annotations.NullMarked;
