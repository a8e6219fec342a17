"""Vetoes: each tells of a change that the reading suggests that it is none of ours, though the words speak for it.

A reading weighs words, letters and spaces, and nothing else. It cannot know that a misspelling is spoken of, that
`A B C D` are grades, or that `noforceuid` is an option. A veto looks at a change and at the text around it, and says
so. It sees no confidence and changes nothing: it only forbids.

`table.py` has a row for each: of which kind of change it is asked, and of which text it is not, since what only looks
odd in good text is mostly wrong in damaged text. They are asked last, of the few changes that would be made or that
tell of others, and none is asked once another one said no.

- `circumstances.py`: what a veto may look at beside the change
- `names.py`: names, initials, brands
- `foreign.py`: words of other languages, and marks as French sets them
- `old_writing.py`: spelling of old, verse, dialect
- `on_purpose.py`: words that are spoken of, cut short, drawn out, said twice
- `fragments.py`: parts of words
- `joins.py`: numbers, letters and words that stand apart or together as they were meant
- `quotation_marks.py`, `punctuation.py`: marks, and the spaces beside them
- `technical.py`, `marks_of_code.py`, `near_code.py`: what programs, printers and lists of terms set in their own way

`right_letters.py` is asked before all of them and forbids less: letters stay, and the spaces of the same change may go.
A new veto is a function in the file of its family, a row in the table, and cases in `tests/cases/`.
"""
