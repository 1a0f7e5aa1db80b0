/** Settings and wiring. */
@NullMarked
package dev.tributary.ingest.config;

import org.jspecify.annotations.NullMarked;
