/** HTTP in. */
@NullMarked
package dev.tributary.fraud.api;

import org.jspecify.annotations.NullMarked;
