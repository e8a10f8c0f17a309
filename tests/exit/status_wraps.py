# The operating system keeps eight bits of a status.
raise SystemExit(300)
# exit: 44
