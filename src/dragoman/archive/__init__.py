"""The archive: many records in one SQLite file, or in a team's PostgreSQL, through the same code.

`tables` says what is kept, `store` opens it, `writing` and `loading` put records in and take them out again,
`corrections` and `sources` keep what people and files have to do with them. What is asked of it is in `query`.
"""
