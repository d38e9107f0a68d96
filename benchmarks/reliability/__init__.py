"""The promises R1–R10 and R14–R16 of docs/reliability.md, each measured on real processes."""
