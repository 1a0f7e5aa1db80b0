/** What other instances and the API ask of the scorer's state. */
@NullMarked
package dev.tributary.fraud.query;

import org.jspecify.annotations.NullMarked;
