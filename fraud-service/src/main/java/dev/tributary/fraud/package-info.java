/** The verdict. */
@NullMarked
package dev.tributary.fraud;

import org.jspecify.annotations.NullMarked;
