/**
 * What fraud-service keeps on disk: state records as Avro, and the mappers between them and the
 * domain.
 */
@NullMarked
package dev.tributary.fraud.store;

import org.jspecify.annotations.NullMarked;
