"""What a spreadsheet of completions says, what becomes of each line, and when it may be applied."""
