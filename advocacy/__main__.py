"""`python -m advocacy` is the command line."""

from advocacy.cli import main

main(prog_name="advocacy")
