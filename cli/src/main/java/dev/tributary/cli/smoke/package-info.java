/** One round through the whole suite, judged from outside: over HTTP and on its topics. */
@NullMarked
package dev.tributary.cli.smoke;

import org.jspecify.annotations.NullMarked;
