"""Sample content: any number of reports, each worked out from its number alone.

Report 57 is the same in every database, however many there are beside it, so a larger number
asked for later only adds. Nothing in it is a fact: the titles and names say “Sample”, the people
have invented names.

- `words`: names and sentences.
- `directory`: bodies, people, series and topics, of which more reports need a few more.
- `reports`: the reports themselves.
"""
