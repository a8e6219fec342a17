"""From text to findings: tokens, sieve, window, lattice, beam, decision, confidence; one step a file."""
