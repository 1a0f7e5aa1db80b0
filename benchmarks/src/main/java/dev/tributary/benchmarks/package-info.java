/** What single parts cost, one class a part. Run by hand; see docs/benchmarks.md. */
@NullMarked
package dev.tributary.benchmarks;

import org.jspecify.annotations.NullMarked;
