/**
 * A client of the schema registry's REST API, as Confluent defined it and others serve it, the
 * faults it can meet, and the deploy step that registers what the suite writes.
 */
@NullMarked
package dev.tributary.common.registry;

import org.jspecify.annotations.NullMarked;
