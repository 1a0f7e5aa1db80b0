/**
 * Interactive queries: any instance answers for any key; and changes that are answered once they
 * can be seen.
 */
@NullMarked
package dev.tributary.common.query;

import org.jspecify.annotations.NullMarked;
