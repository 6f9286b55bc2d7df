"""A spreadsheet that was uploaded, on its way: kept, read and staged by the worker, ordered, put away."""
