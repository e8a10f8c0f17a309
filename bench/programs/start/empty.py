# Nothing: what it costs to begin.
