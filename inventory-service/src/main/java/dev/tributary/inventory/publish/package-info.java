/** What callers want, on its way to the topics. */
@NullMarked
package dev.tributary.inventory.publish;

import org.jspecify.annotations.NullMarked;
