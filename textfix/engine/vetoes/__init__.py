"""What is none of ours to change, though the words alone speak for it; one family a file."""
