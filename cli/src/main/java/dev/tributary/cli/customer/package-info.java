/** What is done for a customer who asks what is known of them. */
@NullMarked
package dev.tributary.cli.customer;

import org.jspecify.annotations.NullMarked;
