/**
 * HTTP in: strict bodies, problem details, limits. A service imports {@link
 * dev.tributary.common.web.StrictWeb}, reads bodies by {@link dev.tributary.common.web.HttpBody}
 * and {@link dev.tributary.common.web.JsonFields} and refuses by {@link
 * dev.tributary.common.web.ProblemException}.
 */
@NullMarked
package dev.tributary.common.web;

import org.jspecify.annotations.NullMarked;
