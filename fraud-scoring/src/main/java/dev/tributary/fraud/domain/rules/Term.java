package dev.tributary.fraud.domain.rules;

import dev.tributary.fraud.domain.rules.Condition.All;
import dev.tributary.fraud.domain.rules.Condition.Always;
import dev.tributary.fraud.domain.rules.Condition.Any;
import dev.tributary.fraud.domain.rules.Condition.Bounded;
import dev.tributary.fraud.domain.rules.Condition.Comparison;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One way for a condition to hold: all bounds and all of the rest.
 *
 * @param bounds what an index can find, at most one a feature
 * @param rest what has to be evaluated; {@link Always#TRUE} where that is nothing
 */
record Term(List<Bound> bounds, Condition rest) {
    /** Terms of one condition; what would need more is left in the rest, unexpanded. */
    static final int MAX_TERMS = 16;

    private static final Term ANYTHING = new Term(List.of(), Always.TRUE);

    Term {
        bounds = List.copyOf(bounds);
    }

    /**
     * The disjunctive normal form: the condition holds where any of the terms does. At most {@value
     * #MAX_TERMS}, none twice and none that can never hold.
     */
    static List<Term> of(Condition condition) {
        return switch (condition) {
            case Always always -> always == Always.TRUE ? List.of(ANYTHING) : List.of();
            case Bounded bounded -> List.of(new Term(List.of(bounded.bound()), Always.TRUE));
            case Comparison _ -> List.of(new Term(List.of(), condition));
            case Any any -> {
                Set<Term> terms = new LinkedHashSet<>();
                for (Condition part : any.parts()) {
                    terms.addAll(of(part));
                }
                yield terms.size() <= MAX_TERMS
                        ? List.copyOf(terms)
                        : List.of(new Term(List.of(), condition));
            }
            case All all -> {
                List<Term> terms = List.of(ANYTHING);
                for (Condition part : all.parts()) {
                    Set<Term> product = product(terms, of(part));
                    terms =
                            List.copyOf(
                                    product.size() <= MAX_TERMS
                                            ? product
                                            : product(terms, List.of(new Term(List.of(), part))));
                }
                yield terms;
            }
        };
    }

    private static Set<Term> product(List<Term> left, List<Term> right) {
        Set<Term> product = new LinkedHashSet<>();
        for (Term first : left) {
            for (Term second : right) {
                Term both = first.and(second);
                if (both != null) {
                    product.add(both);
                }
            }
        }
        return product;
    }

    /** Both, null where that can never hold. */
    private @Nullable Term and(Term other) {
        List<Bound> both = new ArrayList<>(bounds);
        for (Bound bound : other.bounds) {
            int same = 0;
            while (same < both.size() && both.get(same).feature() != bound.feature()) {
                same++;
            }
            if (same == both.size()) {
                both.add(bound);
                continue;
            }
            Bound narrower = both.get(same).and(bound);
            if (narrower == null) {
                return null;
            }
            both.set(same, narrower);
        }
        return new Term(both, Condition.all(rest, other.rest));
    }
}
