/// Tests of the table, on DynamoDB's own engine.
@NullMarked
package dev.rolecall.incident.dynamo;

import org.jspecify.annotations.NullMarked;
