/** What can be asked: sessions where they are kept, and the index, which every instance has. */
@NullMarked
package dev.tributary.recommendation.query;

import org.jspecify.annotations.NullMarked;
