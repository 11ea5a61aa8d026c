/// Users, roles and their policies as IAM keeps them, wherever they were read.
@NullMarked
package dev.rolecall.evidence.iam;

import org.jspecify.annotations.NullMarked;
