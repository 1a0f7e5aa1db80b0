/** From the committed topics to the state that answers for transactions. */
@NullMarked
package dev.tributary.ingest.topology;

import org.jspecify.annotations.NullMarked;
