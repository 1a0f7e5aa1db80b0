/**
 * What is known of transactions (the verdicts as they are committed, what came by lately, and the
 * state that the topology keeps) and of the catalogue. Reads only.
 */
@NullMarked
package dev.tributary.ingest.query;

import org.jspecify.annotations.NullMarked;
