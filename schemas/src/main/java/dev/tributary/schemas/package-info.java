/**
 * The wire contract: what every topic is called, what it carries and how it is kept. Data only; the
 * records themselves are generated from {@code src/main/avro} into the packages of their owners.
 */
@NullMarked
package dev.tributary.schemas;

import org.jspecify.annotations.NullMarked;
