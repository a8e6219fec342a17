"""From text to findings: tokens, sieve, lattice, decoder, decision, confidence; one step a file."""
