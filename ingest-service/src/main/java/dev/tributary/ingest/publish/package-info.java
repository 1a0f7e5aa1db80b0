/** From the service to the log: maps, sends, tells whether the brokers have it. */
@NullMarked
package dev.tributary.ingest.publish;

import org.jspecify.annotations.NullMarked;
