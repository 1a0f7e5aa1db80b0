/** HTTP in: strict bodies, problem details, limits. */
@NullMarked
package dev.tributary.common.web;

import org.jspecify.annotations.NullMarked;
