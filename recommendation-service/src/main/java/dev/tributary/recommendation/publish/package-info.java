/** What is written beside the topologies. */
@NullMarked
package dev.tributary.recommendation.publish;

import org.jspecify.annotations.NullMarked;
