"""Read another system's sales lines and turn them into demand by day.

The parts, in the order a file passes through them: ``reader`` (bytes to rows of
text, within limits), ``header`` (columns to fields), ``values`` (text to numbers,
dates, codes), ``rules`` (rows that are not goods sold), ``collect`` (rows to sums),
``units`` (sums in one unit a product), ``netting`` (returns against sales) and
``report`` (an account of every row). ``analysis.analyse`` runs them all.
"""
