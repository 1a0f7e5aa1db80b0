/** Which state the service keeps, and in what form. */
@NullMarked
package dev.tributary.ingest.store;

import org.jspecify.annotations.NullMarked;
