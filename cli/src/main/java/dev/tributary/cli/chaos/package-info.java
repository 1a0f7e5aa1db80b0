/** Bad days made on purpose, and a judge that stands outside of what is judged. */
@NullMarked
package dev.tributary.cli.chaos;

import org.jspecify.annotations.NullMarked;
