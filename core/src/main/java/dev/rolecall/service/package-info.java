/// What is known of the AWS services that assume roles: a table, read when it is first needed.
@NullMarked
package dev.rolecall.service;

import org.jspecify.annotations.NullMarked;
