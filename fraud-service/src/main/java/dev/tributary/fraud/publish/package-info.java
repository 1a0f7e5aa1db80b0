/** Onto the topics that people and jobs change, acknowledged before anybody is answered. */
@NullMarked
package dev.tributary.fraud.publish;

import org.jspecify.annotations.NullMarked;
