"""Extraction rules as data: senses, status cues and frames, each with examples and counterexamples."""
