/** HTTP in: reads requests, answers them. Knows how to publish and to query, decides nothing. */
@NullMarked
package dev.tributary.ingest.api;

import org.jspecify.annotations.NullMarked;
