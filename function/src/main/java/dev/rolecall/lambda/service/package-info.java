/// What the functions do with one event, free of how they are started.
@NullMarked
package dev.rolecall.lambda.service;

import org.jspecify.annotations.NullMarked;
