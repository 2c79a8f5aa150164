"""What is allowed while something hurts: screening, pain, phases with gates, running again."""
