/** A client of the schema registry's REST API and the faults it can meet. */
@NullMarked
package dev.tributary.common.registry;

import org.jspecify.annotations.NullMarked;
