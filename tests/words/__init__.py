"""Its presence lets the tests below import the helpers that lie here."""
