package dev.rolecall.evidence.aws;

import dev.rolecall.denial.GapFact;
import dev.rolecall.denial.GapRemedy;

/// What a question to AWS is about.
///
/// @param learnBy the command that settles it, where a failure knows no better one
record AwsFact(GapFact fact, GapRemedy learnBy) {}
