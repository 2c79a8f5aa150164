"""Knowledge: exercises, programmes, evidence, rules and policy, read from data and checked."""
