"""Decisions of HR's pages: what a register is asked for, how numbers add up, what is exported how."""
