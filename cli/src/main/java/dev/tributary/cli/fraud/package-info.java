/** Learning from labelled history: training, evaluation, model files. */
@NullMarked
package dev.tributary.cli.fraud;

import org.jspecify.annotations.NullMarked;
