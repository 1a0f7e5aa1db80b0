/** Interactive queries: any instance answers for any key. */
@NullMarked
package dev.tributary.common.query;

import org.jspecify.annotations.NullMarked;
