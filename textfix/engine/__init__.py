"""From text to findings: tokens, sieve, window, lattice, beam, decision, confidence; one step a file.

What speaks against a change, though the words speak for it, is in vetoes/; engine.py puts the steps together.
"""
