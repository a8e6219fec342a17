"""A language server: what textfix finds in the documents of an editor, and the repairs to choose from.

It needs pygls, which `pip install 'textfix[server]'` brings.
"""
