/**
 * Between the domain and the wire contract: total in both directions, and nothing else. Shared by
 * the service and the commands that read and write its topics.
 */
@NullMarked
package dev.tributary.fraud.wire;

import org.jspecify.annotations.NullMarked;
