package dev.tributary.recommendation.api;

import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;

import java.util.function.Supplier;

/** Reads what stands in addresses. */
final class Parameters {
    private Parameters() {}

    /**
     * Makes something of a parameter.
     *
     * @throws ProblemException 400 where it cannot be read
     */
    static <T> T checked(String parameter, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException unusable) {
            throw new ProblemException(
                    Problem.invalid(parameter, String.valueOf(unusable.getMessage())));
        }
    }
}
