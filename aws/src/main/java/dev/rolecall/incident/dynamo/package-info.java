/// Incidents in a DynamoDB table.
@NullMarked
package dev.rolecall.incident.dynamo;

import org.jspecify.annotations.NullMarked;
