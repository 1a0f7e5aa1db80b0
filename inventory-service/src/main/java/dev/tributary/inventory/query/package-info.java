/** What the API asks: the views of what was committed, and what comes by on the topics. */
@NullMarked
package dev.tributary.inventory.query;

import org.jspecify.annotations.NullMarked;
